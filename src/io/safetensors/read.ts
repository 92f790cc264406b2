import { allocateArray, type WasmArray } from "../../array/wasm-array.ts";
import { readElements } from "../elements.ts";
import { Reader } from "../reader.ts";
import type { SeekableSource, Source } from "../source.ts";
import { widenHalves, widenUpperHalves } from "./half.ts";
import { type Header, halves, lengthBytes, parseHeader, type Tensor, textLength } from "./header.ts";

/** Reads the header, which `reader` is at. */
export async function readHeader(
  name: string,
  reader: Reader,
  size: number | undefined,
  widen: boolean,
): Promise<Header> {
  const length = textLength(name, await reader.take(lengthBytes));
  const text = await reader.take(length);
  if (text.length < length) throw new Error(`${name} ends within its header`);
  return parseHeader(name, text, size, widen);
}

/** Reads a tensor, which `reader` is at, as an array. */
export async function readTensor(
  id: string,
  name: string,
  reader: Reader,
  tensor: Tensor,
  { size }: Source,
): Promise<WasmArray> {
  const { code, shape, start, dtype } = tensor;
  const isHalf = halves.includes(code);
  const place = {
    dtype: isHalf ? ("uint16" as const) : dtype,
    isSwapped: false,
    isFortran: false,
    shape,
    start,
  };
  const x = await readElements(id, `${name}: ${tensor.name}`, reader, place, size === undefined);
  return isHalf ? widen(id, x, code) : x;
}

/** A float32 for each number of two bytes, in the place of these. */
function widen(id: string, bits: WasmArray, code: string): WasmArray {
  try {
    const x = allocateArray(id, "float32", bits.shape);
    const convert = code === "F16" ? widenHalves : widenUpperHalves;
    const { data } = x;
    convert(bits.data as Uint16Array, data as Float32Array);
    return x;
  } finally {
    bits.dispose();
  }
}

/**
 * The arrays of a safetensors file, each of which is read when it is asked for.
 * @example
 * const file = await np.safetensors.save_file({ weight: [[1, 2]], bias: [3] }, Uint8Array);
 * const tensors = await np.safetensors.safe_open(file);
 * tensors.keys() // ["bias", "weight"]
 */
export class SafeTensors {
  readonly #id: string;
  readonly #source: SeekableSource;
  readonly #tensors: ReadonlyMap<string, Tensor>;
  readonly #metadata: Header["metadata"];

  /** @internal */
  constructor(id: string, source: SeekableSource, { tensors, metadata }: Header) {
    this.#id = id;
    this.#source = source;
    this.#tensors = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    this.#metadata = metadata;
  }

  /** The names of the arrays, in the order in which they lie. */
  keys(): string[] {
    return [...this.#tensors.keys()];
  }

  /** What the file says of itself. */
  metadata(): { readonly [key: string]: string } {
    return this.#metadata;
  }

  /** Reads an array, a new one each time. @throws Error if there is none of this name */
  async get_tensor(name: string): Promise<WasmArray> {
    const source = this.#source;
    const label = `${this.#id}: ${source.name}`;
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new Error(`${label} has no array ${name}; it has ${this.keys().join(", ")}`);
    const reader = new Reader(source.read(tensor.start, tensor.end));
    try {
      return await readTensor(this.#id, label, reader, tensor, source);
    } finally {
      await reader.close();
    }
  }
}
