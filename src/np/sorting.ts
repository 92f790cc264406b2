/** Sorting functions: https://data-apis.org/array-api/2025.12/API_specification/sorting_functions.html */
import { coerce } from "../array/convert.ts";
import { flatten } from "../array/copy.ts";
import { checkIndex } from "../array/indexing.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import { argsortAlong, orderByKeys, sortAlong } from "../ops/sort.ts";
import { checkAxis, format, sameShape } from "../shape.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";

export interface SortOptions {
  /** The axis that is sorted, the last one by default; null sorts the array flattened in row-major order. */
  axis?: number | null | undefined;
  /** Whether the largest comes first. NaN comes last either way. */
  descending?: boolean | undefined;
  /** Whether equal elements stay in their order. They always do. */
  stable?: boolean | undefined;
}

/**
 * The elements in ascending or descending order along an axis. Sorting is stable, NaN comes last in both directions; complex
 * numbers are ordered by real part, then by imaginary part, those with a NaN last. Radix sort (LSD) on keys in the order of
 * the values, whose time grows with the number of elements alone.
 * @throws AxisError for an axis that `x` does not have
 * @example np.sort([[3, 1, 2], [NaN, 6, 5]], { descending: true }) // array([[ 3.,  2.,  1.], [ 6.,  5., nan]])
 */
export const sort = /* @__PURE__ */ overridable(
  "sort",
  (x) => [x],
  <A>(x: A, options: SortOptions = {}): Like<A> => sortBy("sort", x, options, sortAlong),
);

/**
 * Indices that sort an axis, as int64: `take_along_axis(x, argsort(x))` is `sort(x)`. Indices of equal elements, all NaN
 * among them, ascend.
 * @throws AxisError for an axis that `x` does not have
 * @example np.argsort([30, 10, 20, 10]) // array([1, 3, 2, 0])
 */
export const argsort = /* @__PURE__ */ overridable(
  "argsort",
  (x) => [x],
  <A>(x: A, options: SortOptions = {}): Like<A> => sortBy("argsort", x, options, argsortAlong),
);

function sortBy<A>(
  id: string,
  x: A,
  options: SortOptions,
  along: (id: string, x: WasmArray, axis: number, descending: boolean) => WasmArray,
): Like<A> {
  checkOptions(id, options, ["axis", "descending", "stable"]);
  const { axis = -1 } = options;
  const descending = checkFlag(id, "descending", options.descending) ?? false;
  checkFlag(id, "stable", options.stable);
  return withOperand(id, x, (source) =>
    alongAxis(id, source, axis, (array, at) => along(id, array, at, descending)),
  ) as Like<A>;
}

/** Calls `sortIt` with the array and the axis counted from the front; with the flattened array if the axis is null. */
function alongAxis(
  id: string,
  x: WasmArray,
  axis: number | null,
  sortIt: (x: WasmArray, axis: number) => WasmArray,
): WasmArray {
  if (axis !== null) return sortIt(x, checkAxis(id, axis, x.ndim));
  return scope(() => sortIt(flatten(id, x), 0));
}

/**
 * Indices that sort by several keys of one shape, as int64: by the last key, equal elements of which by the one before it, and so
 * on. Keys are a list of arrays, or an array along whose first axis they lie; `axis`, the last one by default, is one of a key.
 * @throws ShapeError for no keys or keys of different shapes, AxisError for an axis that they do not have
 * @example np.lexsort([[9, 4, 0], [1, 5, 1]]) // array([2, 0, 1])
 */
export const lexsort = /* @__PURE__ */ overridable(
  "lexsort",
  (keys) => [keys],
  <A>(keys: A | readonly A[], options: { axis?: number | undefined } = {}): Like<A> => {
    const id = "lexsort";
    checkOptions(id, options, ["axis"]);
    return scope(() => {
      const list = Array.isArray(keys) ? keys : [...(keys as Iterable<unknown>)];
      const [first, ...others] = list.map((key) => coerce(id, key));
      if (!first) throw new ShapeError(`${id}: needs at least one key`);
      const axis = checkAxis(id, options.axis ?? -1, first.ndim);
      for (const { shape } of others) {
        if (sameShape(shape, first.shape)) continue;
        throw new ShapeError(`${id}: keys of shapes ${format(first.shape)} and ${format(shape)} differ`);
      }
      return orderByKeys(id, [first, ...others], axis);
    }) as Like<A>;
  },
);

const partitionOf = (
  id: string,
  along: (id: string, x: WasmArray, axis: number, descending: boolean) => WasmArray,
) =>
  overridable(
    id,
    (x) => [x],
    <A>(
      x: A,
      kth: number | readonly number[],
      options: { axis?: number | null | undefined } = {},
    ): Like<A> => {
      checkOptions(id, options, ["axis"]);
      return withOperand(id, x, (source) => {
        const { axis = -1 } = options;
        const length = axis === null ? source.size : source.shape[checkAxis(id, axis, source.ndim)];
        for (const k of [kth].flat()) checkIndex(id, k, axis ?? 0, length);
        return alongAxis(id, source, axis, (array, at) => along(id, array, at, false));
      }) as Like<A>;
    },
  );

/**
 * The elements along an axis so that those at `kth`, one place or several, are what they are in order, none before them is greater
 * and none after them less. All are in order: radix sort takes about the time of a selection.
 * @throws IndexError for places out of bounds, AxisError for an axis that `x` does not have
 * @example np.partition([7, 1, 5, 2], 2) // array([1., 2., 5., 7.])
 */
export const partition = /* @__PURE__ */ partitionOf("partition", sortAlong);

/**
 * The indices that partition an axis, as int64: `take_along_axis(x, argpartition(x, kth))` is `partition(x, kth)`.
 * @throws IndexError for places out of bounds, AxisError for an axis that `x` does not have
 * @example np.argpartition([7, 1, 5, 2], 2) // array([1, 3, 2, 0])
 */
export const argpartition = /* @__PURE__ */ partitionOf("argpartition", argsortAlong);
