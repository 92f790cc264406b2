/** Arrays in .npy files, and in archives of such. */

import { contiguous } from "../array/copy.ts";
import { partView, permuteView } from "../array/views.ts";
import { allocateArray, isContiguous, type WasmArray } from "../array/wasm-array.ts";
import { tidyElements } from "./byte-order.ts";
import { bytesIn } from "./files.ts";
import {
  checkLength,
  elementBytes,
  locateText,
  type NpyHeader,
  parseHeader,
  prefixBytes,
  writeHeader,
} from "./npy-header.ts";
import type { Reader } from "./reader.ts";

export interface ReadLimits {
  /** Characters of a header. */
  readonly header: number;
  /** Bytes of the elements of one array. */
  readonly array: number;
}

/**
 * Reads an array from its header on.
 * @param name function and file, as errors are to name them
 * @param size bytes from the header to the end, if known
 */
export async function readArray(
  id: string,
  name: string,
  reader: Reader,
  size: number | undefined,
  limits: ReadLimits,
): Promise<WasmArray> {
  const prefix = await reader.peek(prefixBytes);
  const { begin, end } = locateText(name, prefix, limits.header);
  const bytes = await reader.take(end);
  if (bytes.length < end) throw new Error(`${name} ends within its header`);
  const header = parseHeader(name, bytes, begin);
  const nbytes = elementBytes(header);
  if (nbytes > limits.array)
    throw new RangeError(`${name} has an array of ${nbytes} bytes; maxBytes allows ${limits.array}`);
  checkLength(name, header, size);
  return readElements(id, name, reader, header, size === undefined);
}

/** How many times as much memory may be asked for as bytes have arrived, where nobody knows how many will. */
const trust = 64;

async function readElements(
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

/** How an array lies in a file. */
interface Layout {
  readonly isFortran: boolean;
  /** What is written in row-major order: the array itself, or a view of its transpose, which is the caller's. */
  readonly rows: WasmArray;
}

/** In the order of columns where elements lie so in memory, and not in that of rows too. */
function layoutOf(id: string, x: WasmArray): Layout {
  if (isContiguous(x)) return { isFortran: false, rows: x };
  const rows = permuteView(id, x, [...x.shape.keys()].reverse());
  if (isContiguous(rows)) return { isFortran: true, rows };
  rows.dispose();
  return { isFortran: false, rows: x };
}

/** The bytes of a .npy file as NumPy writes it, in pieces, each of which holds until the next one is asked for. */
export function* writeArray(id: string, x: WasmArray): Generator<Uint8Array> {
  const { isFortran, rows } = layoutOf(id, x);
  try {
    yield writeHeader(x.dtype, isFortran, x.shape);
    yield* writeElements(id, rows);
  } finally {
    if (rows !== x) rows.dispose();
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
