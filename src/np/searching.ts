/** Searching functions: https://data-apis.org/array-api/2025.12/API_specification/searching_functions.html */
import { coerce } from "../array/convert.ts";
import { copyInto } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { flipView } from "../array/views.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { reducing } from "../dispatch/universal.ts";
import { ShapeError } from "../errors.ts";
import { argMinOrMax, leanArg } from "../ops/arg.ts";
import { checkPositions, coerceIndices } from "../ops/indices.ts";
import { trueIndices, truePositions } from "../ops/positions.ts";
import { reduceElements } from "../ops/reduce.ts";
import { searchSorted } from "../ops/search.ts";
import { selectElements } from "../ops/selection.ts";
import { checkAxis, format, sameShape } from "../shape.ts";
import { greater_equal, less_equal, subtract } from "./elementwise.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { checkReal, leanAlong, type OutOption, type ReductionOptions, reduceAlong } from "./reduction.ts";
import { all } from "./utility.ts";

export interface SearchOptions<A> extends OutOption<A> {
  /** The axis that is searched; if not given or null, the array flattened in row-major order. */
  axis?: number | null | undefined;
  /** Whether the axes that are searched stay as axes of length 1. */
  keepdims?: boolean | undefined;
}

/**
 * Index of the first minimum, or of the first NaN if there is one, as int64.
 * @throws AxisError for an axis that `x` does not have, DTypeError for complex numbers, ShapeError where there are no
 *   elements
 * @example np.argmin([[3, 1, 2], [4, 6, 5]], { axis: 1 }) // array([1, 0])
 */
export const argmin = /* @__PURE__ */ searching("argmin");

/**
 * Index of the first maximum, or of the first NaN if there is one, as int64.
 * @throws AxisError for an axis that `x` does not have, DTypeError for complex numbers, ShapeError where there are no
 *   elements
 * @example np.argmax([[3, 1, 2], [4, 6, 5]]) // array(4)
 */
export const argmax = /* @__PURE__ */ searching("argmax");

function searching(id: "argmin" | "argmax") {
  return reducing(
    id,
    <A>(x: A, options: SearchOptions<Like<A>> = {}): Like<A> => search(id, x, options),
    leanAlong(leanArg(id)),
  );
}

function search<A>(id: "argmin" | "argmax", x: A, options: SearchOptions<Like<A>>): Like<A> {
  checkOptions(id, options, ["axis", "keepdims", "out"]);
  const { axis = null, out } = options;
  const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
  return withOperand(id, x, (source) => {
    checkReal(id, source);
    const at = axis === null ? null : checkAxis(id, axis, source.ndim);
    return argMinOrMax(id, id, source, at, keepdims, out);
  }) as Like<A>;
}

/**
 * Number of elements along the axes that are not zero, as int64.
 * @throws AxisError for an axis that `x` does not have or that is named twice
 * @example np.count_nonzero([[1, 0], [3, 4]], { axis: 0 }) // array([2, 1])
 */
export const count_nonzero = /* @__PURE__ */ overridable(
  "count_nonzero",
  (x) => [x],
  <A>(x: A, options: ReductionOptions = {}): Like<A> =>
    reduceAlong("count_nonzero", x, options, [], (array, reduction) =>
      reduceElements("count_nonzero", "count_nonzero", array, reduction),
    ),
);

/**
 * Elements of `x1` where `condition` is true, of `x2` elsewhere. All three broadcast; any dtype can be the condition, and
 * the result has the dtype to which those of `x1` and `x2` promote. Throws a ShapeError if they do not broadcast.
 *
 * @example np.where([true, false, true], [1, 2, 3], 0) // array([1., 0., 3.])
 */
export const where = /* @__PURE__ */ overridable(
  "where",
  (condition, x1, x2) => [condition, x1, x2],
  <C, A, B>(condition: C, x1: A, x2: B): Like<C, Like<A, B>> =>
    selectElements("where", condition, x1, x2) as Like<C, Like<A, B>>,
);

/**
 * The indices of the elements that are not zero: an array of int64 for each axis, in row-major order. NaN is not zero.
 * @throws ShapeError for an array of no dimensions
 * @example np.nonzero([[0, 7], [8, 0]]) // [[0n, 1n], [1n, 0n]]
 */
export const nonzero = /* @__PURE__ */ overridable(
  "nonzero",
  (x) => [x],
  <A>(x: A): Like<A>[] =>
    scope(() => {
      const source = coerce("nonzero", x);
      if (source.ndim > 0) return trueIndices("nonzero", source);
      throw new ShapeError("nonzero: an array of 0 dimensions has no indices");
    }) as Like<A>[],
);

/**
 * The indices of the elements that are not zero, a row of int64 for each, in row-major order.
 *
 * @example np.argwhere([[0, 7], [8, 9]]) // array([[0, 1], [1, 0], [1, 1]])
 */
