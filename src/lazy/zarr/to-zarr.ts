import { dtypes } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type * as np from "../../index.ts";
import { fileSystem, pathOf } from "../../io/files.ts";
import { format } from "../../shape.ts";
import { registerOwn } from "../chunk-functions.ts";
import { type ChunkSpecification, checkKnown, chunkIndices, normalizeChunks, sameChunks } from "../chunks.ts";
import { buildGraph } from "../graph.ts";
import { type ChunkIndex, type Layer, makeLayer, makeSource, type Use } from "../layer.ts";
import type { LazyArray } from "../lazy-array.ts";
import { rechunk } from "../rechunk.ts";
import { type RunOptions, run } from "../scheduler/run.ts";
import type { Argument, Task } from "../task.ts";
import { encode, Opened, openAt, openIn } from "./chunks.ts";
import { within } from "./from-zarr.ts";
import {
  type Compressor,
  documentKeys,
  gridOf,
  parseMetadata,
  type Version,
  writeMetadata,
} from "./metadata.ts";
import { isRemote, type ZarrStore } from "./store.ts";

export interface ToZarrOptions extends RunOptions {
  /** Where in the store the array is to be. */
  path?: string | undefined;
  /** The store's chunks, of the same lengths but for the last along each axis; the longest of the array by default. */
  chunks?: ChunkSpecification | undefined;
  /** The version of the format, 3 by default. */
  version?: Version | undefined;
  /** How chunks are compressed: "zstd" by default, "blosc", or null. */
  compressor?: Compressor | undefined;
  /** Whether an array that is there already is replaced. */
  overwrite?: boolean | undefined;
}

/** Computes an array and writes its chunks as a Zarr array: see `LazyArray.toZarr`. */
export async function toZarr(
  x: LazyArray,
  target: string | URL | ZarrStore,
  { path = "", chunks, version = 3, compressor = "zstd", overwrite = false, ...options }: ToZarrOptions = {},
): Promise<void> {
  if (![2, 3].includes(version)) throw new RangeError(`toZarr: version 2 or 3, not ${String(version)}`);
  if (!["zstd", "blosc", null].includes(compressor)) {
    throw new TypeError(`toZarr: compressor "zstd", "blosc" or null, not ${String(compressor)}`);
  }
  const chunkShape = regularChunks(x, chunks);
  const aligned = rechunk(x, gridOf({ shape: x.shape, chunkShape }));
  const text = writeMetadata(version, x.shape, chunkShape, x.dtype, compressor);
  const folder = path.replace(/^\/+|\/+$/g, "");
  const destination = { version, text, overwrite, options };
  if (typeof target === "string" || target instanceof URL) {
    const place = String(target).replace(/\/+$/, "");
    await writeFolder(aligned, folder ? `${place}/${folder}` : place, destination);
  } else await writeStore(aligned, within(target, folder), destination);
}

interface Destination {
  readonly version: Version;
  readonly text: string;
  readonly overwrite: boolean;
  readonly options: RunOptions;
}

/** The lengths of the store's chunks. @throws ShapeError for chunks that are asked for and differ in length */
function regularChunks(x: LazyArray, asked: ChunkSpecification | undefined): number[] {
  checkKnown("toZarr", x.chunks);
  const chunks =
    asked === undefined ? undefined : normalizeChunks("toZarr", asked, x.shape, dtypes[x.dtype].size);
  const chunkShape = (chunks ?? x.chunks).map((lengths) => Math.max(1, ...lengths));
  if (chunks && !sameChunks(chunks, gridOf({ shape: x.shape, chunkShape }))) {
    throw new ShapeError(
      `toZarr: chunks ${chunks.map(format).join(", ")}: those of a store have the same length but for the last`,
    );
  }
  return chunkShape;
}

/** Writes into a folder beside the one that is wanted, which has its name when all is there. */
async function writeFolder(
  x: LazyArray,
  place: string,
  { version, text, overwrite, options }: Destination,
): Promise<void> {
  if (isRemote(place)) throw new TypeError(`toZarr: ${place} can only be read`);
  const fs = fileSystem("toZarr");
  const path = pathOf(place);
  const isThere = fs.existsSync(path);
  if (isThere && !overwrite)
    throw new Error(`toZarr: ${path} is there already: { overwrite: true } replaces it`);
  const partial = `${path}.partial-${Math.random().toString(36).slice(2)}`;
  fs.mkdirSync(partial, { recursive: true });
  try {
    await writeChunks(x, [], options, (chunk, index) => ({
      fn: "lazy.writeZarr",
      args: [chunk, partial, version, text, ...index],
    }));
    fs.writeFileSync(partial + documentKeys[version], text);
    if (isThere) fs.rmSync(path, { recursive: true });
    fs.renameSync(partial, path);
  } catch (error) {
    fs.rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Writes into a store of this thread: the document comes last, and what has been written goes if something fails. */
async function writeStore(
  x: LazyArray,
  store: ZarrStore,
  { version, text, overwrite, options }: Destination,
): Promise<void> {
  if (!store.set) throw new TypeError("toZarr: the store has no method set: it can only be read");
  const documents = Object.values(documentKeys);
  for (const key of documents) {
    if (!(await store.get(key))) continue;
    if (!overwrite) throw new Error(`toZarr: there is ${key} already: { overwrite: true } replaces it`);
    if (!store.delete) throw new TypeError("toZarr: the store has no method delete: nothing can be replaced");
    await store.delete(key);
  }
  const written: string[] = [];
  const noting: ZarrStore = {
    ...store,
    set(key, value) {
      written.push(key);
      return store.set!(key, value);
    },
  };
  try {
    const opened = new Opened(await openIn(noting, version, text), parseMetadata(text, version, "toZarr"));
    const source = makeSource("store", [text, Math.random()], () => opened);
    await writeChunks(x, [source], options, (chunk, index, use) => ({
      fn: "lazy.writeOpenZarr",
      args: [chunk, use(source, []), ...index],
    }));
    await store.set(documentKeys[version], new TextEncoder().encode(text));
  } catch (error) {
    for (const key of written) await store.delete?.(key);
    throw error;
  }
}

/** Runs a task for each chunk that has elements. */
async function writeChunks(
  x: LazyArray,
  inputs: readonly Layer[],
  options: RunOptions,
  taskFor: (chunk: Argument, index: ChunkIndex, use: Use) => Task,
): Promise<void> {
  if (x.size === 0) return;
  const layer = makeLayer(
    "toZarr",
    [x.layer, ...inputs],
    Math.random(),
    (index, use) => taskFor(use(x.layer, index), index, use),
    inputs.length === 0,
  );
  const chunks = [...chunkIndices(x.numblocks)].map((index) => [layer, index] as const);
  await run(buildGraph(chunks, { fused: true }), options);
}

const writeAt = async (
  chunk: np.WasmArray,
  place: string,
  version: Version,
  text: string,
  ...index: number[]
) => encode(await openAt(place, version, text), parseMetadata(text, version, place), index, chunk);

const writeOpen = (chunk: np.WasmArray, opened: Opened, ...index: number[]) => opened.write(index, chunk);

registerOwn("lazy.writeZarr", writeAt);
registerOwn("lazy.writeOpenZarr", writeOpen);
