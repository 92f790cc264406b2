/** Results that are several arrays. */
import type { DType } from "../dtype.ts";
import { registerOwn } from "./chunk-functions.ts";
import type { Chunks } from "./chunks.ts";
import { type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";

/** A named part of a result that is several arrays. */
function item(result: Readonly<Record<string, unknown>>, name: string): unknown {
  return result[name];
}

registerOwn("lazy.item", item);

/** A named part of the results of a layer as an array. */
export function part(
  results: Layer,
  name: string,
  chunks: Chunks,
  dtype: DType,
  source: (index: readonly number[]) => readonly number[],
): LazyArray {
  const layer = makeLayer(
    `${results.operation}-${name}`,
    [results],
    name,
    (index, use) => ({ fn: "lazy.item", args: [use(results, source(index)), name] }),
    true,
  );
  return new LazyArray(layer, chunks, dtype);
}
