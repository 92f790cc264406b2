import { chunkIndices } from "./chunks.ts";
import { type ChunkIndex, type Layer, makeLayer, type Use } from "./layer.ts";
import type { LazyArray } from "./lazy-array.ts";
import { rechunk } from "./rechunk.ts";
import { splitEvery } from "./reduction.ts";
import type { Argument, Task } from "./task.ts";

/** What becomes of all chunks of arrays of one shape, whatever its kind. */
export interface Fold {
  readonly operation: string;
  readonly arrays: readonly LazyArray[];
  /** Layers beside the arrays that `chunk` uses. */
  readonly inputs?: readonly Layer[];
  readonly details?: unknown;
  chunk(chunks: readonly Argument[], use: Use): Task;
  /** Joins results of chunks, or of joins, in row-major order. */
  join(parts: readonly Argument[]): Task;
}

/** A layer of one task: a tree over all chunks, in row-major order. */
export function foldChunks({ operation, arrays, inputs = [], details = null, chunk, join }: Fold): Layer {
  const [{ chunks, numblocks }] = arrays;
  const aligned = arrays.map((x) => rechunk(x, chunks).layer);
  const indices = [...chunkIndices(numblocks)];
  let count = indices.length;
  let layer = makeLayer(
    `${operation}-partial`,
    [...aligned, ...inputs],
    details,
    ([i], use) =>
      chunk(
        aligned.map((each) => use(each, indices[i])),
        use,
      ),
    aligned.length === 1 && inputs.length === 0,
  );
  do {
    const [inner, before] = [layer, count];
    count = Math.ceil(before / splitEvery);
    const isLast = count === 1;
    layer = makeLayer(operation, [inner], [details, before], (index: ChunkIndex, use) => {
      const first = isLast ? 0 : index[0] * splitEvery;
      const length = Math.min(splitEvery, before - first);
      return join(Array.from({ length }, (_, j) => use(inner, [first + j])));
    });
  } while (count > 1);
  return layer;
}
