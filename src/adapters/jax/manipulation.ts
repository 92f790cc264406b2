/** Functions that rearrange elements, and that make arrays of the shape of another. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { type PadWidth, widthsOf } from "../../np/manipulation/widths.ts";
import { checkAxis, checkShape, type Shape, sameShape, sizeOf } from "../../shape.ts";
import { byId, type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { orderBy, shapeBy } from "../shapes.ts";
import { isJaxArray } from "./conversion.ts";
import { isCommon, isFloat, keeping, promoteOperands, withOperands } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;
const exceptions = "borrowed: no elements";
const likeExceptions = `${exceptions}, another dtype`;

/** A function that gives the elements another shape, in the same order; of one array, followed by anything but another. */
const reshaping = (id: string): Entry =>
  keeping(
    (x: unknown, ...rest: unknown[]) =>
      isCommon(x) && !rest.some(isJaxArray) ? jnp.reshape(x.ref, shapeBy(id, x.shape, rest)) : NotImplemented,
    exceptions,
  );

/** A function that puts axes in another order, or turns them round. */
const reordering = (id: string): Entry =>
  keeping((x: unknown, ...rest: unknown[]) => {
    if (!isCommon(x)) return NotImplemented;
    const { order, turned } = orderBy(id, x.shape.length, rest);
    return jnp.transpose(turned.length ? jnp.flip(x.ref, turned) : x.ref, order);
  }, exceptions);

const broadcastTo: Entry = keeping((x: unknown, shape: number | Shape) => {
  if (!isCommon(x)) return NotImplemented;
  const wanted = shapeBy("broadcast_to", x.shape, [shape]);
  return sizeOf(wanted) > 0 ? jnp.broadcastTo(x.ref, wanted) : NotImplemented;
}, exceptions);

/** A function of a list of arrays, whose shapes are as `fits` has it. */
const joining = (
  id: string,
  join: (arrays: JaxArray[], axis: number) => JaxArray,
  rankOf: (shape: Shape) => number,
  fits: (one: Shape, other: Shape, axis: number) => boolean,
): Entry =>
  keeping((arrays: unknown, options: { axis?: number | null } = {}) => {
    const { axis = 0 } = options;
    if (!Array.isArray(arrays) || !arrays.every(isCommon) || hasOther(options, "axis")) return NotImplemented;
    if (arrays.length === 0 || axis === null) return NotImplemented;
    const [{ shape }] = arrays;
    const rank = rankOf(shape);
    if (rank === 0 || !arrays.every((x) => x.shape.length === shape.length)) return NotImplemented;
    const at = checkAxis(id, axis, rank);
    return withOperands(
      promoteOperands(id, arrays),
      (parts) => parts.every((x) => fits(x.shape, shape, at)),
      (...parts) => join(parts, at),
    );
  }, exceptions);

/** A function of a list of arrays of one shape. */
const stacking = (id: string, kernel: (arrays: JaxArray[]) => JaxArray): Entry =>
  keeping((arrays: unknown, options?: object) => {
    if (!Array.isArray(arrays) || !arrays.every(isCommon) || hasOther(options)) return NotImplemented;
    const shape = arrays[0]?.shape ?? [];
    return withOperands(
      shape.length > 0 ? promoteOperands(id, arrays) : undefined,
      (parts) => parts.every((x) => sameShape(x.shape, shape)),
      (...parts) => kernel(parts),
    );
  }, `${exceptions}, arrays of different shapes`);

/** The diagonals of matrices, which lie along these axes. */
const diagonals = (...axes: readonly [number, number]): Entry =>
  keeping((x: unknown, options: { offset?: number } = {}) => {
    const { offset = 0 } = options;
    if (!isCommon(x) || x.shape.length < 2 || hasOther(options, "offset") || !Number.isInteger(offset))
      return NotImplemented;
    const [rows, cols] = axes.map((axis) => x.shape.at(axis)!);
    const isThere = offset < cols && -offset < rows;
    return isThere ? jnp.diagonal(x.ref, offset, ...axes) : NotImplemented;
  }, `${exceptions}, other axes`);

const tile: Entry = keeping((x: unknown, repetitions: number | Shape) => {
  const times = checkShape("tile", repetitions);
  return isCommon(x) && !times.includes(0) ? jnp.tile(x.ref, times) : NotImplemented;
}, exceptions);

/** With zeros around. */
const pad: Entry = keeping((x: unknown, width: PadWidth, options: { mode?: string } = {}) => {
  const { mode = "constant" } = options;
  if (!isCommon(x) || x.shape.length === 0 || mode !== "constant" || hasOther(options, "mode"))
    return NotImplemented;
  return jnp.pad(x.ref, widthsOf("pad", width, x.shape.length) as [number, number][]);
}, `${exceptions}, other modes and constants`);

const unstack: Entry = keeping((x: unknown, options: { axis?: number } = {}) => {
  if (!isCommon(x) || x.shape.length === 0 || hasOther(options, "axis")) return NotImplemented;
  return jnp.unstack(x.ref, checkAxis("unstack", options.axis ?? 0, x.shape.length));
}, exceptions);

/** The matrices of an array with zeros on one side of a diagonal. */
const triangle = (kernel: (x: JaxArray, k?: number) => JaxArray): Entry =>
  keeping((x: unknown, options: { k?: number } = {}) => {
    const { k = 0 } = options;
    if (!isCommon(x) || x.shape.length < 2 || hasOther(options, "k") || !Number.isInteger(k))
      return NotImplemented;
    return kernel(x.ref, k);
  }, exceptions);

/** An array of one number, of the shape and dtype of another, beside it. */
function fillLike(x: unknown, value: number, options?: object): unknown {
  if (!isCommon(x) || hasOther(options)) return NotImplemented;
  const { shape, dtype, device } = x;
  return jnp.full(shape, dtype === "bool" ? value !== 0 : value, { dtype, device });
}

const filledLike = (value: number): Entry =>
  keeping((x: unknown, options?: object) => fillLike(x, value, options), likeExceptions);

const fullLike: Entry = keeping(
  (x: unknown, value: unknown, options?: object) =>
    isCommon(x) && isFloat(x) && typeof value === "number" ? fillLike(x, value, options) : NotImplemented,
  `${likeExceptions}, integers, arrays as values`,
);

const reshapings = ["reshape", "expand_dims", "squeeze", "atleast_1d", "atleast_2d", "atleast_3d"];
const reorderings = [
  ...["permute_dims", "matrix_transpose", "moveaxis", "swapaxes"],
  ...["flip", "flipud", "fliplr", "rot90"],
];
export const manipulation: Table = {
  ...byId(reshapings, reshaping),
  ...byId(reorderings, reordering),
  broadcast_to: broadcastTo,
  concat: joining(
    "concat",
    jnp.concatenate,
    ({ length }) => length,
    (one, other, axis) => one.every((length, i) => i === axis || length === other[i]),
  ),
  stack: joining("stack", jnp.stack, ({ length }) => length + 1, sameShape),
  ...tableOf(
    { hstack: jnp.hstack, vstack: jnp.vstack, dstack: jnp.dstack, column_stack: jnp.columnStack },
    stacking,
  ),
  diagonal: diagonals(0, 1),
  "linalg.diagonal": diagonals(-2, -1),
  pad,
  tile,
  unstack,
  ...tableOf({ tril: jnp.tril, triu: jnp.triu }, (_, kernel) => triangle(kernel)),
  ...tableOf({ zeros_like: 0, empty_like: 0, ones_like: 1 }, (_, value) => filledLike(value)),
  full_like: fullLike,
};
