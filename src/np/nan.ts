/** Reductions of the elements that are not NaN, as in NumPy. */

import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { isFloating } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { argMinOrMax } from "../ops/arg.ts";
import { comparison } from "../ops/comparison.ts";
import { applyElementwise } from "../ops/elementwise.ts";
import { mean, variance } from "../ops/moments.ts";
import { type Reduction, reduceElements } from "../ops/reduce.ts";
import { countOf } from "../ops/reduce-plan.ts";
import { selectElements } from "../ops/selection.ts";
import { checkAxis, format, type Shape } from "../shape.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { checkCorrection, checkReal, reduceAlong, reductionArgs } from "./reduction.ts";
import { flattening } from "./scan.ts";
import type { SearchOptions } from "./searching.ts";
import type { ExtremumOptions, SumOptions, VarianceOptions } from "./statistical.ts";

type Reduce = (id: string, x: WasmArray, reduction: Reduction) => WasmArray;

/** Which elements are numbers, and wanted; undefined if all are. */
function numbersOf(_id: string, x: WasmArray, where?: WasmArray): WasmArray | undefined {
  if (!isFloating(x.dtype)) return where;
  const numbers = comparison("equal").apply([x, x], {});
  return where ? applyElementwise("multiply", [numbers, where]) : numbers;
}

/** A reduction of the elements that are not NaN. `extra` are the options it has besides axis and keepdims. */
const ofNumbers = (id: string, extra: readonly string[], reduce: Reduce) =>
  overridable(
    id,
    reductionArgs,
    <A>(x: A, options: SumOptions<Like<A>> = {}): Like<A> =>
      reduceAlong(id, x, options, extra, (source, reduction) =>
        scope(() => reduce(id, source, { ...reduction, where: numbersOf(id, source, reduction.where) })),
      ),
  );

const all = ["dtype", "initial", "out", "where"];

/**
 * Sum of the elements along the axes that are not NaN, 0 of none: see `sum`.
 * @throws what `sum` throws
 * @example np.nansum([1, NaN, 3]) // array(4.)
 */
export const nansum = /* @__PURE__ */ ofNumbers("nansum", all, (id, x, reduction) =>
  reduceElements(id, "sum", x, reduction),
);

/**
 * Product of the elements along the axes that are not NaN, 1 of none: see `prod`.
 * @throws what `prod` throws
 * @example np.nanprod([2, NaN, 3]) // array(6.)
 */
export const nanprod = /* @__PURE__ */ ofNumbers("nanprod", all, (id, x, reduction) =>
  reduceElements(id, "prod", x, reduction),
);

/**
 * Minimum along the axes of the elements that are not NaN; NaN where all are.
 * @throws what `min` throws
 * @example np.nanmin([[1, NaN], [3, 0]], { axis: 0 }) // array([1., 0.])
 */
export const nanmin = /* @__PURE__ */ extremumOfNumbers("nanmin", "min");

/**
 * Maximum along the axes of the elements that are not NaN; NaN where all are.
 * @throws what `max` throws
 * @example np.nanmax([[1, NaN], [3, 0]], { axis: 0 }) // array([3., 0.])
 */
export const nanmax = /* @__PURE__ */ extremumOfNumbers("nanmax", "max");

function extremumOfNumbers(id: string, op: "min" | "max") {
  return overridable(
    id,
    reductionArgs,
    <A>(x: A, options: ExtremumOptions<Like<A>> = {}): Like<A> =>
      reduceAlong(id, x, options, ["initial", "out", "where"], (source, reduction) => {
        const { axes, keepdims, initial, where } = reduction;
        checkReal(id, source);
        if (!isFloating(source.dtype) || (where && initial === undefined)) {
          return reduceElements(id, op, source, reduction);
        }
        return scope(() => {
          const numbers = numbersOf(id, source, where)!;
          if (initial !== undefined) return reduceElements(id, op, source, { ...reduction, where: numbers });
          checkSomething(id, op, source, axes);
          const farthest = op === "min" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
          const best = reduceElements(id, op, source, { axes, keepdims, where: numbers, initial: farthest });
          const some = reduceElements(id, "any", numbers, { axes, keepdims });
          const found = selectElements(id, some, best, Number.NaN);
          // Reduced along no axes, for what is done about `out`.
          return reduceElements(id, op, found, { axes: [], keepdims, out: reduction.out });
        });
      }),
  );
}

/** Refuses an extreme of nothing, as reductions do. */
function checkSomething(id: string, op: "min" | "max", x: WasmArray, axes: Shape): void {
  if (countOf(x.shape, axes) > 0) return;
  throw new ShapeError(
    `${id}: zero-size array to reduction operation f${op} which has no identity: shape ${format(x.shape)}`,
  );
}

