import { coerce } from "../array/convert.ts";
import { cast, copyInto, flatten } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { broadcastView, flipView, permuteView, reshapeView } from "../array/views.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/overridable.ts";
import { dtypes, promoteAll } from "../dtype.ts";
import { AxisError, ShapeError } from "../errors.ts";
import {
  broadcastShapes,
  checkAxes,
  checkAxis,
  checkShape,
  format,
  type Shape,
  sameShape,
} from "../shape.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";

/** A view of what `x` is or becomes. */
function viewing<A>(id: string, x: A, view: (source: WasmArray) => WasmArray): Like<A> {
  return withOperand(id, x, view) as Like<A>;
}

/**
 * The elements of `x` in row-major order in another shape, in which one length may be -1: what is left for it. A view
 * where the memory layout allows one, unless `copy` is true. Throws a ShapeError if the sizes differ, a TypeError if
 * `copy` is false and a copy is needed.
 *
 * @example np.reshape([0, 1, 2, 3, 4, 5], [2, -1]) // array([[0., 1., 2.], [3., 4., 5.]])
 */
export const reshape = /* @__PURE__ */ overridable(
  "reshape",
  (x) => [x],
  <A>(x: A, shape: number | Shape, options: { copy?: boolean | null } = {}): Like<A> => {
    const id = "reshape";
    checkOptions(id, options, ["copy"]);
    const copy = checkFlag(id, "copy", options.copy ?? undefined);
    return viewing(id, x, (source) => {
      const lengths = completeShape(id, shape, source);
      const view = copy ? null : reshapeView(id, source, lengths);
      if (view) return view;
      if (copy === false) {
        throw new TypeError(
          `${id}: shape ${format(lengths)} needs a copy of the elements, and copy is false`,
        );
      }
      return scope(() => reshapeView(id, cast(id, source, source.dtype), lengths)!);
    });
  },
);

/** A shape for all elements of `x`, with the length for which it has a -1. */
function completeShape(id: string, shape: number | Shape, x: WasmArray): number[] {
  const lengths = typeof shape === "number" ? [shape] : shape;
  const open = Array.isArray(lengths) ? lengths.indexOf(-1) : -1;
  if (open >= 0 && lengths.includes(-1, open + 1)) {
    throw new ShapeError(`${id}: more than one length of shape ${format(lengths)} is -1`);
  }
  const known = checkShape(id, open < 0 ? lengths : lengths.with(open, 1));
  const size = known.reduce((product, length) => product * length, 1);
  if (open >= 0 && size > 0) known[open] = x.size / size;
  if (open >= 0 ? size > 0 && Number.isInteger(known[open]) : size === x.size) return known;
  throw new ShapeError(`${id}: an array of size ${x.size} does not fit shape ${format(lengths)}`);
}

/**
 * The axes of `x` in the order of `axes`, as a view. Throws an AxisError unless each axis is in there once.
 *
 * @example np.permute_dims([[1, 2, 3]], [1, 0]) // array([[1.], [2.], [3.]])
 */
export const permute_dims = /* @__PURE__ */ overridable(
  "permute_dims",
  (x) => [x],
  <A>(x: A, axes: Shape): Like<A> =>
    viewing("permute_dims", x, (source) => {
      const order = checkAxes("permute_dims", axes, source.ndim);
      if (order.length === source.ndim) return permuteView("permute_dims", source, order);
      throw new AxisError(
        `permute_dims: axes ${format(axes)} are not those of an array of dimension ${source.ndim}`,
      );
    }),
);

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
        parts.map((x) => expand(id, x, [axis])),
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
 * `x` with new axes of length 1, as a view; `axis`, one or several, is where they are in the result. Throws an AxisError
 * for one out of range or named twice.
 *
 * @example np.expand_dims([1, 2], { axis: 1 }) // array([[1.], [2.]])
 */
