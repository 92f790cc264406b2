import type { Index } from "../array/index-items.ts";
import type { Options, Overridable } from "../dispatch/index.ts";
import { promoteAll } from "../dtype.ts";
import { AxisError, ShapeError } from "../errors.ts";
import { broadcastShapes, checkAxes, checkAxis, checkShape, format, sameShape, sizeOf } from "../shape.ts";
import { align, broadcastIndex } from "./blockwise.ts";
import { boundsOf, type Chunks, checkKnown, regular, sameChunks, shapeOf } from "./chunks.ts";
import { handle } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { operandOf } from "./operands.ts";
import { rechunk } from "./rechunk.ts";
import { at } from "./slicing.ts";

function permuteDims(_: Overridable, args: readonly unknown[]): LazyArray {
  const x = operandOf(args[0]);
  const axes = checkAxes("permute_dims", args[1] as number[], x.ndim);
  if (axes.length !== x.ndim) {
    throw new AxisError(`permute_dims: axes ${format(axes)} do not match an array of dimension ${x.ndim}`);
  }
  return permute(x, axes);
}

/** `x` with its axes in another order. */
export function permute(x: LazyArray, axes: readonly number[]): LazyArray {
  const layer = makeLayer(
    "permute_dims",
    [x.layer],
    axes,
    (index, use) => {
      const source = new Array<number>(x.ndim);
      for (const [i, axis] of axes.entries()) source[axis] = index[i];
      return { fn: "permute_dims", args: [use(x.layer, source), axes] };
    },
    true,
  );
  return new LazyArray(
    layer,
    axes.map((axis) => x.chunks[axis]),
    x.dtype,
  );
}

export function transposeMatrices(x: LazyArray, id: string): LazyArray {
  if (x.ndim < 2) throw new ShapeError(`${id}: at least two dimensions are wanted, not ${x.ndim}`);
  const axes = [...x.chunks.keys()];
  axes.push(...axes.splice(-2).reverse());
  return permute(x, axes);
}

function expandDims(_: Overridable, [given, axis]: readonly unknown[]): LazyArray {
  const x = operandOf(given);
  const axes = [axis].flat() as number[];
  return expand(x, checkAxes("expand_dims", axes, x.ndim + axes.length));
}

/** `x` with new axes of length 1, where they are in the result. */
export function expand(x: LazyArray, axes: readonly number[]): LazyArray {
  return at(
    x,
    Array.from({ length: x.ndim + axes.length }, (_, axis) => (axes.includes(axis) ? null : ":")),
  );
}

function squeeze(_: Overridable, args: readonly unknown[]): LazyArray {
  const x = operandOf(args[0]);
  const given = args[1] as number | number[] | null | undefined;
  const isAny = given === null || given === undefined;
  const axes = isAny
    ? [...x.shape.keys()].filter((axis) => x.shape[axis] === 1)
    : checkAxes("squeeze", given, x.ndim);
  const long = axes.find((axis) => x.shape[axis] !== 1);
  if (long !== undefined) throw new ShapeError(`squeeze: axis ${long} has length ${x.shape[long]}, not 1`);
  return at(
    x,
    x.shape.map((_, axis) => (axes.includes(axis) ? 0 : ":")),
  );
}

function flip(_: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  return reverse(x, checkAxes("flip", options.axis as number[], x.ndim));
}

/** `x` with the order of its elements along some axes reversed. */
export function reverse(x: LazyArray, axes: readonly number[]): LazyArray {
  return at(
    x,
    x.shape.map((_, axis) => (axes.includes(axis) ? "::-1" : ":")),
  );
}

function concat(_: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const list = [...(args[0] as Iterable<unknown>)].map(operandOf);
  if (list.length === 0) throw new ShapeError("concat: need at least one array");
  const flat = options.axis === null;
  const arrays = flat ? list.map((x) => flatten(x)) : list;
  const [first] = arrays;
  if (first.ndim === 0) throw new ShapeError("concat: zero-dimensional arrays cannot be concatenated");
  const axis = checkAxis("concat", flat ? 0 : ((options.axis as number) ?? 0), first.ndim);
  for (const { shape } of arrays) {
    if (shape.length === first.ndim && shape.every((n, i) => i === axis || n === first.shape[i])) continue;
    throw new ShapeError(
      `concat: shapes ${format(first.shape)} and ${format(shape)} differ beside axis ${axis}`,
    );
  }
  return concatenate(arrays, axis);
}

