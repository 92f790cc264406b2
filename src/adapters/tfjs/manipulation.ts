/** Functions that rearrange elements. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import * as np from "../../index.ts";
import { splitOptions } from "../../np/options.ts";
import { broadcastShapes, checkAxis, checkShape, type Shape, sameShape, sizeOf } from "../../shape.ts";
import { type Entry, native, type Table } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { orderBy, shapeBy } from "../shapes.ts";
import { isCommon, isTensor, moved, promoteOperands, select, toBool } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";

const exceptions = "borrowed: complex numbers, no elements";

/** A function that gives the elements another shape, in the same order; of one tensor, followed by anything but another. */
const reshaping = (id: string): Entry =>
  native(
    (x: Tensor, ...rest: unknown[]) =>
      isCommon(x) && !rest.some(isTensor) ? tf.reshape(x, shapeBy(id, x.shape, rest)) : NotImplemented,
    exceptions,
  );

/** A function that puts axes in another order, or turns them round, whatever their lengths. */
const reordering = (id: string): Entry =>
  native((x: Tensor, ...rest: unknown[]) => {
    if (!isCommon(x)) return NotImplemented;
    const { order, turned } = orderBy(id, x.rank, rest);
    return moved(x, (x) => tf.transpose(turned.length ? tf.reverse(x, turned) : x, order));
  }, exceptions);

interface AxisOption {
  readonly axis?: number | null;
}

/** The arrays along one axis, each with the shape that `shapeOf` gives it. */
function join(
  id: string,
  arrays: readonly unknown[],
  shapeOf: (shape: Shape) => number[],
  axisOf: (first: Shape) => number,
): Tensor | typeof NotImplemented {
  const parts = promoteOperands(id, arrays);
  if (!parts?.every(isCommon)) return NotImplemented;
  const shaped = parts.map((x) => tf.reshape(x, shapeOf(x.shape)));
  const axis = axisOf(shaped[0].shape);
  const rest = ({ shape }: Tensor) => shape.filter((_, i) => i !== axis);
  return shaped.every((x) => x.rank === shaped[0].rank && x.rank > 0 && sameShape(rest(x), rest(shaped[0])))
    ? tf.concat(shaped, axis)
    : NotImplemented;
}

const joining = (
  id: string,
  shapeOf: (shape: Shape) => number[],
  axisOf: (first: Shape, axis?: number | null) => number,
): Entry =>
  native((arrays: readonly unknown[], options: AxisOption = {}) => {
    if (!Array.isArray(arrays) || hasOther(options, "axis") || options.axis === null) return NotImplemented;
    return join(id, arrays, shapeOf, (first) => axisOf(first, options.axis));
  }, exceptions);

const same = (shape: Shape): number[] => [...shape];

const append = native((x: unknown, values: unknown, options: AxisOption = {}) => {
  const { axis = null } = options;
  if (!isTensor(x) || !isTensor(values) || hasOther(options, "axis")) return NotImplemented;
  return axis === null
    ? join(
        "append",
        [x, values],
        (shape) => [sizeOf(shape)],
        () => 0,
      )
    : join("append", [x, values], same, ({ length }) => checkAxis("append", axis, length));
}, exceptions);

const joiningBy = (id: string, least: string, axisOf: (first: Shape) => number): Entry =>
  joining(id, (shape) => shapeBy(least, shape, []), axisOf);

/** The matrices of `x` with zeros on one side of a diagonal. */
const triangle = (triangleOf: typeof np.tril): Entry =>
  native((x: Tensor, options: { k?: number } = {}) => {
    if (!isCommon(x) || x.rank < 2) return NotImplemented;
    const mask = np.scope(() => [...triangleOf(np.ones(x.shape.slice(-2), { dtype: "bool" }), options).data]);
    const kept = tf.tensor(mask.map(Number), x.shape.slice(-2), "bool");
    return select(kept, x, tf.zerosLike(x));
  }, exceptions);

const spread = (x: Tensor, shape: number[]): Tensor => moved(x, (x) => tf.broadcastTo(x, shape));

