import { dtypes } from "../dtype.ts";
import * as np from "../index.ts";
import { boundsOf, type ChunkSpecification, normalizeChunks } from "./chunks.ts";
import { type Layer, makeLayer, makeSource } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { tokenOfBytes } from "./token.ts";

export interface ChunkOptions {
  /** A length for all axes, or for each axis a length, a list of lengths, -1 (one chunk) or "auto". */
  chunks?: ChunkSpecification | undefined;
}

/**
 * A lazy array of an array in memory, a nested list or a typed array. Chunks are views: the array must not be written to
 * before they are computed. Two arrays of equal contents make equal keys.
 * @throws ShapeError for chunks that do not add up to the shape
 * @example
 * const x = lazy.fromArray(np.asarray([1, 2, 3, 4, 5]), { chunks: 2 });
 * x.chunks // [[2, 2, 1]]
 */
export function fromArray(
  array: np.WasmArray | np.Coercible,
  { chunks: given = "auto" }: ChunkOptions = {},
): LazyArray {
  const x = np.asarray(array);
  const chunks = normalizeChunks("fromArray", given, x.shape, dtypes[x.dtype].size);
  const source = sourceLayer(x);
  if (x !== array) x.dispose();
  const bounds = chunks.map(boundsOf);
  const layer = makeLayer("fromArray", [source], chunks, (index, use) => ({
    fn: "lazy.at",
    args: [
      use(source, []),
      ...index.map((i, axis) => `${bounds[axis][i]}:${bounds[axis][i + 1]}`),
      ...(index.length === 0 ? ["..."] : []),
    ],
  }));
  return new LazyArray(layer, chunks, x.dtype);
}

/** An array in memory as a layer of its own, named after what it holds. */
function sourceLayer(x: np.WasmArray): Layer {
  const token = np.scope(() => {
    const { data } = np.asarray(x, { copy: true });
    return tokenOfBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  });
  // A view, so that the bytes stay where they are when the user disposes the array.
  const source = x.at("...");
  return makeSource("array", [x.dtype, x.shape, token], () => source);
}