/** Arrays, of equal shapes but for `axis`, one after another. */
export function concatenate(list: readonly LazyArray[], axis: number): LazyArray {
  const dtype = promoteAll(list.map((x) => x.dtype));
  // Along the axis each keeps its own chunks: they are aligned as if it had length 1.
  const arrays = alignBeside(list, axis);
  const counts = boundsOf(arrays.map((x) => x.numblocks[axis]));
  const chunks = arrays[0].chunks.map((lengths, i) =>
    i === axis ? arrays.flatMap((x) => x.chunks[axis]) : lengths,
  );
  const layer = makeLayer(
    "concat",
    arrays.map((x) => x.layer),
    [axis, dtype],
    (index, use) => {
      const which = arrays.findIndex((_, i) => index[axis] < counts[i + 1]);
      const source = index.map((i, other) => (other === axis ? i - counts[which] : i));
      const chunk = use(arrays[which].layer, source);
      return arrays[which].dtype === dtype
        ? { fn: "lazy.at", args: [chunk, "..."] }
        : { fn: "astype", args: [chunk, dtype] };
    },
  );
  return new LazyArray(layer, chunks, dtype);
}

function alignBeside(list: readonly LazyArray[], axis: number): LazyArray[] {
  const ghosts = list.map((x) => new LazyArray(x.layer, replaced(x.chunks, axis, [1]), x.dtype));
  const aligned = align("concat", ghosts);
  return list.map((x, i) => rechunk(x, replaced(aligned[i].chunks, axis, x.chunks[axis])));
}

const replaced = (chunks: Chunks, axis: number, lengths: readonly number[]): Chunks =>
  chunks.map((each, i) => (i === axis ? lengths : each));

function stack(_: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const arrays = [...(args[0] as Iterable<unknown>)].map(operandOf);
  if (arrays.length === 0) throw new ShapeError("stack: need at least one array");
  const [{ shape, ndim }] = arrays;
  const other = arrays.find((x) => !sameShape(x.shape, shape));
  if (other) throw new ShapeError(`stack: shapes ${format(shape)} and ${format(other.shape)} differ`);
  const axis = checkAxis("stack", (options.axis as number) ?? 0, ndim + 1);
  const index: Index[] = shape.map(() => ":");
  index.splice(axis, 0, null);
  return concatenate(
    arrays.map((x) => at(x, index)),
    axis,
  );
}

function broadcastTo(_: Overridable, args: readonly unknown[]): LazyArray {
  const shape = checkShape("broadcast_to", args[1] as readonly number[]);
  return broadcast(
    operandOf(args[0]),
    shape.map((length) => [length]),
    "broadcast_to",
  );
}

/** `x` repeated to the shape of some chunks, and in these along the axes that it is repeated along. */
export function broadcast(x: LazyArray, given: Chunks, id: string): LazyArray {
  if (sameChunks(x.chunks, given)) return x;
  const shape = shapeOf(given);
  const lead = shape.length - x.ndim;
  if (lead < 0 || !x.shape.every((length, axis) => length === 1 || length === shape[axis + lead])) {
    throw new ShapeError(`${id}: shapes ${format(x.shape)} and ${format(shape)} do not broadcast`);
  }
  const chunks = given.map((lengths, axis) =>
    axis >= lead && x.shape[axis - lead] === shape[axis] ? x.chunks[axis - lead] : lengths,
  );
  const layer = makeLayer(id, [x.layer], chunks, (index, use) => ({
    fn: "broadcast_to",
    args: [use(x.layer, broadcastIndex(x, index)), index.map((i, axis) => chunks[axis][i])],
  }));
  return new LazyArray(layer, chunks, x.dtype);
}

function broadcastArrays(func: Overridable, args: readonly unknown[]): LazyArray[] {
  return broadcastAll(func.id, args.map(operandOf));
}

/** Arrays repeated to the shape that they broadcast to, all in the same chunks. */
export function broadcastAll(id: string, given: readonly LazyArray[]): LazyArray[] {
  const arrays = align(id, given);
  const shape = broadcastShapes(id, ...arrays.map((x) => x.shape));
  const chunks = shape.map((length, i) => {
    const axis = i - shape.length;
    return arrays.find((x) => x.shape.at(axis) === length)?.chunks.at(axis) ?? [length];
  });
  return arrays.map((x) => broadcast(x, chunks, id));
}

function reshapeHandler(_: Overridable, args: readonly unknown[]): LazyArray {
  return reshape(operandOf(args[0]), args[1] as readonly number[]);
}

/** `x` as one dimension, in row-major order. */
export const flatten = (x: LazyArray): LazyArray => reshape(x, [-1]);

/**
 * `x` in another shape. Groups of axes whose lengths have equal products are reshaped by themselves; within a group all axes but
 * the first are one chunk, and the chunks along the first keep whole rows of them.
 */
