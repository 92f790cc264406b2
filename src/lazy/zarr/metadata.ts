/** Metadata of Zarr arrays, which tasks carry as text: they are what a store says, and plain data. */
import { type DType, dtypes } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";
import { codeOf, parseCode } from "../../io/type-codes.ts";
import { regular } from "../chunks.ts";

/** The versions of the format, https://zarr-specs.readthedocs.io. */
export type Version = 2 | 3;

/** The key of the document that describes an array. */
export const documentKeys: { readonly [V in Version]: string } = { 2: "/.zarray", 3: "/zarr.json" };

/** What is to be known of a Zarr array for it to be read. */
export interface Metadata {
  readonly version: Version;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Lengths of a chunk; those at the end of an axis are as long, whatever lies past the end. */
  readonly chunkShape: readonly number[];
  /** Whether a chunk's bytes are its elements as they lie in memory. */
  readonly isRaw: boolean;
  /** Whether a value of the store is what Blosc makes of a chunk. */
  readonly isBlosc: boolean;
  /** The key that a chunk has in the store: that of its shard, where there are shards. */
  keyOf(index: readonly number[]): string;
}

interface Codec {
  readonly name?: string;
  readonly configuration?: { readonly [name: string]: unknown };
}

/** The documents as they are, of which every part may be missing. */
interface Document {
  readonly node_type?: unknown;
  readonly shape?: unknown;
  readonly data_type?: unknown;
  readonly dtype?: unknown;
  readonly chunks?: unknown;
  readonly chunk_grid?: {
    readonly name?: unknown;
    readonly configuration?: { readonly chunk_shape?: unknown };
  };
  readonly chunk_key_encoding?: {
    readonly name?: string;
    readonly configuration?: { readonly separator?: string };
  };
  readonly dimension_separator?: string;
  readonly codecs?: readonly Codec[];
  readonly compressor?: unknown;
  readonly filters?: readonly unknown[] | null;
  readonly order?: unknown;
}

/**
 * @param where the document's place, for messages
 * @throws Error for what is no metadata of an array, DTypeError for a data type that there is not here
 */
export function parseMetadata(text: string, version: Version, where: string): Metadata {
  let document: Document;
  try {
    document = Object(JSON.parse(text));
  } catch (cause) {
    throw new Error(`zarr: ${where} is no JSON: ${(cause as Error).message}`, { cause });
  }
  if (version === 3 && document.node_type !== "array") {
    throw new Error(`zarr: ${where} describes a ${String(document.node_type)}, not an array`);
  }
  const { chunkShape, ...rest } = (version === 3 ? parseThird : parseSecond)(document, where);
  const { shape } = document;
  if (!isLengths(shape, 0) || !isLengths(chunkShape, 1) || shape.length !== chunkShape.length) {
    throw new Error(`zarr: ${where} has the shape ${String(shape)} in chunks of ${String(chunkShape)}`);
  }
  return { version, shape, chunkShape, ...rest };
}

type Parsed = Omit<Metadata, "version" | "shape" | "chunkShape"> & { readonly chunkShape: unknown };

function parseSecond(document: Document, where: string): Parsed {
  const { chunks, compressor, filters, order, dimension_separator: separator = "." } = document;
  const found = parseCode(document.dtype);
  if (!found) throw new DTypeError(`zarr: ${where} has the dtype ${JSON.stringify(document.dtype)}`);
  const isPlain = !compressor && !filters?.length && order !== "F";
  return {
    dtype: found.dtype,
    chunkShape: chunks,
    isRaw: isPlain && !found.isSwapped,
    isBlosc: (compressor as { id?: unknown } | null)?.id === "blosc",
    keyOf: (index) => `/${index.join(separator) || "0"}`,
  };
}

function parseThird(document: Document, where: string): Parsed {
  const { data_type: dtype, chunk_grid: grid, chunk_key_encoding: encoding, codecs = [] } = document;
  if (typeof dtype !== "string" || !Object.hasOwn(dtypes, dtype)) {
    throw new DTypeError(`zarr: ${where} has the data type ${JSON.stringify(dtype)}`);
  }
  const grown = grid?.configuration?.chunk_shape;
  const sharding = codecs.find(({ name }) => name === "sharding_indexed");
  const inner = sharding?.configuration?.chunk_shape;
  const isDefault = encoding?.name !== "v2";
  const separator = encoding?.configuration?.separator ?? (isDefault ? "/" : ".");
  const shards = (index: readonly number[]) =>
    index.map((i, axis) => Math.floor((i * (inner as number[])[axis]) / (grown as number[])[axis]));
  return {
    dtype: dtype as DType,
    chunkShape: inner ?? grown,
    isRaw: codecs.every(({ name, configuration }) => name === "bytes" && configuration?.endian !== "big"),
    isBlosc: codecs.at(-1)?.name === "blosc",
    keyOf(index) {
      const parts = inner ? shards(index) : index;
      return isDefault ? `/${["c", ...parts].join(separator)}` : `/${parts.join(separator) || "0"}`;
    },
  };
}

function isLengths(value: unknown, least: number): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= least);
}

/** The chunks of an array in its store: all of the same lengths but for the last. */
export const gridOf = ({ shape, chunkShape }: Pick<Metadata, "shape" | "chunkShape">): number[][] =>
  shape.map((length, axis) => regular(length, chunkShape[axis]));

/** How chunks are written. */
export type Compressor = "zstd" | "blosc" | null;

/** The document of an array of some version, with zeros where there is no chunk. */
export function writeMetadata(
  version: Version,
  shape: readonly number[],
  chunkShape: readonly number[],
  dtype: DType,
  compressor: Compressor,
): string {
  const document = version === 3 ? thirdOf : secondOf;
  return JSON.stringify(document(shape, chunkShape, dtype, compressor), null, 2);
}

const zeroOf = (dtype: DType): unknown => {
  const { kind } = dtypes[dtype];
  return kind === "bool" ? false : kind === "complex" ? [0, 0] : 0;
};

function secondOf(
  shape: readonly number[],
  chunks: readonly number[],
  dtype: DType,
  compressor: Compressor,
): object {
  const settings = { zstd: { level: 0 }, blosc: { cname: "lz4", clevel: 5, shuffle: 1, blocksize: 0 } };
  return {
    zarr_format: 2,
    shape,
    chunks,
    dtype: codeOf(dtype),
    compressor: compressor && { id: compressor, ...settings[compressor] },
    fill_value: zeroOf(dtype),
    order: "C",
    filters: null,
  };
}

function thirdOf(
  shape: readonly number[],
  chunk_shape: readonly number[],
  dtype: DType,
  compressor: Compressor,
): object {
  const { size, kind } = dtypes[dtype];
  const typesize = kind === "complex" ? size / 2 : size;
  const settings = {
    zstd: { level: 0, checksum: false },
    blosc: { typesize, cname: "lz4", clevel: 5, shuffle: "shuffle", blocksize: 0 },
  };
  const bytes = { name: "bytes", ...(size > 1 && { configuration: { endian: "little" } }) };
  return {
    zarr_format: 3,
    node_type: "array",
    shape,
    data_type: dtype,
    chunk_grid: { name: "regular", configuration: { chunk_shape } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: zeroOf(dtype),
    codecs: [bytes, ...(compressor ? [{ name: compressor, configuration: settings[compressor] }] : [])],
    attributes: {},
  };
}
