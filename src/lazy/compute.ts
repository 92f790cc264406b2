import * as np from "../index.ts";
import { type Chunks, chunkIndices } from "./chunks.ts";
import { buildGraph, type Graph } from "./graph.ts";
import { makeSource } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { keepProfile } from "./scheduler/profile.ts";
import { profileFor, type RunOptions, run } from "./scheduler/run.ts";

export interface ComputeOptions extends RunOptions {}

/** The graph that computes some arrays; `fused` as it is run, with a task for each chain of calls that work chunk by chunk. */
export function graphOf(arrays: readonly LazyArray[], options: { fused?: boolean | undefined } = {}): Graph {
  return buildGraph(
    arrays.flatMap(({ layer, numblocks }) =>
      [...chunkIndices(numblocks)].map((index) => [layer, index] as const),
    ),
    options,
  );
}

/** Computes the chunks of some arrays, those that they have in common once. */
async function computeChunks(arrays: readonly LazyArray[], options: ComputeOptions): Promise<unknown[][]> {
  const graph = graphOf(arrays, { fused: true });
  const results = await run(graph, options);
  return arrays.map(({ npartitions }) => results.splice(0, npartitions));
}

/**
 * Computes some arrays together: what they have in common is computed once.
 * @example
 * const x = lazy.arange(0, 6, 1, { chunks: 2 });
 * const [total, largest] = await lazy.compute([np.sum(x), np.max(x)]);
 * [total.item(), largest.item()] // [15, 5]
 */
export async function compute(
  arrays: readonly LazyArray[],
  options: ComputeOptions = {},
): Promise<np.WasmArray[]> {
  const profile = profileFor(options);
  const chunks = await computeChunks(arrays, { ...options, profile: profile ?? false });
  const results = arrays.map((array, i) => join(array.chunks, chunks[i] as np.WasmArray[]));
  keepProfile(results, profile);
  return results;
}

/** Computes the chunks of some arrays, and returns arrays of these, of which all lengths are known. */
export async function persist(
  arrays: readonly LazyArray[],
  options: ComputeOptions = {},
): Promise<LazyArray[]> {
  const profile = profileFor(options);
  const chunks = await computeChunks(arrays, { ...options, profile: profile ?? false });
  const results = arrays.map((array, i) => {
    const sources = new Map<string, unknown>();
    const lengths = array.chunks.map((own) => [...own]);
    for (const [position, index] of [...chunkIndices(array.numblocks)].entries()) {
      const chunk = chunks[i][position] as np.WasmArray;
      sources.set(index.join(), chunk);
      for (const [axis, at] of index.entries()) lengths[axis][at] = chunk.shape[axis];
    }
    const layer = makeSource("persist", array.layer.name, (index) => sources.get(index.join()));
    return new LazyArray(layer, lengths, array.dtype);
  });
  keepProfile(results, profile);
  return results;
}

/** Chunks side by side as one array, in place of them. */
function join(chunks: Chunks, list: readonly np.WasmArray[]): np.WasmArray {
  if (list.length === 1) return list[0];
  const whole = np.scope(() => {
    const grid = (axis: number, first: number, count: number): np.WasmArray => {
      if (axis === chunks.length) return list[first];
      const each = count / chunks[axis].length;
      const parts = chunks[axis].map((_, i) => grid(axis + 1, first + i * each, each));
      return parts.length === 1 ? parts[0] : np.concat(parts, { axis });
    };
    return grid(0, 0, list.length);
  });
  // Arrays of other kinds may have no such method.
  for (const chunk of list as readonly Partial<np.WasmArray>[]) chunk.dispose?.();
  return whole;
}
