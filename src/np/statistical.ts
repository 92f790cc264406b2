/** Statistical functions: https://data-apis.org/array-api/2025.12/API_specification/statistical_functions.html */

import { overridable } from "../dispatch/index.ts";
import { reducing } from "../dispatch/universal.ts";
import { leanMean, mean as meanOf, variance as varianceOf } from "../ops/moments.ts";
import { leanReduction, maxRow, minRow, prodRow, type ReduceRow, reduceBy, sumRow } from "../ops/reduce.ts";
import type { Like } from "./operand.ts";
import {
  checkCorrection,
  type DTypeOption,
  type InitialOption,
  leanAlong,
  type OutOption,
  type ReductionOptions,
  reduceAlong,
  reductionArgs,
  type WhereOption,
} from "./reduction.ts";

export interface ExtremumOptions<A> extends ReductionOptions, OutOption<A>, WhereOption<A>, InitialOption {}
export interface SumOptions<A> extends ExtremumOptions<A>, DTypeOption {}
export interface MeanOptions<A> extends ReductionOptions, OutOption<A>, WhereOption<A>, DTypeOption {}
export interface VarianceOptions<A> extends MeanOptions<A> {
  /** What is taken off the number of elements in the divisor: 0 for a population, 1 for a sample. */
  correction?: number | undefined;
}

/** A reduction that starts from the first element, or from `initial`. */
const extremum = (id: "min" | "max", row: ReduceRow) =>
  reducing(
    id,
    <A>(x: A, options: ExtremumOptions<Like<A>> = {}): Like<A> =>
      fold(id, row, x, options, ["initial", "out", "where"]),
    leanAlong(leanReduction(id, row)),
  );

/** A reduction whose elements are cast to the result's type first. */
const total = (id: "sum" | "prod", row: ReduceRow) =>
  reducing(
    id,
    <A>(x: A, options: SumOptions<Like<A>> = {}): Like<A> =>
      fold(id, row, x, options, ["dtype", "initial", "out", "where"]),
    leanAlong(leanReduction(id, row)),
  );

function fold<A>(
  id: string,
  row: ReduceRow,
  x: A,
  options: SumOptions<Like<A>>,
  extra: readonly string[],
): Like<A> {
  return reduceAlong(id, x, options, extra, (array, reduction) => reduceBy(id, row, array, reduction));
}

/**
 * Sum of the elements along the axes, 0 of none. Without `dtype`, bools and signed integers give int64, unsigned ones
 * uint64, both wrapping round; other types keep theirs. Floats are summed pairwise in float64.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for an unknown dtype or one
 *   that would drop imaginary parts, ShapeError for `out` or `where` of a shape that does not fit
 * @example np.sum([[1, 2], [3, 4]], { axis: 0 }) // array([4., 6.])
 */
export const sum = /* @__PURE__ */ total("sum", sumRow);

/**
 * Product of the elements along the axes, 1 of none. Types are those of `sum`, floats are multiplied in float64.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for an unknown dtype or one
 *   that would drop imaginary parts, ShapeError for `out` or `where` of a shape that does not fit
 * @example np.prod([[1, 2], [3, 4]], { axis: 1, keepdims: true }) // array([[ 2.], [12.]])
 */
export const prod = /* @__PURE__ */ total("prod", prodRow);

/**
 * Minimum along the axes, of real numbers or bools; NaN where there is one.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for complex numbers,
 *   ShapeError where there are no elements and no `initial`, TypeError for `where` without `initial`
 * @example np.min([[1, 2], [3, 0]], { axis: 0 }) // array([1., 0.])
 */
export const min = /* @__PURE__ */ extremum("min", minRow);

/**
 * Maximum along the axes, of real numbers or bools; NaN where there is one.
 * @throws AxisError for an axis that `x` does not have or that is named twice, DTypeError for complex numbers,
 *   ShapeError where there are no elements and no `initial`, TypeError for `where` without `initial`
 * @example np.max([[1, 2], [3, 0]], { axis: -1 }) // array([2., 3.])
 */
export const max = /* @__PURE__ */ extremum("max", maxRow);

/**
 * Arithmetic mean along the axes, NaN of none. Float types keep theirs, integers and bools give float64.
 * @throws AxisError for an axis that `x` does not have or that is named twice, ShapeError for `out` or `where` of a shape
 *   that does not fit
 * @example np.mean([[1, 2], [3, 5]], { axis: 0 }) // array([2. , 3.5])
 */
export const mean = /* @__PURE__ */ reducing(
  "mean",
  <A>(x: A, options: MeanOptions<Like<A>> = {}): Like<A> =>
    reduceAlong("mean", x, options, ["dtype", "out", "where"], (array, reduction) =>
      meanOf("mean", array, reduction),
    ),
  /* @__PURE__ */ leanAlong(/* @__PURE__ */ leanMean("mean")),
);

/**
 * Variance along the axes: the sum of squared deviations from the mean over the number of elements less `correction`;
 * a divisor of 0 or below counts as 0 and gives NaN or infinity. In one pass, after Chan, Golub and LeVeque (1983).
 * Real also of complex numbers; integers and bools give float64. Exported as `var`.
 * @throws AxisError for an axis that `x` does not have or that is named twice, TypeError for a correction that is not a
 *   number, ShapeError for `out` or `where` of a shape that does not fit
 * @example np.var([1, 2, 3, 4], { correction: 1 }) // array(1.66666667)
 */
const variance = /* @__PURE__ */ spread("var");

export { variance as var };

/**
 * Standard deviation along the axes: the square root of `var`.
 * @throws AxisError for an axis that `x` does not have or that is named twice, TypeError for a correction that is not a
 *   number, ShapeError for `out` or `where` of a shape that does not fit
 * @example np.std([1, 3, 5, 7]) // array(2.23606798)
 */
export const std = /* @__PURE__ */ spread("std");

function spread(id: "var" | "std") {
  return overridable(id, reductionArgs, <A>(x: A, options: VarianceOptions<Like<A>> = {}): Like<A> => {
    const correction = checkCorrection(id, options.correction);
    return reduceAlong(id, x, options, ["correction", "dtype", "out", "where"], (array, reduction) =>
      varianceOf(id, array, reduction, correction, id === "std"),
    );
  });
}