export function reshape(x: LazyArray, given: readonly number[]): LazyArray {
  checkKnown("reshape", x.chunks);
  const shape = resolveShape(x, typeof given === "number" ? [given] : given);
  if (sameShape(shape, x.shape)) return x;
  if (x.size === 0) return wholeReshape(x, shape);
  const groups = groupAxes(x.shape, shape);
  const before: number[][] = [];
  const after: number[][] = [];
  for (const [from, to] of groups) {
    const [inner, outer] = reshapeGroup(
      from.map((axis) => x.chunks[axis]),
      to.map((axis) => shape[axis]),
    );
    before.push(...inner);
    after.push(...outer);
  }
  return reshapeChunks(rechunk(x, before), after);
}

function resolveShape(x: LazyArray, given: readonly number[]): number[] {
  const known = given.filter((length) => length !== -1).reduce((a, b) => a * b, 1);
  const shape = given.map((length) => (length === -1 ? x.size / known : length));
  const unknown = given.filter((length) => length === -1).length;
  if (
    unknown <= 1 &&
    shape.every((length) => Number.isInteger(length) && length >= 0) &&
    sizeOf(shape) === x.size
  )
    return shape;
  throw new ShapeError(
    `reshape: cannot reshape ${x.size} elements of shape ${format(x.shape)} into ${format(given)}`,
  );
}

/** Axes of either shape, in order, in the smallest groups of equal size. */
function groupAxes(from: readonly number[], to: readonly number[]): [number[], number[]][] {
  const groups: [number[], number[]][] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const [a, b]: [number[], number[]] = [[], []];
    let [sizeA, sizeB] = [1, 1];
    do {
      if (sizeA <= sizeB && i < from.length) {
        a.push(i);
        sizeA *= from[i++];
      } else if (j < to.length) {
        b.push(j);
        sizeB *= to[j++];
      } else {
        a.push(i);
        sizeA *= from[i++];
      }
    } while (sizeA !== sizeB || (a.length === 0 && i < from.length) || (b.length === 0 && j < to.length));
    groups.push([a, b]);
  }
  return groups;
}

/** Chunks of a group of axes before and after, such that each chunk becomes one chunk. */
function reshapeGroup(chunks: Chunks, to: readonly number[]): [number[][], number[][]] {
  const from = shapeOf(chunks);
  const whole = (lengths: readonly number[]) => lengths.map((length) => [length]);
  if (from.length === 1 && to.length === 1) return [[[...chunks[0]]], [[...chunks[0]]]];
  if (from.length === 0 || to.length === 0) return [whole(from), whole(to)];
  const [rowsFrom, rowsTo] = [from, to].map((lengths) => lengths.slice(1).reduce((a, b) => a * b, 1));
  // Chunks of as many elements as there were along the first axis, in whole rows on both sides.
  const most = Math.max(...chunks[0]) * rowsFrom;
  const step = leastCommonMultiple(rowsFrom, rowsTo);
  const side = Math.max(step, Math.floor(most / step) * step);
  const sizes = regular(from[0] * rowsFrom, side);
  return [
    [sizes.map((size) => size / rowsFrom), ...whole(from.slice(1))],
    [sizes.map((size) => size / rowsTo), ...whole(to.slice(1))],
  ];
}

function leastCommonMultiple(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}

/** Reshapes each chunk by itself: `chunks` lie as those of `x` do, in row-major order of their indices. */
function reshapeChunks(x: LazyArray, chunks: Chunks): LazyArray {
  const counts = chunks.map(({ length }) => length);
  const layer = makeLayer(
    "reshape",
    [x.layer],
    chunks,
    (index, use) => {
      let position = index.reduce((sum, i, axis) => sum * counts[axis] + i, 0);
      const source = x.numblocks.map(() => 0);
      for (let axis = x.ndim - 1; axis >= 0; axis--) {
        source[axis] = position % x.numblocks[axis];
        position = Math.floor(position / x.numblocks[axis]);
      }
      return { fn: "reshape", args: [use(x.layer, source), index.map((i, axis) => chunks[axis][i])] };
    },
    true,
  );
  return new LazyArray(layer, chunks, x.dtype);
}

function wholeReshape(x: LazyArray, shape: readonly number[]): LazyArray {
  const one = rechunk(
    x,
    x.shape.map((length) => [length]),
  );
  return reshapeChunks(
    one,
    shape.map((length) => [length]),
  );
}

/** Lets manipulation functions answer for lazy arrays. */
export function handleManipulation(): void {
  handle(["permute_dims"], permuteDims);
  handle(["matrix_transpose", "linalg.matrix_transpose"], (func, args) =>
    transposeMatrices(operandOf(args[0]), func.id),
  );
  handle(["expand_dims"], expandDims);
  handle(["squeeze"], squeeze);
  handle(["flip"], flip);
  handle(["concat"], concat);
  handle(["stack"], stack);
  handle(["broadcast_to"], broadcastTo);
  handle(["broadcast_arrays"], broadcastArrays);
  handle(["reshape"], reshapeHandler);
}