export const expand_dims = /* @__PURE__ */ overridable(
  "expand_dims",
  (x) => [x],
  <A>(x: A, options: { axis?: number | Shape } = {}): Like<A> => {
    const id = "expand_dims";
    checkOptions(id, options, ["axis"]);
    const { axis = 0 } = options;
    const axes = Array.isArray(axis) ? axis : [axis];
    return viewing(id, x, (source) => expand(id, source, checkAxes(id, axes, source.ndim + axes.length)));
  },
);

/** A view with axes of length 1 that are at `axes` of the result. */
function expand(id: string, x: WasmArray, axes: readonly number[]): WasmArray {
  const [shape, strides] = [[...x.shape], [...x.strides]];
  for (const axis of [...axes].sort((a, b) => a - b)) {
    shape.splice(axis, 0, 1);
    strides.splice(axis, 0, 0);
  }
  return viewOf(id, x, shape, strides);
}

/**
 * `x` without the axes named, which have length 1, or without all of length 1 if none is named; as a view. Throws a
 * ShapeError for an axis of another length, an AxisError for one out of range or named twice.
 *
 * @example np.squeeze([[[1], [2]]], 0) // array([[1.], [2.]])
 */
export const squeeze = /* @__PURE__ */ overridable(
  "squeeze",
  (x) => [x],
  <A>(x: A, axis: number | Shape | null = null): Like<A> =>
    viewing("squeeze", x, (source) => {
      const { shape, strides, ndim } = source;
      const named = axis === null ? [] : checkAxes("squeeze", axis, ndim);
      const long = named.find((i) => shape[i] !== 1);
      if (long !== undefined) {
        throw new ShapeError(`squeeze: axis ${long} of an array of shape ${format(shape)} has not length 1`);
      }
      const stays = (_: number, i: number) => (axis === null ? shape[i] !== 1 : !named.includes(i));
      return viewOf("squeeze", source, shape.filter(stays), strides.filter(stays));
    }),
);

/**
 * `x` repeated to `shape` along new axes and axes of length 1, as a view that cannot be written to. Throws a ShapeError
 * if it does not broadcast to it.
 *
 * @example np.broadcast_to([1, 2], [2, 2]) // array([[1., 2.], [1., 2.]])
 */
export const broadcast_to = /* @__PURE__ */ overridable(
  "broadcast_to",
  (x) => [x],
  <A>(x: A, shape: number | Shape): Like<A> =>
    viewing("broadcast_to", x, (source) =>
      broadcastView("broadcast_to", source, checkShape("broadcast_to", shape)),
    ),
);

/**
 * The arrays broadcast against each other, as views that cannot be written to where elements are repeated. Throws a
 * ShapeError if they do not broadcast.
 *
 * @example np.broadcast_arrays([1, 2], [[3], [4]])[0] // array([[1., 2.], [1., 2.]])
 */
export const broadcast_arrays = /* @__PURE__ */ overridable(
  "broadcast_arrays",
  (...arrays) => arrays,
  <A extends readonly unknown[]>(...arrays: A): { -readonly [I in keyof A]: Like<A[I]> } =>
    scope(() => {
      const sources = arrays.map((x) => coerce("broadcast_arrays", x));
      const shape = broadcastShapes("broadcast_arrays", ...sources.map((x) => x.shape));
      return sources.map((x) => broadcastView("broadcast_arrays", x, shape));
    }) as never,
);

/**
 * `x` with the order of its elements reversed along one axis, several, or all of them (null), as a view. Throws an
 * AxisError for an axis out of range or named twice.
 *
 * @example np.flip([[1, 2], [3, 4]], { axis: 0 }) // array([[3., 4.], [1., 2.]])
 */
export const flip = /* @__PURE__ */ overridable(
  "flip",
  (x) => [x],
  <A>(x: A, options: { axis?: number | Shape | null } = {}): Like<A> => {
    checkOptions("flip", options, ["axis"]);
    return viewing("flip", x, (source) =>
      flipView("flip", source, checkAxes("flip", options.axis, source.ndim)),
    );
  },
);