/** Each vector along an axis of its own of the grid, the first two of which are exchanged by default. */
const meshgrid = native((...args: unknown[]) => {
  const [arrays, options] = splitOptions<{ indexing?: string }>("meshgrid", args, args.length);
  const { indexing = "xy" } = options;
  if (!arrays.every(isCommon) || hasOther(options, "indexing")) return NotImplemented;
  if (!["xy", "ij"].includes(indexing) || arrays.some(({ rank }) => rank > 1)) return NotImplemented;
  const axisOf = (i: number) => (indexing === "xy" && i < 2 && arrays.length > 1 ? 1 - i : i);
  const shape = arrays.map((_, i) => arrays[axisOf(i)].size);
  return arrays.map((x, i) => {
    const line = shape.map((length, axis) => (axis === axisOf(i) ? length : 1));
    return spread(tf.reshape(x, line), shape);
  });
}, `${exceptions}, matrices`);

export const manipulation: Table = {
  reshape: reshaping("reshape"),
  expand_dims: reshaping("expand_dims"),
  squeeze: reshaping("squeeze"),
  atleast_1d: reshaping("atleast_1d"),
  atleast_2d: reshaping("atleast_2d"),
  atleast_3d: reshaping("atleast_3d"),
  permute_dims: reordering("permute_dims"),
  moveaxis: reordering("moveaxis"),
  swapaxes: reordering("swapaxes"),
  flip: reordering("flip"),
  flipud: reordering("flipud"),
  fliplr: reordering("fliplr"),
  rot90: reordering("rot90"),
  broadcast_to: native((x: Tensor, shape: number | Shape) => {
    if (!isCommon(x)) return NotImplemented;
    const wanted = shapeBy("broadcast_to", x.shape, [shape]);
    return wanted.includes(0) ? NotImplemented : spread(x, wanted);
  }, exceptions),
  broadcast_arrays: native((...arrays: unknown[]) => {
    if (!arrays.every(isCommon)) return NotImplemented;
    const shape = broadcastShapes("broadcast_arrays", ...arrays.map((x) => x.shape));
    return arrays.map((x) => spread(x, shape));
  }, exceptions),
  meshgrid,
  append,
  concat: joining("concat", same, (first, axis) => checkAxis("concat", axis ?? 0, first.length)),
  stack: native((arrays: readonly unknown[], options: { axis?: number } = {}) => {
    if (!Array.isArray(arrays) || hasOther(options, "axis")) return NotImplemented;
    const parts = promoteOperands("stack", arrays);
    if (!parts?.every((x) => isCommon(x) && sameShape(x.shape, parts[0].shape))) return NotImplemented;
    const { axis = 0 } = options;
    return axis === null ? NotImplemented : tf.stack(parts, checkAxis("stack", axis, parts[0].rank + 1));
  }, exceptions),
  vstack: joiningBy("vstack", "atleast_2d", () => 0),
  hstack: joiningBy("hstack", "atleast_1d", ({ length }) => (length === 1 ? 0 : 1)),
  dstack: joiningBy("dstack", "atleast_3d", () => 2),
  column_stack: joining(
    "column_stack",
    (shape) => (shape.length < 2 ? [shape[0] ?? 1, 1] : [...shape]),
    () => 1,
  ),
  unstack: native((x: Tensor, options: { axis?: number } = {}) => {
    if (!isCommon(x) || x.rank === 0 || hasOther(options, "axis")) return NotImplemented;
    const axis = checkAxis("unstack", options.axis ?? 0, x.rank);
    return x.dtype === "bool" ? tf.unstack(tf.cast(x, "int32"), axis).map(toBool) : tf.unstack(x, axis);
  }, exceptions),
  tile: native((x: Tensor, repetitions: number | Shape) => {
    const times = checkShape("tile", repetitions);
    if (!isCommon(x) || times.includes(0)) return NotImplemented;
    const rank = Math.max(x.rank, times.length);
    const ones = (count: number) => new Array<number>(count).fill(1);
    const source = tf.reshape(x, [...ones(rank - x.rank), ...x.shape]);
    return moved(source, (x) => tf.tile(x, [...ones(rank - times.length), ...times]));
  }, exceptions),
  tril: triangle(np.tril),
  triu: triangle(np.triu),
  where: native((condition: unknown, x1: unknown, x2: unknown) => {
    const [mask] = promoteOperands("where", [condition]) ?? [];
    const operands = promoteOperands("where", [x1, x2]);
    if (!mask || !operands || ![mask, ...operands].every(isCommon)) return NotImplemented;
    const [one, other] = operands;
    broadcastShapes("where", mask.shape, one.shape, other.shape);
    return select(toBool(mask), one, other);
  }, exceptions),
  matrix_transpose: reordering("matrix_transpose"),
};
