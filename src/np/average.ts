/** Ranges of values and averages with weights, as in NumPy. */

import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { broadcastView, permuteView, reshapeView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { isFloating, promote } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { applyElementwise } from "../ops/elementwise.ts";
import { filled } from "../ops/fill.ts";
import { mean } from "../ops/moments.ts";
import { reduceElements } from "../ops/reduce.ts";
import { countOf } from "../ops/reduce-plan.ts";
import { checkAxes, format, type Shape, sameShape } from "../shape.ts";
import { type Coercible, type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { checkReal, type OutOption, type ReductionOptions, reduceAlong } from "./reduction.ts";

export interface RangeOptions<A> extends ReductionOptions, OutOption<A> {}

/**
 * The difference of the greatest and the least element along the axes, of real numbers, in their dtype; NaN if there is a
 * NaN.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for bools and complex numbers,
 *   ShapeError where there are no elements and for `out` of another shape
 * @example np.ptp([[4, 9, 2], [10, 6, 9]], { axis: 1 }) // array([7., 4.])
 */
export const ptp = /* @__PURE__ */ overridable(
  "ptp",
  (x, options) => [x, options?.out],
  <A>(x: A, options: RangeOptions<Like<A>> = {}): Like<A> =>
    reduceAlong("ptp", x, options, ["out"], (source, { axes, keepdims, out }) => {
      checkReal("ptp", source);
      if (source.dtype === "bool") throw new DTypeError("ptp: bools have no difference");
      return scope(() => {
        const [greatest, least] = (["max", "min"] as const).map((op) =>
          reduceElements("ptp", op, source, { axes, keepdims }),
        );
        const range = applyElementwise("subtract", [greatest, least]);
        // Reduced along no axes, for what is done about `out`.
        return reduceElements("ptp", "max", range, { axes: [], keepdims, out });
      });
    }),
);

export interface AverageOptions<A> extends ReductionOptions {
  /** What each element counts for: of the shape of `x`, or of that of the axes. */
  weights?: A | Coercible | null | undefined;
  /** Whether the sums of the weights are returned too. */
  returned?: boolean | undefined;
}

/**
 * The average along the axes, weighted: Σ x · weights / Σ weights. Floats keep their dtype, promoted with that of the
 * weights; other types give float64 at least. With `returned` it comes with the sums of the weights.
 * @throws AxisError for an axis that `x` does not have or that is named twice, ShapeError for weights of a shape that does
 *   not fit, RangeError where they sum to zero
 * @example np.average([1, 2, 3], { weights: [3, 1, 0] }) // array(1.25)
 */
export const average = /* @__PURE__ */ overridable(
  "average",
  (x, options) => [x, options?.weights],
  <A>(x: A, options: AverageOptions<Like<A>> = {}): Like<A> | [Like<A>, Like<A>] => {
    const id = "average";
    checkOptions(id, options, ["axis", "weights", "returned", "keepdims"]);
    const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
    const returned = checkFlag(id, "returned", options.returned) ?? false;
    return withOperand(id, x, (source) => {
      const axes = checkAxes(id, options.axis, source.ndim);
      const averaged = (weights?: WasmArray) =>
        scope(() => {
          const spread = weights && spreadWeights(id, source, weights, options.axis, axes);
          const pair = averageOf(id, source, axes, keepdims, spread);
          return returned ? pair : pair[0];
        });
      const { weights } = options;
      if (weights === undefined || weights === null) return averaged();
      return withOperand(id, weights, averaged);
    }) as Like<A>;
  },
);

/** Averages, and what their weights sum to. */
function averageOf(
  id: string,
  x: WasmArray,
  axes: Shape,
  keepdims: boolean,
  weights: WasmArray | undefined,
): [WasmArray, WasmArray] {
  if (!weights) {
    const means = mean(id, x, { axes, keepdims });
    return [means, filled(id, means.dtype, means.shape, coerce(id, countOf(x.shape, axes)))];
  }
  const own = promote(x.dtype, weights.dtype);
  const dtype = isFloating(x.dtype) ? own : promote(own, "float64");
  const spread = broadcastView(id, cast(id, weights, dtype), x.shape);
  const scale = reduceElements(id, "sum", spread, { axes, keepdims });
  const whole = { axes: [...scale.shape.keys()], keepdims: false };
  if (!reduceElements(id, "all", scale, whole).item()) {
    throw new RangeError(`${id}: weights sum to zero, they cannot be normalized`);
  }
  const products = applyElementwise("multiply", [x, spread]);
  const sums = reduceElements(id, "sum", products, { axes, keepdims, dtype });
  return [applyElementwise("divide", [sums, scale]), scale];
}

/** Weights that broadcast to the shape of `x`: those for the axes, in their order, with length 1 along the others. */
function spreadWeights(
  id: string,
  x: WasmArray,
  weights: WasmArray,
  axis: number | Shape | null | undefined,
  axes: Shape,
): WasmArray {
  if (sameShape(weights.shape, x.shape)) return weights;
  const isPart = axis !== null && axis !== undefined;
  if (
    !isPart ||
    !sameShape(
      weights.shape,
      axes.map((i) => x.shape[i]),
    )
  ) {
    throw new ShapeError(
      `${id}: weights of shape ${format(weights.shape)} fit neither shape ${format(x.shape)} nor the axes of it`,
    );
  }
  const order = [...axes.keys()].sort((a, b) => axes[a] - axes[b]);
  const ordered = permuteView(id, weights, order);
  return reshapeView(
    id,
    ordered,
    x.shape.map((length, i) => (axes.includes(i) ? length : 1)),
  )!;
}
