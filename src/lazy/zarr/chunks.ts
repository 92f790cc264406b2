/** Reading chunks of Zarr arrays, in whatever thread. */
import { isContiguous } from "../../array/wasm-array.ts";
import { dtypes } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";
import * as np from "../../index.ts";
import { bytesIn } from "../../io/files.ts";
import { rowMajor, sizeOf } from "../../shape.ts";
import { registerOwn } from "../chunk-functions.ts";
import { documentKeys, gridOf, type Metadata, parseMetadata, type Version } from "./metadata.ts";
import { Folder, isRemote, type OpenArray, storeAt, type ZarrStore, zarrita } from "./store.ts";

/** An array in a store: its place, the version of its document, and that itself. */
export type Place = readonly [place: string, version: Version, text: string];

/** Arrays that have been opened in this thread, the last ones. */
const opened = new Map<string, Promise<OpenArray>>();
const mostOpened = 16;

/** The array at a place, as zarrita reads and writes it. */
export function openAt(...[place, version, text]: Place): Promise<OpenArray> {
  const name = `${place}\n${text}`;
  const known = opened.get(name);
  if (known) return known;
  const array = storeAt(place).then((store) => openIn(store, version, text));
  array.catch(() => opened.delete(name));
  if (opened.size >= mostOpened) opened.delete(opened.keys().next().value!);
  opened.set(name, array);
  return array;
}

/** The array that `text` describes, with chunks in a store; what the store says itself is not read. */
export async function openIn(store: ZarrStore, version: Version, text: string): Promise<OpenArray> {
  const document = new TextEncoder().encode(describeToZarrita(version, text));
  const { isBlosc } = parseMetadata(text, version, "zarr");
  const view: ZarrStore = {
    async get(key) {
      if (key === documentKeys[version]) return document;
      if (key === "/.zattrs") return undefined;
      const value = await store.get(key);
      if (value && isBlosc) checkBlosc(value);
      return value;
    },
    // Absent where there is no such method: zarrita asks.
    ...(store.getRange && { getRange: store.getRange.bind(store) }),
    ...(store.set && { set: store.set.bind(store) }),
  };
  const { open } = await zarrita();
  return open[`v${version}`](view, { kind: "array" });
}

/** Checks the length that a header of Blosc tells (README_CHUNK_FORMAT.rst of c-blosc): the decoder does not. */
function checkBlosc(value: Uint8Array): void {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const told = value.byteLength < 16 ? 16 : view.getUint32(12, true);
  if (told !== value.byteLength) throw new RangeError(`it is ${value.byteLength} bytes long, not ${told}`);
}

/** zarrita has no complex numbers: the last axis then is twice as long, of real and imaginary parts. */
function describeToZarrita(version: Version, text: string): string {
  const { dtype, shape } = parseMetadata(text, version, "zarr");
  if (dtypes[dtype].kind !== "complex") return text;
  const document = JSON.parse(text);
  const { codecs = [], order, fill_value } = document;
  const isPlain =
    order !== "F" && codecs.every(({ name }: { name: string }) => !/transpose|shard/.test(name));
  const [re, im] = [fill_value ?? 0].flat();
  if (shape.length === 0 || !isPlain || re !== (im ?? re)) {
    throw new DTypeError(
      `zarr: ${dtype} without axes, transposed, in shards, or filled with i is not supported`,
    );
  }
  const double = (lengths: number[]) => lengths.map((n, axis) => (axis === lengths.length - 1 ? 2 * n : n));
  document.fill_value = re;
  document.shape = double(document.shape);
  if (version === 2) {
    document.chunks = double(document.chunks);
    document.dtype = document.dtype.replace("c16", "f8").replace("c8", "f4");
  } else {
    const { configuration } = document.chunk_grid;
    configuration.chunk_shape = double(configuration.chunk_shape);
    document.data_type = dtype === "complex64" ? "float32" : "float64";
  }
  return JSON.stringify(document);
}

/** A chunk of the array at a place. Where it lies in a file as it is in memory, it is read into that. */
function readChunk(place: string, version: Version, text: string, ...index: number[]) {
  const metadata = parseMetadata(text, version, place);
  const where = place + metadata.keyOf(index);
  if (!metadata.isRaw || isRemote(place)) {
    return openAt(place, version, text).then((array) => decode(array, metadata, index, where));
  }
  const x = np.empty(metadata.chunkShape, { dtype: metadata.dtype });
  const isThere = explaining(where, () => new Folder(place).readInto(metadata.keyOf(index), bytesIn(x)));
  if (isThere) return trim(x, metadata, index);
  return openAt(place, version, text).then((array) => decode(array, metadata, index, where));
}

