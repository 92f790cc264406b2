/** Functions that need an axis whole: it is made one chunk first, and the others shorter for it where they are long. */

import { checkIndex } from "../array/indexing.ts";
import type { Options, Overridable } from "../dispatch/index.ts";
import { dtypes, isInteger } from "../dtype.ts";
import { IndexError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { checkAxis, format, sameShape, sizeOf } from "../shape.ts";
import { blockwise, type Label } from "./blockwise.ts";
import { sortChunks } from "./chunk-sort.ts";
import { automaticBytes, regular } from "./chunks.ts";
import { handle } from "./handlers.ts";
import { LazyArray } from "./lazy-array.ts";
import { flatten } from "./manipulation.ts";
import { operandOf, resultDType, taskOf } from "./operands.ts";
import { rechunk } from "./rechunk.ts";

/** `x` with one chunk along some axes. Chunks along the others become shorter, so that none holds more elements than before, if they can. */
export function joinAxes(x: LazyArray, axes: readonly number[]): LazyArray {
  if (axes.every((axis) => x.numblocks[axis] === 1)) return x;
  let growth = axes.reduce((product, axis) => (product * x.shape[axis]) / Math.max(1, x.chunksize[axis]), 1);
  const chunks = x.chunks.map((lengths, axis) => {
    if (axes.includes(axis)) return [x.shape[axis]];
    const longest = x.chunksize[axis];
    const side = Math.max(1, Math.floor(longest / growth));
    if (side >= longest) return lengths;
    growth /= longest / side;
    return lengths.flatMap((length) => regular(length, side));
  });
  return rechunk(x, chunks);
}

/** The array that is sorted, and the axis: the last one by default, of all elements if it is null. */
function readAlong({ id }: Overridable, value: unknown, asked: unknown): { x: LazyArray; axis: number } {
  const given = operandOf(value);
  if (asked === null) return { x: flatten(given), axis: 0 };
  return { x: given, axis: checkAxis(id, (asked ?? -1) as number, given.ndim) };
}

/** np.sort and its kin: `args` are what the function gets after the array. What is sorted is partitioned too. */
function sortBy(func: Overridable, value: unknown, args: readonly unknown[], options: Options): LazyArray {
  const { x, axis } = readAlong(func, value, options.axis);
  const own = { ...options, axis };
  const labels = [...x.shape.keys()];
  const joined = joinAxes(x, [axis]);
  if (x.numblocks[axis] > 1 && sizeOf(joined.chunksize) * dtypes[x.dtype].size > automaticBytes) {
    return sortChunks(x, axis, (options.descending ?? false) as boolean, func.id.startsWith("arg"));
  }
  return blockwise({
    operation: func.id,
    operands: [{ x: joined, labels }],
    out: labels,
    details: [args, own],
    dtype: func.id.startsWith("arg") ? "int64" : x.dtype,
    task: ([chunk]) => taskOf(func.id, [chunk, ...args], own),
  });
}

function sort(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  resultDType(func, [x], options);
  return sortBy(func, x, [], options);
}

function partition(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { x, axis } = readAlong(func, args[0], options.axis);
  resultDType(func, [x, 0], { ...options, axis });
  for (const k of [args[1]].flat()) checkIndex(func.id, k as number, axis, x.shape[axis]);
  return sortBy(func, args[0], [args[1]], options);
}

function lexsort(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const [given] = args;
  const keys =
    given instanceof LazyArray ? np.unstack(given) : [...(given as Iterable<unknown>)].map(operandOf);
  if (keys.length === 0) throw new ShapeError(`${func.id}: needs at least one key`);
  const [{ shape, ndim }] = keys;
  const other = keys.find((key) => !sameShape(key.shape, shape));
  if (other)
    throw new ShapeError(`${func.id}: keys of shapes ${format(shape)} and ${format(other.shape)} differ`);
  const axis = checkAxis(func.id, (options.axis ?? -1) as number, ndim);
  const labels = [...keys[0].shape.keys()];
  return blockwise({
    operation: func.id,
    operands: keys.map((key) => ({ x: joinAxes(key, [axis]), labels })),
    out: labels,
    details: axis,
    dtype: "int64",
    task: (chunks) => ({ fn: func.id, args: [chunks], options: { axis } }),
  });
}

/** The axis of the array is whole; that of the indices may be in chunks. */
function takeAlongAxis(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const { x, axis } = readAlong(func, args[0], options.axis);
  const indices = operandOf(args[1]);
  if (indices.ndim !== x.ndim) {
    throw new ShapeError(
      `${id}: indices of shape ${format(indices.shape)} have not as many axes as an array of shape ${format(x.shape)}`,
    );
  }
  if (!isInteger(indices.dtype)) throw new IndexError(`${id}: indices are integers, not ${indices.dtype}`);
  const labels: Label[] = [...x.shape.keys()];
  return blockwise({
    operation: id,
    operands: [
      { x: joinAxes(x, [axis]), labels: labels.with(axis, "source") },
      { x: indices, labels },
    ],
    out: labels,
    details: axis,
    dtype: x.dtype,
    task: (chunks) => ({ fn: id, args: chunks, options: { axis } }),
  });
}

/** Lets functions that sort, and those that take along an axis, answer for lazy arrays. */
export function handleOrder(): void {
  handle(["sort", "argsort"], sort);
  handle(["partition", "argpartition"], partition);
  handle(["lexsort"], lexsort);
  handle(["take_along_axis"], takeAlongAxis);
}
