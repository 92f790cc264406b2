import { coerce } from "../../array/convert.ts";
import { flatten } from "../../array/copy.ts";
import { scope } from "../../array/scope.ts";
import { expandView } from "../../array/views.ts";
import { viewOf, type WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { dtypes } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { joinArrays } from "../../ops/join.ts";
import { checkAxis, format, sameShape } from "../../shape.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";

/**
 * The arrays one after another along an existing axis, or all their elements in a row with `axis: null`; of the dtype
 * that theirs promote to. Throws a ShapeError if there are no arrays or their other lengths differ, an AxisError for an
 * axis they do not have.
 *
 * @example np.concat([[[1, 2]], [[3, 4]]], { axis: 1 }) // array([[1., 2., 3., 4.]])
 */
export const concat = /* @__PURE__ */ overridable(
  "concat",
  (arrays) => [arrays],
  <A>(arrays: readonly A[], options: { axis?: number | null } = {}): Like<A> => {
    const id = "concat";
    checkOptions(id, options, ["axis"]);
    return scope(() => {
      const parts = coerceAll(id, arrays);
      if (options.axis === null)
        return joinArrays(
          id,
          parts.map((x) => flatten(id, x)),
          0,
        );
      if (parts[0].ndim === 0) throw new ShapeError(`${id}: arrays of 0 dimensions have no axis to join`);
      return joinArrays(id, parts, checkAxis(id, options.axis ?? 0, parts[0].ndim));
    }) as Like<A>;
  },
);

/**
 * Arrays of one shape along a new axis, which is at `axis` of the result; of the dtype that theirs promote to. Throws a
 * ShapeError if there are no arrays or their shapes differ, an AxisError for an axis out of range.
 *
 * @example np.stack([[1, 2], [3, 4]], { axis: 1 }) // array([[1., 3.], [2., 4.]])
 */
export const stack = /* @__PURE__ */ overridable(
  "stack",
  (arrays) => [arrays],
  <A>(arrays: readonly A[], options: { axis?: number } = {}): Like<A> => {
    const id = "stack";
    checkOptions(id, options, ["axis"]);
    return scope(() => {
      const parts = coerceAll(id, arrays);
      const { shape } = parts[0];
      const other = parts.find((x) => !sameShape(x.shape, shape));
      if (other) {
        throw new ShapeError(`${id}: shapes ${format(shape)} and ${format(other.shape)} are not the same`);
      }
      const axis = checkAxis(id, options.axis === undefined ? 0 : options.axis, shape.length + 1);
      return joinArrays(
        id,
        parts.map((x) => expandView(id, x, [axis])),
        axis,
      );
    }) as Like<A>;
  },
);

export function coerceAll(id: string, arrays: Iterable<unknown>): WasmArray[] {
  if (typeof arrays !== "object" || arrays === null || !(Symbol.iterator in arrays)) {
    throw new TypeError(`${id}: takes a list of arrays, not ${String(arrays)}`);
  }
  const parts = Array.from(arrays, (x) => coerce(id, x));
  if (parts.length === 0) throw new ShapeError(`${id}: needs at least one array`);
  return parts;
}

/**
 * The arrays that lie one after another along an axis, the first one by default, without it, as views: what `stack` joins. Throws
 * an AxisError for an axis out of range.
 *
 * @example np.unstack([[1, 2], [3, 4]], { axis: 1 }) // [[1, 3], [2, 4]]
 */
export const unstack = /* @__PURE__ */ overridable(
  "unstack",
  (x) => [x],
  <A>(x: A, options: { axis?: number } = {}): Like<A>[] => {
    const id = "unstack";
    checkOptions(id, options, ["axis"]);
    return scope(() => {
      const source = coerce(id, x);
      const axis = checkAxis(id, options.axis ?? 0, source.ndim);
      const others = (list: readonly number[]) => list.filter((_, i) => i !== axis);
      const step = source.strides[axis] * dtypes[source.dtype].size;
      return Array.from({ length: source.shape[axis] }, (_, i) =>
        viewOf(id, source, others(source.shape), others(source.strides), i * step),
      );
    }) as Like<A>[];
  },
);

/**
 * `values` after the elements of `x`: along an axis, in which case both have as many axes, or of both flattened in row-major order (null,
 * the default). Of the dtype that theirs promote to. Throws what `concat` throws.
 *
 * @example np.append([1, 2], [[3], [4]]) // array([1., 2., 3., 4.])
 */
export const append = /* @__PURE__ */ overridable(
  "append",
  (x, values) => [x, values],
  <A, V>(x: A, values: V, options: { axis?: number | null | undefined } = {}): Like<A, Like<V>> => {
    const id = "append";
    checkOptions(id, options, ["axis"]);
    const { axis = null } = options;
    return scope(() => {
      const parts = coerceAll(id, [x, values]);
      if (axis !== null) return joinArrays(id, parts, checkAxis(id, axis, parts[0].ndim));
      return joinArrays(
        id,
        parts.map((part) => flatten(id, part)),
        0,
      );
    }) as Like<A, Like<V>>;
  },
);