/** A chunk of an array that zarrita has opened in this thread. */
const readOpen = (opened: Opened, ...index: number[]) => opened.read(index);

type Layout = Pick<Metadata, "shape" | "chunkShape" | "dtype" | "keyOf">;

/** An array that only this thread can read: to schedulers a foreign one, by its shape. */
export class Opened {
  readonly #array: OpenArray;
  readonly #layout: Layout;

  constructor(array: OpenArray, layout: Layout) {
    this.#array = array;
    this.#layout = layout;
  }

  get shape(): readonly number[] {
    return this.#layout.shape;
  }

  read(index: number[]): Promise<np.WasmArray> {
    return decode(this.#array, this.#layout, index, this.#layout.keyOf(index));
  }

  write(index: number[], chunk: np.WasmArray): Promise<null> {
    return encode(this.#array, this.#layout, index, chunk);
  }
}

async function decode(
  array: OpenArray,
  metadata: Layout,
  index: number[],
  where: string,
): Promise<np.WasmArray> {
  const { chunkShape, dtype } = metadata;
  const { data, stride } = await explaining(where, () => array.getChunk(index));
  const expected = sizeOf(chunkShape) * dtypes[dtype].size;
  if (data.byteLength !== expected) {
    throw new Error(`zarr: the chunk ${where} has ${data.byteLength} bytes, not ${expected}`);
  }
  return np.scope(() => {
    // Axes as they lie in memory, the outermost first.
    const order = [...chunkShape.keys()].sort((a, b) => stride[b] - stride[a] || a - b);
    const lying = np.empty(
      order.map((axis) => chunkShape[axis]),
      { dtype },
    );
    bytesIn(lying).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    const back = order.map((_, axis) => order.indexOf(axis));
    return trim(order.every((axis, i) => axis === i) ? lying : np.permute_dims(lying, back), metadata, index);
  });
}

/** Writes a chunk through zarrita. */
export async function encode(
  array: OpenArray,
  { chunkShape, dtype }: Layout,
  index: readonly number[],
  chunk: np.WasmArray,
): Promise<null> {
  // A copy outside of the memory that threads share, which codecs do not take.
  const data = np.scope(() => (isContiguous(chunk) ? chunk : np.asarray(chunk, { copy: true })).data.slice());
  const { slice, set } = await zarrita();
  if (chunk.ndim === 0) {
    await set(array, [], dtype === "bool" ? Boolean(data[0]) : data[0]);
    return null;
  }
  // As zarrita sees complex numbers.
  const parts = dtypes[dtype].kind === "complex" ? 2 : 1;
  const last = chunk.ndim - 1;
  const widths = chunkShape.map((_, axis) => (axis === last ? parts : 1));
  const shape = chunk.shape.map((length, axis) => length * widths[axis]);
  const selection = shape.map((length, axis) => {
    const start = index[axis] * chunkShape[axis] * widths[axis];
    return slice(start, start + length);
  });
  await set(array, selection, { data, shape, stride: rowMajor(shape) });
  return null;
}

/** The part of a chunk that lies within the array. */
function trim(x: np.WasmArray, metadata: Layout, index: readonly number[]): np.WasmArray {
  const lengths = gridOf(metadata).map((axis, i) => axis[index[i]]);
  if (lengths.every((length, axis) => length === x.shape[axis])) return x;
  return x.at(...lengths.map((length) => `:${length}`));
}

/** What `action` returns; its errors name the chunk. */
function explaining<T>(where: string, action: () => T): T {
  const explain = (cause: unknown): never => {
    const reason = (cause as { cause?: Error }).cause?.message ?? (cause as Error).message;
    throw new Error(`zarr: the chunk ${where} cannot be read: ${reason}`, { cause });
  };
  try {
    const result = action();
    return result instanceof Promise ? (result.catch(explain) as T) : result;
  } catch (cause) {
    return explain(cause);
  }
}

registerOwn("lazy.readZarr", readChunk);
registerOwn("lazy.readOpenZarr", readOpen);
