/** Reductions as trees: each chunk by itself, groups of results together, and so on until one is left along the axes. */
import type { DType } from "../dtype.ts";
import { type Chunks, chunkIndices, numblocksOf } from "./chunks.ts";
import { type ChunkIndex, type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { assemble } from "./pieces.ts";
import { rechunk } from "./rechunk.ts";
import type { Argument, Task } from "./task.ts";

/** How many results are combined at a time, unless said otherwise. */
export const splitEvery = 4;

/** What a reduction is made of. Partial results keep their axes, with length 1, if they are arrays. */
export interface Reducer {
  readonly operation: string;
  /** What tells it from others of the same operation: options. */
  readonly details: unknown;
  readonly dtype: DType;
  /** How long reduced axes are if they stay: 1 unless it is said. */
  readonly length?: number;
  /** Arrays of the shape of the one that is reduced, whose chunks `chunk` gets as well. */
  readonly beside?: readonly LazyArray[];
  chunk(chunk: Argument, index: ChunkIndex, beside: readonly Argument[]): Task;
  combine(parts: Parts): Task;
  /** Makes the result of the last parts, with axes of length 1 or without axes. */
  aggregate(parts: Parts): Task;
}

/** Partial results that lie in a grid. */
export interface Parts {
  readonly list: readonly Argument[];
  /** Their concatenation, if they are arrays. */
  readonly block: Argument;
}

/** The reduction of `x` along `axes`. */
export function reduceTree(
  x: LazyArray,
  axes: readonly number[],
  keepdims: boolean,
  reducer: Reducer,
  every = splitEvery,
): LazyArray {
  const { operation, dtype } = reducer;
  const details = [reducer.details, axes, keepdims];
  const width = Math.max(2, Math.floor(every ** (1 / Math.max(1, axes.length))));
  let counts = numblocksOf(x.chunks);
  const beside = (reducer.beside ?? []).map((each) => rechunk(each, x.chunks).layer);
  let layer: Layer = makeLayer(
    `${operation}-partial`,
    [x.layer, ...beside],
    details,
    (index, use) => {
      const others = beside.map((each) => use(each, index));
      return reducer.chunk(use(x.layer, index), index, others);
    },
    beside.length === 0,
  );
  const isReduced = (axis: number) => axes.includes(axis);
  while (counts.some((count, axis) => isReduced(axis) && count > width)) {
    layer = groupLayer(
      `${operation}-combine`,
      layer,
      counts,
      (axis) => (isReduced(axis) ? width : 1),
      reducer.combine,
      [details, counts],
    );
    counts = counts.map((count, axis) => (isReduced(axis) ? Math.ceil(count / width) : count));
  }
  const whole = groupLayer(
    operation,
    layer,
    counts,
    (axis) => (isReduced(axis) ? counts[axis] : 1),
    reducer.aggregate,
    [details, counts],
  );
  const kept = x.chunks.map((lengths, axis) => (isReduced(axis) ? [reducer.length ?? 1] : lengths));
  if (keepdims) return new LazyArray(whole, kept, dtype);
  const remaining = [...x.chunks.keys()].filter((axis) => !isReduced(axis));
  return new LazyArray(dropAxes(whole, remaining, x.ndim), pick(kept, remaining), dtype);
}

const pick = (chunks: Chunks, axes: readonly number[]): Chunks => axes.map((axis) => chunks[axis]);

/** A layer whose tasks get groups of the chunks of another, `widthOf(axis)` of them along each axis. */
function groupLayer(
  operation: string,
  inner: Layer,
  counts: readonly number[],
  widthOf: (axis: number) => number,
  make: (parts: Parts) => Task,
  details: unknown,
): Layer {
  return makeLayer(operation, [inner], details, (index, use) => {
    const starts = index.map((i, axis) => i * widthOf(axis));
    const lengths = starts.map((start, axis) => Math.min(widthOf(axis), counts[axis] - start));
    const at = (offset: readonly number[]) =>
      use(
        inner,
        starts.map((start, axis) => start + offset[axis]),
      );
    return make({
      list: [...chunkIndices(lengths)].map(at),
      get block() {
        return assemble(lengths, at);
      },
    });
  });
}

/** A layer with the same tasks at indices without the axes that are gone. */
function dropAxes(layer: Layer, remaining: readonly number[], ndim: number): Layer {
  return {
    ...layer,
    task(index, use) {
      const whole = new Array<number>(ndim).fill(0);
      for (const [i, axis] of remaining.entries()) whole[axis] = index[i];
      return layer.task(whole, use);
    },
  };
}
