/** safetensors files, by the names of the Python package: https://huggingface.co/docs/safetensors. */
import { type Coercible, coerce } from "../../array/convert.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/index.ts";
import { isPlain } from "../../dispatch/protocol.ts";
import { checkFlag, checkOptions } from "../../np/options.ts";
import { writeElements } from "../elements.ts";
import { Reader } from "../reader.ts";
import type { NamedArrays } from "../save.ts";
import { type Destination, type Written, writeFile } from "../sink.ts";
import { type FileLike, openSource, toSeekable } from "../source.ts";
import { sortArrays, writeHeader } from "./header.ts";
import { readHeader, readTensor, SafeTensors } from "./read.ts";

export { SafeTensors } from "./read.ts";

export interface ReadOptions {
  /** Read F16 and BF16 as float32, which holds every value of these; else they are refused. */
  widen?: boolean | undefined;
}

export interface SaveFileOptions {
  metadata?: { readonly [key: string]: string } | undefined;
}

/**
 * All arrays of a safetensors file, by name. Streams are read as they come.
 *
 * Throws an Error for a file that is missing, no safetensors file, or not as long as it says; a DTypeError for dtypes that there
 * are no arrays of, such as F8_E4M3, and for F16 and BF16 without `widen`.
 *
 * @example
 * const file = await np.safetensors.save_file({ x: [1, 2] }, Uint8Array);
 * (await np.safetensors.load_file(file)).x // array([1., 2.])
 */
export async function load_file(
  file: FileLike,
  options: ReadOptions = {},
): Promise<{ [name: string]: WasmArray }> {
  const id = "safetensors.load_file";
  const widen = checkWiden(id, options);
  const source = await openSource(id, file);
  const name = `${id}: ${source.name}`;
  const reader = new Reader(source.read());
  const arrays: [string, WasmArray][] = [];
  try {
    const { tensors } = await readHeader(name, reader, source.size, widen);
    for (const tensor of tensors)
      arrays.push([tensor.name, await readTensor(id, name, reader, tensor, source)]);
    if (await reader.next()) throw new Error(`${name} is longer than its header says`);
  } catch (error) {
    for (const [, x] of arrays) x.dispose();
    throw error;
  } finally {
    await reader.close();
  }
  return Object.fromEntries(arrays);
}

/**
 * A safetensors file whose arrays are read by name. Throws as `load_file` does.
 *
 * @example
 * const file = await np.safetensors.save_file({ x: [1, 2] }, Blob, { metadata: { format: "np" } });
 * const tensors = await np.safetensors.safe_open(file);
 * tensors.metadata() // { format: "np" }
 */
export async function safe_open(file: FileLike, options: ReadOptions = {}): Promise<SafeTensors> {
  const id = "safetensors.safe_open";
  const widen = checkWiden(id, options);
  const source = await toSeekable(await openSource(id, file));
  const reader = new Reader(source.read());
  try {
    return new SafeTensors(id, source, await readHeader(`${id}: ${source.name}`, reader, source.size, widen));
  } finally {
    await reader.close();
  }
}

function checkWiden(id: string, options: ReadOptions): boolean {
  checkOptions(id, options, ["widen"]);
  return checkFlag(id, "widen", options.widen) ?? false;
}

/**
 * Writes arrays by name to a safetensors file, byte for byte as the format's own writer does. `file` is as for `np.save`, but no
 * ending is added to a path. Until it is written the arrays must not be changed.
 *
 * Throws a DTypeError for complex128, which the format has not got.
 *
 * @example
 * const file = await np.safetensors.save_file({ x: np.asarray([true]) }, Uint8Array);
 * new TextDecoder().decode(file.subarray(8, 64)) // {"x":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}
 */
export const save_file = /* @__PURE__ */ overridable(
  "safetensors.save_file",
  (arrays) => (isPlain(arrays) ? Object.values(arrays) : [arrays]),
  async <D extends Destination>(
    arrays: NamedArrays,
    file: D,
    options: SaveFileOptions = {},
  ): Promise<Written<D>> => {
    const id = "safetensors.save_file";
    checkOptions(id, options, ["metadata"]);
    const { metadata } = options;
    if (
      metadata &&
      !(isPlain(metadata) && Object.values(metadata).every((text) => typeof text === "string"))
    ) {
      throw new TypeError(`${id}: metadata are texts by name, not ${String(metadata)}`);
    }
    if (!isPlain(arrays)) throw new TypeError(`${id}: arrays are given by name, not ${String(arrays)}`);
    const made: WasmArray[] = [];
    try {
      const sources = Object.entries(arrays).map(([name, x]): [string, WasmArray] => {
        const source = coerce(id, x as WasmArray | Coercible);
        if (source !== x) made.push(source);
        return [name, source];
      });
      return await writeFile(id, file, "", writeTensors(id, sources, metadata));
    } finally {
      for (const x of made) x.dispose();
    }
  },
);

function* writeTensors(
  id: string,
  arrays: readonly [string, WasmArray][],
  metadata: SaveFileOptions["metadata"],
): Generator<Uint8Array> {
  const sorted = sortArrays(id, arrays);
  yield writeHeader(sorted, metadata);
  for (const [, x] of sorted) yield* writeElements(id, x);
}
