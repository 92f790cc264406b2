import type { Options, Overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import * as np from "../index.ts";
import { broadcastShapes } from "../shape.ts";
import { boundsOf, type Chunks, checkKnown, isKnown, shapeOf } from "./chunks.ts";
import { fromArray } from "./from-array.ts";
import { type ChunkIndex, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { rechunk } from "./rechunk.ts";
import type { Argument } from "./task.ts";

/** A lazy array of what may be an array: lists and WasmArrays become one chunk. Scalars are left as they are. */
export function lazyOf(value: unknown): unknown {
  if (value instanceof LazyArray) return value;
  if (value instanceof np.WasmArray || Array.isArray(value) || ArrayBuffer.isView(value)) {
    return fromArray(value as np.WasmArray, { chunks: -1 });
  }
  return value;
}

/** An argument that is an array. */
export const operandOf = (value: unknown): LazyArray => lazyOf(value) as LazyArray;

/** Refuses a lazy array where values are wanted while the graph is built. */
export function checkEager(id: string, what: string, value: unknown): void {
  if (!(value instanceof LazyArray)) return;
  throw new TypeError(`${id}: ${what} cannot be lazy; pass the result of compute()`);
}

/**
 * The dtype that a function gives: that of its result for arrays with one element. So promotion is the function's own
 * business.
 */
export function resultDType(func: Overridable, args: readonly unknown[], options: Options = {}): DType {
  return np.scope(() => {
    const sample = (value: unknown): unknown => {
      if (value instanceof LazyArray)
        return np.ones(
          value.shape.map(() => 1),
          { dtype: value.dtype },
        );
      return Array.isArray(value) ? value.map(sample) : value;
    };
    const given = args.map(sample);
    if (Object.keys(options).length > 0) given.push(sample(options));
    return (func(...given) as np.WasmArray).dtype;
  });
}

/** Applies a function to the chunks of its arguments that broadcasting lays upon each other. */
export function elementwise(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const operands = args.map(lazyOf);
  const arrays = align(
    func.id,
    operands.filter((each) => each instanceof LazyArray),
  );
  const dtype = resultDType(func, operands, options);
  const chunks = broadcastChunks(arrays.map((array) => array.chunks));
  const scalars = operands.map((each) => (each instanceof LazyArray ? null : each));
  const layer = makeLayer(
    func.id,
    arrays.map((array) => array.layer),
    [scalars, options],
    (index, use) => {
      let next = 0;
      const given = operands.map((each) => {
        if (!(each instanceof LazyArray)) return each as Argument;
        const array = arrays[next++];
        return use(array.layer, broadcastIndex(array, index));
      });
      return taskOf(func.id, given, options);
    },
    arrays.length === 1,
  );
  return new LazyArray(layer, chunks, dtype);
}

/** A task with options only if there are some. */
export function taskOf(fn: string, args: readonly Argument[], options: Options = {}) {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? { fn, args }
    : { fn, args, options: Object.fromEntries(given) as { [name: string]: Argument } };
}

/** The chunk of an operand that broadcasting lays on a chunk of the result. */
export function broadcastIndex({ shape }: LazyArray, index: ChunkIndex): number[] {
  const offset = index.length - shape.length;
  return shape.map((length, axis) => (length === 1 ? 0 : index[axis + offset]));
}

/** The arrays rechunked so that they have the same chunks along each axis of the shape that they broadcast to. */
export function align(id: string, arrays: readonly LazyArray[]): LazyArray[] {
  const ndim = Math.max(0, ...arrays.map((array) => array.ndim));
  if (arrays.every(({ chunks }) => isKnown(chunks))) {
    broadcastShapes(id, ...arrays.map(({ shape }) => shape));
  }
  const common = Array.from({ length: ndim }, (_, axis) => commonLengths(id, arrays, axis - ndim));
  return arrays.map((array) => {
    const chunks = array.chunks.map((lengths, axis) =>
      array.shape[axis] === 1 ? lengths : common[axis + ndim - array.ndim],
    );
    return rechunk(array, chunks);
  });
}

/** The chunks of an axis, counted from the end, of which those of every array are joins. */
function commonLengths(id: string, arrays: readonly LazyArray[], axis: number): readonly number[] {
  const lists = arrays.flatMap(({ chunks, shape }) => {
    const lengths = chunks.at(axis);
    return lengths && shape.at(axis) !== 1 ? [lengths] : [];
  });
  if (lists.length === 0) return [1];
  const [first, ...others] = lists;
  if (
    others.every(
      (lengths) => lengths.length === first.length && lengths.every((n, i) => Object.is(n, first[i])),
    )
  )
    return first;
  for (const lengths of lists) checkKnown(id, [lengths]);
  const bounds = [...new Set(lists.flatMap(boundsOf))].sort((a, b) => a - b);
  return bounds.length === 1 ? [0] : bounds.slice(1).map((bound, i) => bound - bounds[i]);
}

/** The chunks of what aligned arrays broadcast to. */
export function broadcastChunks(all: readonly Chunks[]): Chunks {
  const ndim = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: ndim }, (_, i) => {
    const lists = all.map((chunks) => chunks.at(i - ndim)).filter((lengths) => lengths !== undefined);
    return lists.find((lengths) => shapeOf([lengths])[0] !== 1) ?? lists[0] ?? [1];
  });
}
