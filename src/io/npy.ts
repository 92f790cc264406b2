/** Arrays in .npy files, and in archives of such. */
import { permuteView } from "../array/views.ts";
import { isContiguous, type WasmArray } from "../array/wasm-array.ts";
import { readElements, writeElements } from "./elements.ts";
import {
  checkLength,
  elementBytes,
  locateText,
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
