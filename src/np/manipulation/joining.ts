import { coerce } from "../../array/convert.ts";
import { copyInto, flatten } from "../../array/copy.ts";
import { scope } from "../../array/scope.ts";
import { expandView } from "../../array/views.ts";
import { allocateArray, viewOf, type WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { dtypes, promoteAll } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
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
        return join(
          id,
          parts.map((x) => flatten(id, x)),
          0,
        );
      if (parts[0].ndim === 0) throw new ShapeError(`${id}: arrays of 0 dimensions have no axis to join`);
      return join(id, parts, checkAxis(id, options.axis ?? 0, parts[0].ndim));
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
      return join(
        id,
        parts.map((x) => expandView(id, x, [axis])),
        axis,
      );
    }) as Like<A>;
  },
);

function coerceAll(id: string, arrays: Iterable<unknown>): WasmArray[] {
  if (typeof arrays !== "object" || arrays === null || !(Symbol.iterator in arrays)) {
    throw new TypeError(`${id}: takes a list of arrays, not ${String(arrays)}`);
  }
  const parts = Array.from(arrays, (x) => coerce(id, x));
  if (parts.length === 0) throw new ShapeError(`${id}: needs at least one array`);
  return parts;
}

/** A new array of the parts along `axis`. */
function join(id: string, parts: readonly WasmArray[], axis: number): WasmArray {
  const shape = [...parts[0].shape];
  shape[axis] = 0;
  for (const part of parts) {
    if (part.ndim !== shape.length || part.shape.some((n, i) => i !== axis && n !== shape[i])) {
      throw new ShapeError(
        `${id}: shapes ${format(parts[0].shape)} and ${format(part.shape)} differ beside axis ${axis}`,
      );
    }
    shape[axis] += part.shape[axis];
  }
  const out = allocateArray(id, promoteAll(parts.map(({ dtype }) => dtype)), shape);
  let offset = 0;
  for (const part of parts) {
    copyInto(id, viewOf(id, out, part.shape, out.strides, offset), part);
    offset += part.shape[axis] * out.strides[axis] * dtypes[out.dtype].size;
  }
  return out;
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
