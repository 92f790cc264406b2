/** Cumulative sums and products: statistical functions of the standard, and NumPy's older ones. */

import { reshapeView } from "../array/views.ts";
import { overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import type { ScanOp } from "../ops/scan.ts";
import type { Like } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { flattening, type ScanOptions, scanAlong } from "./scan.ts";

export type { ScanOptions };

export interface CumulativeOptions<A> extends ScanOptions<A> {
  /** Whether the sum or product of none comes first. */
  include_initial?: boolean | undefined;
}

const cumulative = (id: string, op: ScanOp) =>
  overridable(
    id,
    (x, options) => [x, options?.out],
    <A>(x: A, options: CumulativeOptions<Like<A>> = {}): Like<A> => {
      checkOptions(id, options, ["axis", "dtype", "include_initial", "out"]);
      const initial = checkFlag(id, "include_initial", options.include_initial) ?? false;
      return scanAlong(id, op, x, options, initial, (source) => {
        if (source.ndim < 2) return reshapeView(id, source, [source.size])!;
        throw new ShapeError(`${id}: for arrays of more than one dimension axis is required: ${source.ndim}`);
      });
    },
  );

/**
 * Sums of the first elements along an axis: one, two, and so on, with `include_initial` none to begin with. Types are
 * those of `sum`; floats are summed in float64. The axis may be left out for one dimension; a 0-d array counts as one.
 * @throws AxisError for an axis that `x` does not have, ShapeError if it is left out for more dimensions and for `out` of
 *   another shape, DTypeError for an unknown dtype or one that would drop imaginary parts
 * @example np.cumulative_sum([[1, 2], [3, 4]], { axis: 1, include_initial: true }) // array([[0., 1., 3.], [0., 3., 7.]])
 */
export const cumulative_sum = /* @__PURE__ */ cumulative("cumulative_sum", "sum");

/**
 * Products of the first elements along an axis: one, two, and so on, with `include_initial` none to begin with. Types are
 * those of `prod`; floats are multiplied in float64. The axis may be left out for one dimension; a 0-d array counts as one.
 * @throws AxisError for an axis that `x` does not have, ShapeError if it is left out for more dimensions and for `out` of
 *   another shape, DTypeError for an unknown dtype or one that would drop imaginary parts
 * @example np.cumulative_prod([1, 2, 3, 4]) // array([ 1.,  2.,  6., 24.])
 */
export const cumulative_prod = /* @__PURE__ */ cumulative("cumulative_prod", "prod");

/**
 * `cumulative_sum`, but without an axis of the array flattened in row-major order, as in NumPy.
 * @throws AxisError for an axis that `x` does not have, ShapeError for `out` of another shape, DTypeError for an unknown
 *   dtype or one that would drop imaginary parts
 * @example np.cumsum([[1, 2], [3, 4]]) // array([ 1.,  3.,  6., 10.])
 */
export const cumsum = /* @__PURE__ */ flattening("cumsum", "sum");

/**
 * `cumulative_prod`, but without an axis of the array flattened in row-major order, as in NumPy.
 * @throws AxisError for an axis that `x` does not have, ShapeError for `out` of another shape, DTypeError for an unknown
 *   dtype or one that would drop imaginary parts
 * @example np.cumprod([[1, 2], [3, 4]], { axis: 0 }) // array([[1., 2.], [3., 8.]])
 */
export const cumprod = /* @__PURE__ */ flattening("cumprod", "prod");
