import { checkDType } from "../../dtype.ts";
import type { ChunkSpecification } from "../chunks.ts";
import { zeros } from "../creation.ts";
import { type Layer, makeLayer, makeSource } from "../layer.ts";
import { LazyArray } from "../lazy-array.ts";
import { Opened, openIn } from "./chunks.ts";
import { documentKeys, gridOf, type Metadata, parseMetadata, type Version } from "./metadata.ts";
import { type OpenArray, storeAt, type ZarrStore } from "./store.ts";

export interface FromZarrOptions {
  /** Other chunks than the store's. */
  chunks?: ChunkSpecification | undefined;
  /** Where in the store the array is. */
  path?: string | undefined;
}

/**
 * The array of a Zarr store, of version 2 or 3: its chunks are read when they are wanted, and chunks that a store does not have are
 * filled as it says. The store must not be written to before.
 *
 * A path or a URL ("file:", "http:", "https:") is plain data: workers read chunks by themselves. A store that is an object (a Map, one
 * of zarrita's) or an array that zarrita has opened belongs to this thread, which then reads its chunks and leaves the rest to workers.
 * Anything but uncompressed chunks in files needs the package zarrita.
 * @throws Error if there is no array, or its metadata cannot be read; DTypeError for a data type that NumPy-like arrays here lack
 * @example
 * const store = new Map<string, Uint8Array>();
 * await lazy.arange(0, 6, 1, { chunks: 4 }).toZarr(store);
 * const x = await lazy.fromZarr(store);
 * x.chunks // [[4, 2]]
 */
export async function fromZarr(
  source: string | URL | ZarrStore | OpenArray,
  { chunks, path = "" }: FromZarrOptions = {},
): Promise<LazyArray> {
  const x = isOpenArray(source) ? fromOpen(source) : await fromStore(source, path);
  return chunks === undefined ? x : x.rechunk(chunks);
}

const isOpenArray = (source: object | string): source is OpenArray =>
  typeof source === "object" && "getChunk" in source;

/** Tells stores and arrays in this thread apart. */
const numbers = new WeakMap<object, number>();
let count = 0;

function numberOf(source: object): number {
  const number = numbers.get(source) ?? count++;
  numbers.set(source, number);
  return number;
}

function fromOpen(array: OpenArray): LazyArray {
  const dtype = checkDType("fromZarr", array.dtype);
  const metadata = {
    shape: array.shape,
    chunkShape: array.chunks,
    dtype,
    keyOf: (index: readonly number[]) => `[${index}]`,
  };
  return fromOpened(array, metadata, [numberOf(array)]);
}

async function fromStore(source: string | URL | ZarrStore, path: string): Promise<LazyArray> {
  const isPlace = typeof source === "string" || source instanceof URL;
  const folder = path.replace(/^\/+|\/+$/g, "");
  const place = isPlace ? `${String(source).replace(/\/+$/, "")}${folder && `/${folder}`}` : "";
  const store = isPlace ? await storeAt(place) : within(source, folder);
  const [version, text] = await readDocument(store, place || `/${folder}`);
  const metadata = parseMetadata(text, version, `${place}${documentKeys[version]}`);
  if (!isPlace) {
    const array = await openIn(store, version, text);
    return fromOpened(array, metadata, [numberOf(source), folder, text]);
  }
  return arrayOf(metadata, [], [place, version, text], (index) => ({
    fn: "lazy.readZarr",
    args: [place, version, text, ...index],
  }));
}

/** A store as it is seen from one of its folders. */
export function within(store: ZarrStore, folder: string): ZarrStore {
  const keyOf = (key: string) => (folder ? `/${folder}${key}` : key);
  return {
    get: (key) => store.get(keyOf(key)),
    ...(store.getRange && { getRange: (key, range) => store.getRange!(keyOf(key), range) }),
    ...(store.set && { set: (key, value) => store.set!(keyOf(key), value) }),
    ...(store.delete && { delete: (key) => store.delete!(keyOf(key)) }),
  };
}

/** The version of the array in a store, and what its document says. */
async function readDocument(store: ZarrStore, where: string): Promise<readonly [Version, string]> {
  for (const version of [3, 2] as const) {
    const bytes = await store.get(documentKeys[version]);
    if (bytes) return [version, new TextDecoder().decode(bytes)];
  }
  throw new Error(`fromZarr: there is no Zarr array at ${where}: neither zarr.json nor .zarray`);
}

/** An array whose chunks this thread reads: it is a source of the graph. */
function fromOpened(
  array: OpenArray,
  metadata: ConstructorParameters<typeof Opened>[1],
  details: unknown,
): LazyArray {
  const opened = new Opened(array, metadata);
  const source = makeSource("store", details, () => opened);
  return arrayOf(metadata, [source], null, (index, use) => ({
    fn: "lazy.readOpenZarr",
    args: [use(source, []), ...index],
  }));
}

function arrayOf(
  metadata: Pick<Metadata, "shape" | "chunkShape" | "dtype">,
  inputs: readonly Layer[],
  details: unknown,
  task: Layer["task"],
): LazyArray {
  const { dtype, shape } = metadata;
  const chunks = gridOf(metadata);
  if (shape.includes(0)) return zeros(shape, { dtype, chunks });
  return new LazyArray(makeLayer("fromZarr", inputs, details, task), chunks, dtype);
}
