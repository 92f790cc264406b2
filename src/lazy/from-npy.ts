import { dtypes } from "../dtype.ts";
import * as np from "../index.ts";
import { tidyElements } from "../io/byte-order.ts";
import { bytesIn, fileSystem, pathOf, readFully, withFile } from "../io/files.ts";
import {
  checkLength,
  locateText,
  mostCharacters,
  type NpyHeader,
  parseHeader,
  prefixBytes,
} from "../io/npy-header.ts";
import { rowMajor, sizeOf } from "../shape.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, chunkShape, normalizeChunks } from "./chunks.ts";
import { zeros } from "./creation.ts";
import type { ChunkOptions } from "./from-array.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";

/**
 * The array of a .npy file, which may be larger than memory: of each chunk that is wanted its own bytes are read. The file must not be
 * written to before.
 * @throws Error for a file that is missing, no .npy file, or shorter than it says; DTypeError for a data type that there is not here
 * @example
 * const x = await lazy.fromNpy("large.npy", { chunks: [1000, -1] }).catch(() => null);
 * x // null
 */
export async function fromNpy(
  place: string | URL,
  { chunks: given = "auto" }: ChunkOptions = {},
): Promise<LazyArray> {
  const path = pathOf(place);
  const header = readHeader(path);
  const { shape, dtype } = header;
  const chunks = normalizeChunks("fromNpy", given, shape, dtypes[dtype].size);
  if (shape.includes(0)) return zeros(shape, { dtype, chunks });
  const bounds = chunks.map(boundsOf);
  const layer = makeLayer("fromNpy", [], [path, header, chunks], (index) => ({
    fn: "lazy.readNpy",
    args: [
      path,
      header as unknown as { [name: string]: never },
      index.map((i, axis) => bounds[axis][i]),
      chunkShape(chunks, index),
    ],
  }));
  return new LazyArray(layer, chunks, dtype);
}

function readHeader(path: string): NpyHeader {
  const fs = fileSystem("fromNpy");
  const name = `fromNpy: ${path}`;
  return withFile(fs, path, (descriptor) => {
    const prefix = new Uint8Array(prefixBytes);
    const length = readFully(fs, descriptor, prefix, 0);
    const { begin, end } = locateText(name, prefix.subarray(0, length), mostCharacters);
    const bytes = new Uint8Array(end);
    if (readFully(fs, descriptor, bytes, 0) < end) throw new Error(`${name} ends within its header`);
    const header = parseHeader(name, bytes, begin);
    checkLength(name, header, fs.fstatSync(descriptor).size);
    return header;
  });
}

/** A part of the array in a file, from `starts` on. */
function readPart(path: string, header: NpyHeader, starts: number[], lengths: number[]): np.WasmArray {
  const { dtype, isFortran, shape, isSwapped } = header;
  const lying = (list: readonly number[]) => (isFortran ? list.toReversed() : list);
  const x = np.empty(lying(lengths), { dtype });
  const bytes = bytesIn(x);
  const fs = fileSystem("fromNpy");
  withFile(fs, path, (descriptor) => {
    const read = windowed(
      (target, position) => {
        const length = readFully(fs, descriptor, target, position);
        if (length === target.byteLength) return;
        throw new Error(`fromNpy: ${path} ends at ${position + length}, within its elements`);
      },
      header.start + sizeOf(shape) * dtypes[dtype].size,
    );
    forEachRun(lying(shape), lying(starts), lying(lengths), (from, to, count) => {
      const { size } = dtypes[dtype];
      read(bytes.subarray(to * size, (to + count) * size), header.start + from * size);
    });
  });
  tidyElements(bytes, dtype, isSwapped);
  return isFortran && shape.length > 1 ? np.permute_dims(x, [...shape.keys()].reverse()) : x;
}

/** Calls `visit` with each stretch of a box that lies in one piece in its array: where it is there, where in the box, how long it is. */
function forEachRun(
  shape: readonly number[],
  starts: readonly number[],
  lengths: readonly number[],
  visit: (from: number, to: number, count: number) => void,
): void {
  const strides = rowMajor(shape);
  // Axes from `inner` on are whole, but for the first of them.
  let inner = shape.length;
  while (inner > 0 && (inner === shape.length || lengths[inner] === shape[inner])) inner--;
  const count = sizeOf(lengths.slice(inner));
  let to = 0;
  const walk = (axis: number, from: number): void => {
    if (axis >= inner) {
      visit(from + (shape.length ? starts[inner] * strides[inner] : 0), to, count);
      to += count;
      return;
    }
    for (let i = 0; i < lengths[axis]; i++) walk(axis + 1, from + (starts[axis] + i) * strides[axis]);
  };
  walk(0, 0);
}

type Read = (target: Uint8Array, position: number) => void;

/** Bytes that are read at a time where stretches that are wanted are short and near each other. */
const windowBytes = 2 ** 18;
/** A stretch, and the gap to the next one, that count as short. */
const shortBytes = 2 ** 14;

/** Reads short stretches, in the order in which they lie in a file that ends at `end`, by way of larger ones. */
function windowed(read: Read, end: number): Read {
  let window = new Uint8Array(0);
  let first = 0;
  let last = Number.NEGATIVE_INFINITY;
  return (target, position) => {
    const isNear = position - last < shortBytes && target.byteLength < shortBytes;
    last = position + target.byteLength;
    if (position >= first && last <= first + window.byteLength) {
      target.set(window.subarray(position - first, last - first));
    } else if (isNear && last <= end) {
      window = new Uint8Array(Math.min(windowBytes, end - position));
      first = position;
      read(window, first);
      target.set(window.subarray(0, target.byteLength));
    } else read(target, position);
  };
}

registerOwn("lazy.readNpy", readPart);
