/** The elements of arrays in files. */
import { contiguous } from "../array/copy.ts";
import { partView, permuteView } from "../array/views.ts";
import { allocateArray, isContiguous, type WasmArray } from "../array/wasm-array.ts";
import { tidyElements } from "./byte-order.ts";
import { bytesIn } from "./files.ts";
import { elementBytes, type NpyHeader } from "./npy-header.ts";
import type { Reader } from "./reader.ts";

/** How many times as much memory may be asked for as bytes have arrived, where nobody knows how many will. */
const trust = 64;

/**
 * Reads the elements of an array straight into its memory.
 * @param isEndless whether nobody knows how many bytes there are
 */
export async function readElements(
  id: string,
  name: string,
  reader: Reader,
  header: NpyHeader,
  isEndless: boolean,
): Promise<WasmArray> {
  const { dtype, isSwapped, isFortran, shape, start } = header;
  const nbytes = elementBytes(header);
  const least = isEndless ? Math.ceil(nbytes / trust) : 0;
  const head = await reader.take(least);
  if (head.length < least) throw new Error(`${name} ends at ${start + head.length}, within its elements`);
  const x = allocateArray(id, dtype, isFortran ? shape.toReversed() : shape);
  try {
    bytesIn(x).set(head);
    for (let at = head.length; at < nbytes; ) {
      const piece = await reader.next(nbytes - at);
      if (!piece) throw new Error(`${name} ends at ${start + at}, within its elements`);
      bytesIn(x).set(piece, at);
      at += piece.length;
    }
    tidyElements(bytesIn(x), dtype, isSwapped);
    if (!isFortran || shape.length < 2) return x;
    const transposed = permuteView(id, x, [...shape.keys()].reverse());
    x.dispose();
    return transposed;
  } catch (error) {
    x.dispose();
    throw error;
  }
}

/** Bytes that are written at a time. */
const pieceBytes = 2 ** 19;
/** Bytes that are copied at a time where elements do not lie in their order. */
const copyBytes = 2 ** 24;

/** The elements in row-major order, by way of `buffer`: linear memory may grow while a piece is on its way. */
export function* writeElements(
  id: string,
  x: WasmArray,
  buffer: Uint8Array = new Uint8Array(Math.min(pieceBytes, x.nbytes)),
): Generator<Uint8Array> {
  if (isContiguous(x)) {
    for (let at = 0; at < x.nbytes; at += buffer.length) {
      const bytes = bytesIn(x).subarray(at, at + buffer.length);
      buffer.set(bytes);
      yield buffer.subarray(0, bytes.length);
    }
  } else if (x.nbytes <= copyBytes) {
    yield* writeThenDispose(id, contiguous(id, x), buffer);
  } else {
    const axis = x.shape.findIndex((length) => length > 1);
    const length = x.shape[axis];
    const count = Math.max(1, Math.floor(copyBytes / (x.nbytes / length)));
    for (let i = 0; i < length; i += count) {
      const part = partView(id, x, axis, i, Math.min(count, length - i));
      yield* writeThenDispose(id, part, buffer);
    }
  }
}

function* writeThenDispose(id: string, x: WasmArray, buffer: Uint8Array): Generator<Uint8Array> {
  try {
    yield* writeElements(id, x, buffer);
  } finally {
    x.dispose();
  }
}
