/** Indexing functions: https://data-apis.org/array-api/2025.12/API_specification/indexing_functions.html */
import { coerce } from "../array/convert.ts";
import { flatten } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { checkWritable } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import { checkIndexable, checkIndices, coerceIndices } from "../ops/indices.ts";
import { truePositions } from "../ops/positions.ts";
import { type IndexMode, putAlong, takeAlong, takeElements } from "../ops/take.ts";
import { checkAxis, format } from "../shape.ts";
import type { Coercible, Like } from "./operand.ts";
import { checkOptions } from "./options.ts";

/**
 * The elements at `indices` along an axis, in whose place those of the indices come. Negative indices count from the end. As
 * in NumPy indices have any shape, and without an axis (null) `x` is flattened in row-major order; `mode` says what becomes of
 * those out of bounds: "raise" an error, "wrap" round, or "clip" to the ends (then negative ones are 0).
 * @throws IndexError for indices out of bounds or of no integer type, AxisError for an axis that `x` does not have
 * @example np.take([[1, 2, 3], [4, 5, 6]], [2, 0], { axis: 1 }) // array([[3., 1.], [6., 4.]])
 */
export const take = /* @__PURE__ */ overridable(
  "take",
  (x, indices) => [x, indices],
  <A, I>(
    x: A,
    indices: I,
    options: { axis?: number | null | undefined; mode?: IndexMode | undefined } = {},
  ): Like<A, Like<I>> => {
    const id = "take";
    checkOptions(id, options, ["axis", "mode"]);
    const { axis = null, mode = "raise" } = options;
    if (!["raise", "wrap", "clip"].includes(mode)) {
      throw new TypeError(`${id}: mode is "raise", "wrap" or "clip", not ${String(mode)}`);
    }
    return scope(() => {
      const [given, index] = [coerce(id, x), coerceIndices(id, indices)];
      const source = axis === null ? flatten(id, given) : given;
      const along = axis === null ? 0 : checkAxis(id, axis, source.ndim);
      const length = source.shape[along];
      if (mode === "raise") checkIndices(id, index, along, length);
      else checkIndexable(id, index, along, length);
      return takeElements(id, source, index, along, mode);
    }) as Like<A, Like<I>>;
  },
);

/**
 * The elements at indices of their own for each row: `x[i, indices[i, j]]` along the last axis, which is the default. Indices
 * have as many axes as `x`; the other ones broadcast. With `axis: null`, `x` is flattened in row-major order.
 * @throws IndexError for indices out of bounds or of no integer type, AxisError for an axis that `x` does not have, ShapeError
 *   for other numbers of axes or lengths that do not broadcast
 * @example np.take_along_axis([[30, 10], [20, 40]], [[1, 0], [0, 1]]) // array([[10., 30.], [20., 40.]])
 */
export const take_along_axis = /* @__PURE__ */ overridable(
  "take_along_axis",
  (x, indices) => [x, indices],
  <A, I>(x: A, indices: I, options: { axis?: number | null | undefined } = {}): Like<A, Like<I>> => {
    const id = "take_along_axis";
    checkOptions(id, options, ["axis"]);
    return scope(() => {
      const [given, index] = [coerce(id, x), coerceIndices(id, indices)];
      const source = options.axis === null ? flatten(id, given) : given;
      const axis = checkAlong(id, source, index, options.axis ?? (options.axis === null ? 0 : -1));
      return takeAlong(id, source, index, axis);
    }) as Like<A, Like<I>>;
  },
);

/**
 * Sets what `take_along_axis` takes: `x[i, indices[i, j]] = values[i, j]`. Values are cast to the dtype of `x` and broadcast to
 * the indices; of several for one place the last one stays. Returns nothing: `x` is changed.
 * @throws what take_along_axis throws, DTypeError for values that `x` cannot have, TypeError if `x` is read-only
 * @example
 * const x = np.zeros([2, 2]);
 * np.put_along_axis(x, [[1], [0]], 7, 1);
 * x // array([[0., 7.], [7., 0.]])
 */
export const put_along_axis = /* @__PURE__ */ overridable(
  "put_along_axis",
  (x, indices, values) => [x, indices, values],
  (x: WasmArray, indices: unknown, values: WasmArray | Coercible, axis: number): void => {
    const id = "put_along_axis";
    scope(() => {
      if (coerce(id, x) !== x) throw new TypeError(`${id}: what is set is an array, not ${String(x)}`);
      checkWritable(id, x);
      const index = coerceIndices(id, indices);
      const along = checkAlong(id, x, index, axis);
      putAlong(id, x, index, coerce(id, values, x.dtype), along);
    });
  },
);

/**
 * The elements at which a one-dimensional `condition` is not zero, along an axis; without one (null) of `x` flattened in row-major
 * order. It may be shorter than the axis, whose rest is left out.
 * @throws ShapeError for a condition of other dimensions, IndexError for one that holds past the axis, AxisError for an axis that
 *   `x` does not have
 * @example np.compress([true, false, true], [[1, 2, 3], [4, 5, 6]], { axis: 1 }) // array([[1., 3.], [4., 6.]])
 */
export const compress = /* @__PURE__ */ overridable(
  "compress",
  (condition, x) => [condition, x],
  <C, A>(condition: C, x: A, options: { axis?: number | null | undefined } = {}): Like<C, Like<A>> => {
    const id = "compress";
    checkOptions(id, options, ["axis"]);
    const { axis = null } = options;
    return scope(() => {
      const [test, given] = [coerce(id, condition), coerce(id, x)];
      if (test.ndim !== 1) throw new ShapeError(`${id}: the condition has ${test.ndim} dimensions, not 1`);
      const source = axis === null ? flatten(id, given) : given;
      const along = axis === null ? 0 : checkAxis(id, axis, source.ndim);
      const positions = truePositions(id, test);
      checkIndices(id, positions, along, source.shape[along]);
      return takeElements(id, source, positions, along, "wrap");
    }) as Like<C, Like<A>>;
  },
);

/**
 * The elements of `x` at which `condition`, of as many elements, is not zero, in row-major order in one dimension.
 * @throws IndexError for a condition that holds past the last element
 * @example np.extract([[true, false], [false, true]], [[1, 2], [3, 4]]) // array([1., 4.])
 */
export const extract = /* @__PURE__ */ overridable(
  "extract",
  (condition, x) => [condition, x],
  <C, A>(condition: C, x: A): Like<C, Like<A>> =>
    scope(() => {
      const id = "extract";
      const source = flatten(id, coerce(id, x));
      const positions = truePositions(id, coerce(id, condition));
      checkIndices(id, positions, 0, source.size);
      return takeElements(id, source, positions, 0, "wrap");
    }) as Like<C, Like<A>>,
);

/** The axis along which the indices, which are checked, take elements of `x`. */
function checkAlong(id: string, x: WasmArray, indices: WasmArray, axis: number): number {
  const along = checkAxis(id, axis, x.ndim);
  if (indices.ndim !== x.ndim) {
    throw new ShapeError(
      `${id}: indices of shape ${format(indices.shape)} have not as many axes as an array of shape ${format(x.shape)}`,
    );
  }
  checkIndices(id, indices, along, x.shape[along]);
  return along;
}
