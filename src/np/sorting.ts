/** Sorting functions: https://data-apis.org/array-api/2025.12/API_specification/sorting_functions.html */
import { flatten } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { argsortAlong, sortAlong } from "../ops/sort.ts";
import { checkAxis } from "../shape.ts";
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
  return withOperand(id, x, (source) => {
    if (axis !== null) return along(id, source, checkAxis(id, axis, source.ndim), descending);
    return scope(() => along(id, flatten(id, source), 0, descending));
  }) as Like<A>;
}