export const argwhere = /* @__PURE__ */ overridable(
  "argwhere",
  (x) => [x],
  <A>(x: A): Like<A> =>
    scope(() => {
      const id = "argwhere";
      const source = coerce(id, x);
      if (source.ndim === 0) return allocateArray(id, "int64", [truePositions(id, source).size, 0]);
      const indices = trueIndices(id, source);
      const out = allocateArray(id, "int64", [indices[0].size, source.ndim]);
      indices.forEach((along, axis) => {
        copyInto(id, viewOf(id, out, along.shape, [source.ndim], axis * 8), along);
      });
      return out;
    }) as Like<A>,
);

/**
 * Where in row-major order elements are not zero, as int64.
 *
 * @example np.flatnonzero([[0, 7], [8, 9]]) // array([1, 2, 3])
 */
export const flatnonzero = /* @__PURE__ */ overridable(
  "flatnonzero",
  (x) => [x],
  <A>(x: A): Like<A> => scope(() => truePositions("flatnonzero", coerce("flatnonzero", x))) as Like<A>,
);

export interface SearchSortedOptions {
  /** "left": before the first equal element (default), "right": after the last. */
  side?: "left" | "right" | undefined;
  /** The positions that sort `x1`, as `argsort` gives them, if it is not sorted itself. */
  sorter?: unknown;
}

/**
 * Where to insert each value of `x2`, an array of any shape or a scalar, into `x1`, which is one-dimensional and in the order of
 * `sort`, so that it stays so: int64. Values are compared in the dtype to which both promote.
 * @throws ShapeError if `x1` is not one-dimensional or `sorter` not as long, IndexError for positions in `sorter` that are none
 * @example np.searchsorted([1, 2, 2, 3], [2, 5], { side: "right" }) // array([3, 4])
 */
export const searchsorted = /* @__PURE__ */ overridable(
  "searchsorted",
  (x1, x2, options) => [x1, x2, options?.sorter],
  <A, B>(x1: A, x2: B, options: SearchSortedOptions = {}): Like<A, Like<B>> => {
    const id = "searchsorted";
    checkOptions(id, options, ["side", "sorter"]);
    const { side = "left", sorter } = options;
    if (side !== "left" && side !== "right") {
      throw new TypeError(`${id}: side is "left" or "right", not ${String(side)}`);
    }
    return scope(() => {
      const [x, values] = [coerce(id, x1), coerce(id, x2)];
      if (x.ndim !== 1) throw new ShapeError(`${id}: x1 has ${x.ndim} dimensions, not 1`);
      const order = sorter === undefined || sorter === null ? undefined : coerceIndices(id, sorter);
      if (order) checkSorter(id, order, x);
      return searchSorted(id, x, values, side === "right", order);
    }) as Like<A, Like<B>>;
  },
);

function checkSorter(id: string, sorter: WasmArray, { shape }: WasmArray): void {
  if (!sameShape(sorter.shape, shape)) {
    throw new ShapeError(`${id}: sorter has shape ${format(sorter.shape)}, not ${format(shape)}`);
  }
  checkPositions(id, sorter, shape[0]);
}

/**
 * For each element of `x` the number of the bin that it lies in, as int64: i where `bins[i - 1] <= x < bins[i]`, or with `right`
 * `bins[i - 1] < x <= bins[i]`; bins that descend have the signs the other way round. 0 and the number of bins are outside.
 * @throws ShapeError for bins that are not one-dimensional, RangeError for bins that neither ascend nor descend
 * @example np.digitize([0.5, 2, 9], [1, 2, 3]) // array([0, 2, 3])
 */
export const digitize = /* @__PURE__ */ overridable(
  "digitize",
  (x, bins) => [x, bins],
  <A, B>(x: A, bins: B, options: { right?: boolean | undefined } = {}): Like<A, Like<B>> => {
    const id = "digitize";
    checkOptions(id, options, ["right"]);
    const right = checkFlag(id, "right", options.right) ?? false;
    return scope(() => {
      const [values, edges] = [coerce(id, x), coerce(id, bins)];
      if (edges.ndim !== 1) throw new ShapeError(`${id}: bins have ${edges.ndim} dimensions, not 1`);
      const [later, earlier] = [edges.at("1:"), edges.at(":-1")];
      if (all(greater_equal(later, earlier)).item())
        return searchSorted(id, edges, values, !right, undefined);
      if (!all(less_equal(later, earlier)).item()) {
        throw new RangeError(`${id}: bins neither ascend nor descend`);
      }
      const above = searchSorted(id, flipView(id, edges, [0]), values, !right, undefined);
      return subtract(BigInt(edges.size), above);
    }) as Like<A, Like<B>>;
  },
);
