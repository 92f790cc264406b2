/** Functions that rearrange elements. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { type PadWidth, widthsOf } from "../../np/manipulation/widths.ts";
import { splitOptions } from "../../np/options.ts";
import {
  broadcastShapes,
  checkAxes,
  checkAxis,
  checkShape,
  type Shape,
  sameShape,
  sizeOf,
} from "../../shape.ts";
import { byId, type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { orderBy, shapeBy } from "../shapes.ts";
import { isJaxArray } from "./conversion.ts";
import {
  isAny,
  isCommon,
  isNumeric,
  keeping,
  promoteOperands,
  type Suits,
  type Unary,
  withOperands,
} from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;
const exceptions = "borrowed: no elements";

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

const broadcastArrays: Entry = keeping((...arrays: unknown[]) => {
  if (!arrays.every(isCommon)) return NotImplemented;
  const shape = broadcastShapes("broadcast_arrays", ...arrays.map((x) => x.shape));
  return arrays.map((x) => jnp.broadcastTo(x.ref, shape));
}, exceptions);

const meshgrid: Entry = keeping((...args: unknown[]) => {
  const [arrays, options] = splitOptions<{ indexing?: "xy" | "ij" }>("meshgrid", args, args.length);
  const { indexing = "xy" } = options;
  const isLine = (x: unknown): x is JaxArray => isCommon(x) && x.shape.length === 1;
  if (!arrays.every(isLine) || hasOther(options, "indexing")) return NotImplemented;
  if (indexing !== "xy" && indexing !== "ij") return NotImplemented;
  return jnp.meshgrid(
    arrays.map((x) => x.ref),
    { indexing },
  );
}, `${exceptions}, other than vectors`);

const broadcastTo: Entry = keeping((x: unknown, shape: number | Shape) => {
  if (!isCommon(x)) return NotImplemented;
  const wanted = shapeBy("broadcast_to", x.shape, [shape]);
  return sizeOf(wanted) > 0 ? jnp.broadcastTo(x.ref, wanted) : NotImplemented;
}, exceptions);

/** Whether arrays can be joined along an axis. */
const isBeside = (one: Shape, other: Shape, axis: number): boolean =>
  one.length === other.length && one.every((length, i) => i === axis || length === other[i]);

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

const append: Entry = keeping((x: unknown, values: unknown, options: { axis?: number | null } = {}) => {
  const { axis = null } = options;
  if (!isCommon(x) || !isCommon(values) || hasOther(options, "axis")) return NotImplemented;
  const at = axis === null ? null : checkAxis("append", axis, x.shape.length);
  return withOperands(
    promoteOperands("append", [x, values]),
    ([one, other]) => at === null || isBeside(one.shape, other.shape, at),
    (one, other) => jnp.append(one, other, at),
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

interface Diagonal {
  readonly offset?: number;
  readonly axis1?: number;
  readonly axis2?: number;
}

/** What `kernel` makes of the diagonals of matrices, which are the last axis; `keys` are the axes that may be given. */
const ofDiagonals = (
  id: string,
  axes: readonly [number, number],
  keys: readonly string[],
  isSuited: Suits,
  kernel: Unary = (x) => x,
): Entry =>
  keeping((x: unknown, options: Diagonal = {}) => {
    const { offset = 0, axis1 = axes[0], axis2 = axes[1] } = options;
    if (!isCommon(x) || !isSuited(x) || hasOther(options, "offset", ...keys) || !Number.isInteger(offset))
      return NotImplemented;
    if (x.shape.length < 2) return NotImplemented;
    const [row, col] = checkAxes(id, [axis1, axis2], x.shape.length);
    const isThere = offset < x.shape[col] && -offset < x.shape[row];
    return isThere ? kernel(jnp.diagonal(x.ref, offset, row, col)) : NotImplemented;
  }, exceptions);

const sumLast: Unary = (x) => jnp.sum(x, -1);

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

const reshapings = ["reshape", "expand_dims", "squeeze", "atleast_1d", "atleast_2d", "atleast_3d"];
const reorderings = [
  ...["permute_dims", "matrix_transpose", "moveaxis", "swapaxes"],
  ...["flip", "flipud", "fliplr", "rot90"],
];
export const manipulation: Table = {
  ...byId(reshapings, reshaping),
  ...byId(reorderings, reordering),
  broadcast_to: broadcastTo,
  concat: joining("concat", jnp.concatenate, ({ length }) => length, isBeside),
  stack: joining("stack", jnp.stack, ({ length }) => length + 1, sameShape),
  ...tableOf(
    { hstack: jnp.hstack, vstack: jnp.vstack, dstack: jnp.dstack, column_stack: jnp.columnStack },
    stacking,
  ),
  diagonal: ofDiagonals("diagonal", [0, 1], ["axis1", "axis2"], isAny),
  trace: ofDiagonals("trace", [0, 1], ["axis1", "axis2"], isNumeric, sumLast),
  "linalg.diagonal": ofDiagonals("linalg.diagonal", [-2, -1], [], isAny),
  "linalg.trace": ofDiagonals("linalg.trace", [-2, -1], [], isNumeric, sumLast),
  append,
  broadcast_arrays: broadcastArrays,
  meshgrid,
  pad,
  tile,
  unstack,
  ...tableOf({ tril: jnp.tril, triu: jnp.triu }, (_, kernel) => triangle(kernel)),
};
