/** Statistical functions: https://data-apis.org/array-api/2025.12/API_specification/statistical_functions.html */

import { overridable } from "../dispatch/index.ts";
import { checkDType, type DType, sumDType } from "../dtype.ts";
import { mean as meanOf, minOrMax, sumOrProd, variance as varianceOf } from "../ops/reduce.ts";
import type { Like } from "./operand.ts";
import { checkReal, type ReductionOptions, reduceAlong } from "./reduction.ts";

export interface SumOptions extends ReductionOptions {
  /** The type of the result, to which the elements are cast first. */
  dtype?: DType | null | undefined;
}

export interface VarianceOptions extends ReductionOptions {
  /** What is taken off the number of elements in the divisor: 0 for a population, 1 for a sample. */
  correction?: number | undefined;
}

/**
 * Sum of the elements along the axes, 0 of none. Without `dtype`, bools and signed integers give int64, unsigned ones
 * uint64, both wrapping round; other types keep theirs. Floats are summed pairwise in float64.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for an unknown dtype or one
 *   that would drop imaginary parts
 * @example np.sum([[1, 2], [3, 4]], { axis: 0 }) // array([4., 6.])
 */
export const sum = /* @__PURE__ */ overridable(
  "sum",
  (x) => [x],
  <A>(x: A, options: SumOptions = {}): Like<A> => total("sum", x, options),
);

/**
 * Product of the elements along the axes, 1 of none. Types are those of `sum`.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for an unknown dtype or one
 *   that would drop imaginary parts
 * @example np.prod([[1, 2], [3, 4]], { axis: 1, keepdims: true }) // array([[ 2.], [12.]])
 */
export const prod = /* @__PURE__ */ overridable(
  "prod",
  (x) => [x],
  <A>(x: A, options: SumOptions = {}): Like<A> => total("prod", x, options),
);

function total<A>(id: "sum" | "prod", x: A, options: SumOptions): Like<A> {
  return reduceAlong(id, x, options, ["dtype"], (array, axes, keepdims) => {
    const { dtype } = options;
    const type = dtype === undefined || dtype === null ? sumDType(array.dtype) : checkDType(id, dtype);
    return sumOrProd(id, id, array, axes, keepdims, type);
  });
}

/**
 * Minimum along the axes, of real numbers or bools; NaN where there is one.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for complex numbers,
 *   ShapeError where there are no elements
 * @example np.min([[1, 2], [3, 0]], { axis: 0 }) // array([1., 0.])
 */
export const min = /* @__PURE__ */ overridable(
  "min",
  (x) => [x],
  <A>(x: A, options: ReductionOptions = {}): Like<A> => extremum("min", x, options),
);

/**
 * Maximum along the axes, of real numbers or bools; NaN where there is one.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for complex numbers,
 *   ShapeError where there are no elements
 * @example np.max([[1, 2], [3, 0]], { axis: -1 }) // array([2., 3.])
 */
export const max = /* @__PURE__ */ overridable(
  "max",
  (x) => [x],
  <A>(x: A, options: ReductionOptions = {}): Like<A> => extremum("max", x, options),
);

function extremum<A>(id: "min" | "max", x: A, options: ReductionOptions): Like<A> {
  return reduceAlong(id, x, options, [], (array, axes, keepdims) => {
    checkReal(id, array);
    return minOrMax(id, id, array, axes, keepdims);
  });
}

/**
 * Arithmetic mean along the axes, NaN of none. Float types keep theirs, integers and bools give float64.
 * @throws AxisError for an axis that `x` does not have or that is named twice
 * @example np.mean([[1, 2], [3, 5]], { axis: 0 }) // array([2. , 3.5])
 */
export const mean = /* @__PURE__ */ overridable(
  "mean",
  (x) => [x],
  <A>(x: A, options: ReductionOptions = {}): Like<A> =>
    reduceAlong("mean", x, options, [], (...reduction) => meanOf("mean", ...reduction)),
);

/**
 * Variance along the axes: the sum of squared deviations from the mean over the number of elements less `correction`;
 * a divisor of 0 or below counts as 0 and gives NaN or infinity. In one pass, after Chan, Golub and LeVeque (1983).
 * Real also of complex numbers; integers and bools give float64. Exported as `var`.
 * @throws AxisError for an axis that `x` does not have or that is named twice, TypeError for a correction that is not a
 *   number
 * @example np.var([1, 2, 3, 4], { correction: 1 }) // array(1.66666667)
 */
const variance = /* @__PURE__ */ overridable(
  "var",
  (x) => [x],
  <A>(x: A, options: VarianceOptions = {}): Like<A> => spread("var", x, options),
);

export { variance as var };

/**
 * Standard deviation along the axes: the square root of `var`.
 * @throws AxisError for an axis that `x` does not have or that is named twice, TypeError for a correction that is not a
 *   number
 * @example np.std([1, 3, 5, 7]) // array(2.23606798)
 */
export const std = /* @__PURE__ */ overridable(
  "std",
  (x) => [x],
  <A>(x: A, options: VarianceOptions = {}): Like<A> => spread("std", x, options),
);

function spread<A>(id: "var" | "std", x: A, options: VarianceOptions): Like<A> {
  return reduceAlong(id, x, options, ["correction"], (array, axes, keepdims) => {
    const { correction = 0 } = options;
    if (typeof correction !== "number") {
      throw new TypeError(`${id}: correction is a number, not ${String(correction)}`);
    }
    return varianceOf(id, array, axes, keepdims, correction, id === "std");
  });
}