/**
 * Arithmetic mean along the axes of the elements that are not NaN, NaN of none: see `mean`.
 * @throws what `mean` throws
 * @example np.nanmean([1, NaN, 3]) // array(2.)
 */
export const nanmean = /* @__PURE__ */ ofNumbers("nanmean", ["dtype", "out", "where"], mean);

/**
 * Variance along the axes of the elements that are not NaN, by two passes: see `var`.
 * @throws what `var` throws
 * @example np.nanvar([1, NaN, 3]) // array(1.)
 */
export const nanvar = /* @__PURE__ */ spreadOfNumbers("nanvar", false);

/**
 * Standard deviation along the axes of the elements that are not NaN: the square root of `nanvar`.
 * @throws what `std` throws
 * @example np.nanstd([1, NaN, 5]) // array(2.)
 */
export const nanstd = /* @__PURE__ */ spreadOfNumbers("nanstd", true);

function spreadOfNumbers(id: string, root: boolean) {
  return overridable(id, reductionArgs, <A>(x: A, options: VarianceOptions<Like<A>> = {}): Like<A> => {
    const correction = checkCorrection(id, options.correction);
    return reduceAlong(id, x, options, ["correction", "dtype", "out", "where"], (source, reduction) =>
      scope(() => {
        const where = numbersOf(id, source, reduction.where);
        return variance(id, source, { ...reduction, where }, correction, root);
      }),
    );
  });
}

const searchOfNumbers = (id: string, op: "argmin" | "argmax") =>
  overridable(
    id,
    (x, options) => [x, options?.out],
    <A>(x: A, options: SearchOptions<Like<A>> = {}): Like<A> => {
      checkOptions(id, options, ["axis", "keepdims", "out"]);
      const { axis = null, out } = options;
      const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
      return withOperand(id, x, (source) => {
        checkReal(id, source);
        const at = axis === null ? null : checkAxis(id, axis, source.ndim);
        return scope(() => {
          const numbers = numbersOf(id, source);
          if (!numbers) return argMinOrMax(id, op, source, at, keepdims, out);
          const axes = at === null ? [...source.shape.keys()] : [at];
          const some = reduceElements(id, "any", numbers, { axes, keepdims: false });
          if (countOf(source.shape, axes) > 0 && !reduceElements(id, "all", some, whole(some)).item()) {
            throw new ShapeError(`${id}: all-NaN slice encountered: shape ${format(source.shape)}`);
          }
          const farthest = op === "argmin" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
          return argMinOrMax(id, op, selectElements(id, numbers, source, farthest), at, keepdims, out);
        });
      }) as Like<A>;
    },
  );

const whole = (x: WasmArray): Reduction => ({ axes: [...x.shape.keys()], keepdims: false });

/**
 * Index of the first minimum of the elements that are not NaN, as int64.
 * @throws ShapeError where all are NaN or there are none, and what `argmin` throws
 * @example np.nanargmin([[NaN, 1, 2], [4, NaN, 3]], { axis: 1 }) // array([1, 2])
 */
export const nanargmin = /* @__PURE__ */ searchOfNumbers("nanargmin", "argmin");

/**
 * Index of the first maximum of the elements that are not NaN, as int64.
 * @throws ShapeError where all are NaN or there are none, and what `argmax` throws
 * @example np.nanargmax([[NaN, 1, 2], [4, NaN, 3]], { axis: 1 }) // array([2, 0])
 */
export const nanargmax = /* @__PURE__ */ searchOfNumbers("nanargmax", "argmax");

/** The array with `value` for every NaN. */
const withoutNaN =
  (value: number) =>
  (id: string, x: WasmArray): WasmArray => {
    const numbers = numbersOf(id, x);
    return numbers ? selectElements(id, numbers, x, value) : x;
  };

/**
 * Sums of the first elements along an axis, NaN taken for 0: see `cumsum`.
 * @throws what `cumsum` throws
 * @example np.nancumsum([1, NaN, 3]) // array([1., 1., 4.])
 */
export const nancumsum = /* @__PURE__ */ flattening("nancumsum", "sum", withoutNaN(0));

/**
 * Products of the first elements along an axis, NaN taken for 1: see `cumprod`.
 * @throws what `cumprod` throws
 * @example np.nancumprod([2, NaN, 3]) // array([2., 2., 6.])
 */
export const nancumprod = /* @__PURE__ */ flattening("nancumprod", "prod", withoutNaN(1));
