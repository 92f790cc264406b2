/** Cumulative sums and products: statistical functions of the standard, and NumPy's older ones. */

import { contiguous } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { reshapeView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import { type Scan, type ScanOp, scanElements } from "../ops/scan.ts";
import { checkAxis } from "../shape.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { checkOptionalDType, type DTypeOption, type OutOption } from "./reduction.ts";

export interface ScanOptions<A> extends OutOption<A>, DTypeOption {
  /** The axis along which elements are taken together. */
  axis?: number | null | undefined;
}

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

/** NumPy's older form: without an axis the array is flattened in row-major order. */
const flattening = (id: string, op: ScanOp) =>
  overridable(
    id,
    (x, options) => [x, options?.out],
    <A>(x: A, options: ScanOptions<Like<A>> = {}): Like<A> => {
      checkOptions(id, options, ["axis", "dtype", "out"]);
      return scanAlong(id, op, x, options, false, (source) => flat(id, source));
    },
  );

/** The elements in row-major order, as a view if that can be. */
const flat = (id: string, x: WasmArray): WasmArray =>
  reshapeView(id, x, [x.size]) ?? reshapeView(id, contiguous(id, x), [x.size])!;

/** `flatten` gives what is scanned where there is no axis. */
function scanAlong<A>(
  id: string,
  op: ScanOp,
  x: A,
  options: ScanOptions<Like<A>>,
  initial: boolean,
  flatten: (source: WasmArray) => WasmArray,
): Like<A> {
  const { axis = null, out } = options;
  const dtype = checkOptionalDType(id, options.dtype);
  return withOperand(id, x, (source) => {
    const scan: Scan = { axis: axis === null ? 0 : checkAxis(id, axis, source.ndim), dtype, initial, out };
    if (axis !== null) return scanElements(id, op, source, scan);
    return scope(() => scanElements(id, op, flatten(source), scan));
  }) as Like<A>;
}

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
