/** Order statistics as in NumPy: medians, quantiles, percentiles. */

import { flatEntries } from "../array/element.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { isComplex } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { type QuantileMethod, quantileMethods, quantiles } from "../ops/quantile.ts";
import { countOf } from "../ops/reduce-plan.ts";
import { checkAxes } from "../shape.ts";
import { type Coercible, type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { checkReal, type OutOption, type ReductionOptions } from "./reduction.ts";

export type { QuantileMethod };

export interface MedianOptions<A> extends ReductionOptions, OutOption<A> {}

export interface QuantileOptions<A> extends MedianOptions<A> {
  /** How a quantile that lies between two elements is found: one of NumPy's methods, "linear" by default. */
  method?: QuantileMethod | undefined;
}

const medianBy = (id: string, skipNaN: boolean) =>
  overridable(
    id,
    (x, options) => [x, options?.out],
    <A>(x: A, options: MedianOptions<Like<A>> = {}): Like<A> => {
      checkOptions(id, options, ["axis", "out", "keepdims"]);
      const { out } = options;
      const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
      return withOperand(id, x, (source) => {
        checkReal(id, source);
        const axes = checkAxes(id, options.axis, source.ndim);
        const wanted = { axes, keepdims, q: [0.5], qShape: [], skipNaN, widen: false, out };
        return quantiles(id, source, { ...wanted, method: "median" });
      }) as Like<A>;
    },
  );

/** Quantiles of which q counts as `unit`. */
const quantileBy = (id: string, unit: number, skipNaN: boolean) =>
  overridable(
    id,
    (x, q, options) => [x, q, options?.out],
    <A, Q = number>(x: A, q: Q | Coercible, options: QuantileOptions<Like<A>> = {}): Like<A, Q> => {
      checkOptions(id, options, ["axis", "method", "out", "keepdims"]);
      const { method = "linear", out } = options;
      if (!quantileMethods.includes(method)) {
        throw new TypeError(
          `${id}: there is no method ${String(method)}; there are ${quantileMethods.join(", ")}`,
        );
      }
      const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
      return withOperand(id, x, (source) => {
        checkReal(id, source);
        const axes = checkAxes(id, options.axis, source.ndim);
        if (!skipNaN && countOf(source.shape, axes) === 0) {
          throw new ShapeError(
            `${id}: there are no quantiles of no elements: shape [${source.shape.join(", ")}]`,
          );
        }
        return withOperand(id, q, (positions) => {
          const wanted = { axes, keepdims, method, skipNaN, widen: typeof q !== "number", out };
          return quantiles(id, source, {
            ...wanted,
            q: checkPositions(id, positions, unit),
            qShape: positions.shape,
          });
        });
      }) as Like<A, Q>;
    },
  );

/** The quantiles that are asked for, as numbers from 0 to 1. */
function checkPositions(id: string, q: WasmArray, unit: number): number[] {
  if (isComplex(q.dtype)) throw new DTypeError(`${id}: q is real, not ${q.dtype}`);
  return Array.from(flatEntries(id, q) as ArrayLike<unknown>, (entry) => {
    const value = Number(entry);
    if (value >= 0 && value <= unit) return value / unit;
    throw new RangeError(`${id}: quantiles must be in the range [0, ${unit}]: ${value}`);
  });
}

/**
 * The median along the axes: the element in the middle of the sorted ones, or the mean of the two that are; NaN if there is a
 * NaN, or nothing. Floats keep their dtype, other types give float64.
 * @throws AxisError for an axis that `x` does not have, DTypeError for complex numbers, ShapeError for `out` of another shape
 * @example np.median([[7, 1, 3], [2, 9, 4]], { axis: 1 }) // array([3., 4.])
 */
export const median = /* @__PURE__ */ medianBy("median", false);

/**
 * The median along the axes of the elements that are not NaN; NaN if there are none. Dtypes as those of `median`.
 * @throws AxisError for an axis that `x` does not have, DTypeError for complex numbers, ShapeError for `out` of another shape
 * @example np.nanmedian([1, NaN, 3, 8]) // array(3.)
 */
export const nanmedian = /* @__PURE__ */ medianBy("nanmedian", true);

/**
 * Quantiles along the axes for positions `q` from 0 to 1, whose shape comes first in the result's; NaN if there is a NaN. By
 * NumPy's methods: linear, lower, higher, midpoint, nearest and those of Hyndman and Fan, "Sample quantiles in statistical
 * packages" (1996). Methods that choose an element keep the dtype; others keep float32 if `q` is a number, and give float64.
 * @throws RangeError for positions out of range, TypeError for an unknown method, ShapeError for no elements and `out` of
 *   another shape, AxisError for an axis that `x` does not have, DTypeError for complex numbers
 * @example np.quantile([1, 2, 3, 4], [0.25, 0.5]) // array([1.75, 2.5 ])
 */
export const quantile = /* @__PURE__ */ quantileBy("quantile", 1, false);

/**
 * Quantiles for positions from 0 to 100: see `quantile`.
 * @throws what `quantile` throws
 * @example np.percentile([1, 2, 3, 4], 90, { method: "nearest" }) // array(4.)
 */
export const percentile = /* @__PURE__ */ quantileBy("percentile", 100, false);

/**
 * Quantiles of the elements that are not NaN, NaN if there are none: see `quantile`.
 * @throws what `quantile` throws, but for no elements
 * @example np.nanquantile([1, NaN, 3], 0.5) // array(2.)
 */
export const nanquantile = /* @__PURE__ */ quantileBy("nanquantile", 1, true);

/**
 * Quantiles of the elements that are not NaN for positions from 0 to 100: see `quantile`.
 * @throws what `quantile` throws, but for no elements
 * @example np.nanpercentile([1, NaN, 3], 50) // array(2.)
 */
export const nanpercentile = /* @__PURE__ */ quantileBy("nanpercentile", 100, true);
