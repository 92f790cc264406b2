/** Utility functions: https://data-apis.org/array-api/2025.12/API_specification/utility_functions.html */
import { coerce } from "../array/convert.ts";
import { scope } from "../array/scope.ts";
import { broadcastView, partView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { reducing } from "../dispatch/universal.ts";
import { joinArrays } from "../ops/join.ts";
import { allRow, anyRow, leanReduction, type ReduceRow, reduceBy } from "../ops/reduce.ts";
import { checkAxis } from "../shape.ts";
import { not_equal, subtract } from "./elementwise.ts";
import type { Like } from "./operand.ts";
import { checkOptions } from "./options.ts";
import {
  leanAlong,
  type OutOption,
  type ReductionOptions,
  reduceAlong,
  type WhereOption,
} from "./reduction.ts";

export interface DecisionOptions<A> extends ReductionOptions, OutOption<A>, WhereOption<A> {}

const decision = (id: "all" | "any", row: ReduceRow) =>
  reducing(
    id,
    <A>(x: A, options: DecisionOptions<Like<A>> = {}): Like<A> =>
      reduceAlong(id, x, options, ["out", "where"], (array, reduction) =>
        reduceBy(id, row, array, reduction),
      ),
    leanAlong(leanReduction(id, row)),
  );

/**
 * Whether all elements along the axes are not zero, as bool: true of none. NaN is not zero.
 * @throws AxisError for an axis that `x` does not have or that is named twice, ShapeError for `out` or `where` of a shape
 *   that does not fit
 * @example np.all([[1, 2], [3, 0]], { axis: 0 }) // array([ True, False])
 */
export const all = /* @__PURE__ */ decision("all", allRow);

/**
 * Whether any element along the axes is not zero, as bool: false of none. NaN is not zero.
 * @throws AxisError for an axis that `x` does not have or that is named twice, ShapeError for `out` or `where` of a shape
 *   that does not fit
 * @example np.any([[1, 0], [3, 0]], { axis: 0 }) // array([ True, False])
 */
export const any = /* @__PURE__ */ decision("any", anyRow);

export interface DiffOptions {
  /** The last axis by default. */
  axis?: number | undefined;
  /** How many times differences are taken. */
  n?: number | undefined;
  /** What to put before `x` along the axis first: an array, or a scalar for one element. */
  prepend?: unknown;
  /** What to put after it. */
  append?: unknown;
}

/**
 * The differences of neighbours along an axis, `n` times; of bools, whether they differ. Arrays before and after are of the shape of `x` but for
 * the axis; dtypes are promoted.
 * @throws AxisError for an axis that `x` does not have, RangeError for a negative `n`, ShapeError for shapes that do not fit
 * @example np.diff([1, 2, 4, 7], { prepend: 0 }) // array([1., 1., 2., 3.])
 */
export const diff = /* @__PURE__ */ overridable(
  "diff",
  (x, options) => [x, options?.prepend, options?.append],
  <A>(x: A, options: DiffOptions = {}): Like<A> => {
    const id = "diff";
    checkOptions(id, options, ["axis", "n", "prepend", "append"]);
    const { axis = -1, n = 1, prepend, append } = options;
    if (!Number.isInteger(n)) throw new TypeError(`${id}: n ${String(n)} is not an integer`);
    if (n < 0) throw new RangeError(`${id}: differences are taken ${n} times`);
    return scope(() => {
      const source = coerce(id, x);
      const along = checkAxis(id, axis, source.ndim);
      const beside = (value: unknown) =>
        value === undefined || value === null ? [] : [besideAxis(id, coerce(id, value), source, along)];
      const parts = [...beside(prepend), source, ...beside(append)];
      const joined = parts.length > 1 || n === 0 ? joinArrays(id, parts, along) : source;
      return differences(id, joined, along, n);
    }) as Like<A>;
  },
);

/** A scalar as one element along the axis, any other array as it is. */
const besideAxis = (id: string, value: WasmArray, { shape }: WasmArray, axis: number): WasmArray =>
  value.ndim === 0 ? broadcastView(id, value, shape.with(axis, 1)) : value;

/** Makes views and copies that it does not dispose. */
function differences(id: string, x: WasmArray, axis: number, times: number): WasmArray {
  if (times === 0) return x;
  const count = Math.max(x.shape[axis] - 1, 0);
  const later = partView(id, x, axis, Math.min(1, x.shape[axis]), count);
  const earlier = partView(id, x, axis, 0, count);
  const result = x.dtype === "bool" ? not_equal(later, earlier) : subtract(later, earlier);
  return differences(id, result, axis, times - 1);
}
