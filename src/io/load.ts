import type { WasmArray } from "../array/wasm-array.ts";
import { checkOptions } from "../np/options.ts";
import { type ReadLimits, readArray } from "./npy.ts";
import { isNpy, mostCharacters, prefixBytes } from "./npy-header.ts";
import { isZip, NpzFile } from "./npz-file.ts";
import { Reader } from "./reader.ts";
import { type FileLike, openSource, toSeekable } from "./source.ts";

export interface LoadOptions {
  /** Characters that the header of an array may have; 10,000 by default. */
  max_header_size?: number | undefined;
  /** Bytes that the elements of an array may take. What memory cannot hold is a RangeError in any case. */
  maxBytes?: number | undefined;
}

/**
 * The array of a .npy file, or the archive of a .npz file: the contents decide, not the name. A path, a URL, a Blob, a Response, bytes
 * or a stream is read; elements go straight into the array's memory.
 *
 * Throws an Error for a file that is missing, neither of both, damaged, or shorter than it says; a DTypeError for elements that there
 * is no dtype for (objects, strings, records, dates, float16), a RangeError for an array larger than `maxBytes`.
 *
 * @example
 * const file = await np.save(Uint8Array, np.asarray([[1, 2], [3, 4]]));
 * await np.load(file) // array([[1., 2.], [3., 4.]])
 */
export async function load(file: `${string}.npz`, options?: LoadOptions): Promise<NpzFile>;
export async function load<T extends WasmArray | NpzFile = WasmArray>(
  file: FileLike,
  options?: LoadOptions,
): Promise<T>;
export async function load(file: FileLike, options: LoadOptions = {}): Promise<WasmArray | NpzFile> {
  const limits = checkLimits(options);
  const source = await openSource("load", file);
  const name = `load: ${source.name}`;
  const reader = new Reader(source.read());
  try {
    const prefix = await reader.peek(prefixBytes);
    if (isNpy(prefix)) return await readArray("load", name, reader, source.size, limits);
    if (!isZip(prefix)) throw new Error(`${name} is neither a .npy file nor a .npz file`);
    // Where the files of an archive are, its end says.
    return await NpzFile.open(name, await toSeekable(source, reader.rest()), limits);
  } finally {
    await reader.close();
  }
}

function checkLimits(options: LoadOptions): ReadLimits {
  checkOptions("load", options, ["max_header_size", "maxBytes"]);
  const { max_header_size = mostCharacters, maxBytes = Number.POSITIVE_INFINITY } = options;
  for (const [key, value] of Object.entries({ max_header_size, maxBytes })) {
    if (typeof value !== "number" || !(value >= 0)) {
      throw new TypeError(`load: ${key} is a number of bytes, not ${String(value)}`);
    }
  }
  return { header: max_header_size, array: maxBytes };
}
