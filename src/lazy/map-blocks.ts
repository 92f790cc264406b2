import type { DType } from "../dtype.ts";
import type { Chunks } from "./chunks.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import type { Argument } from "./task.ts";

export interface MapOptions {
  /** What the function gets after the chunk: scalars and other plain data. */
  args?: readonly Argument[] | undefined;
  /** Lengths of the result's chunks, as many along each axis as there are chunks. */
  chunks?: Chunks | undefined;
  dtype?: DType | undefined;
}

/** The results of a function for each chunk, by its id or the name it is registered under. */
export function mapBlocks(
  x: LazyArray,
  fn: string,
  args: readonly Argument[],
  chunks: Chunks,
  dtype: DType,
): LazyArray {
  const layer = makeLayer(
    "mapBlocks",
    [x.layer],
    [fn, args, chunks, dtype],
    (index, use) => ({
      fn,
      args: [use(x.layer, index), ...args],
    }),
    true,
  );
  return new LazyArray(layer, chunks, dtype);
}
