/** The header of safetensors files: https://github.com/huggingface/safetensors#format. */
import { type DType, dtypes } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";
import { checkShape, sizeOf } from "../../shape.ts";

/** Where a tensor lies in a file. */
export interface Tensor {
  readonly name: string;
  /** The dtype of the array that is made of it. */
  readonly dtype: DType;
  /** What the file calls it. */
  readonly code: string;
  readonly shape: readonly number[];
  /** Bytes of the file from the first element to the last. */
  readonly start: number;
  readonly end: number;
}

export interface Header {
  /** In the order in which they lie. */
  readonly tensors: readonly Tensor[];
  readonly metadata: { readonly [key: string]: string };
}

/** In the order of the format's own writer, which puts the last ones first, so that elements are aligned. */
const codes: readonly (readonly [code: string, dtype: DType])[] = [
  ["BOOL", "bool"],
  ["U8", "uint8"],
  ["I8", "int8"],
  ["I16", "int16"],
  ["U16", "uint16"],
  ["I32", "int32"],
  ["U32", "uint32"],
  ["F32", "float32"],
  ["C64", "complex64"],
  ["F64", "float64"],
  ["I64", "int64"],
  ["U64", "uint64"],
];
const byCode = new Map(codes);
const ranks = new Map(codes.map(([code, dtype], rank) => [dtype, { code, rank }]));

/** Floats of two bytes, of which float32 holds every one. */
export const halves: readonly string[] = ["F16", "BF16"];

/** Bytes of the number that tells how long the text of the header is. */
export const lengthBytes = 8;
/** Bytes of text that are read, as by the format's own reader. */
const mostBytes = 100_000_000;

/** Bytes of the text. `name` is the function and the file, as errors are to name them. */
export function textLength(name: string, bytes: Uint8Array): number {
  if (bytes.length < lengthBytes) throw new Error(`${name} is no safetensors file`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length <= mostBytes) return Number(length);
  throw new Error(`${name} is no safetensors file: its header would have ${length} bytes`);
}

/**
 * What a header says.
 * @param size bytes of the file, if known
 * @throws DTypeError for a dtype that there is not here; for floats of two bytes unless they are to be widened
 */
export function parseHeader(
  name: string,
  text: Uint8Array,
  size: number | undefined,
  widen: boolean,
): Header {
  const { __metadata__: metadata = {}, ...rest } = parseObject(name, text);
  if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === "string")) {
    throw new Error(`${name}: __metadata__ holds texts, not ${JSON.stringify(metadata).slice(0, 100)}`);
  }
  const tensors = Object.entries(rest)
    .map(([tensor, fields]) =>
      readTensor(`${name}: ${tensor}`, tensor, fields, lengthBytes + text.length, widen),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let end = lengthBytes + text.length;
  for (const tensor of tensors) {
    if (tensor.start !== end)
      throw new Error(`${name}: ${tensor.name} does not begin where the one before it ends`);
    end = tensor.end;
  }
  if (size !== undefined && size !== end) {
    throw new Error(`${name} is ${size} bytes long, not ${end} as its header says`);
  }
  return { tensors, metadata: metadata as Header["metadata"] };
}

type Fields = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parseObject(name: string, text: Uint8Array): Fields {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text),
    );
    if (isObject(value) && text[0] === 0x7b) return value;
  } catch (cause) {
    throw new Error(`${name} is no safetensors file: its header is not JSON`, { cause });
  }
  throw new Error(`${name} is no safetensors file: its header is not an object`);
}

function readTensor(label: string, name: string, fields: unknown, origin: number, widen: boolean): Tensor {
  const { dtype: code, shape, data_offsets: offsets, ...others } = isObject(fields) ? fields : {};
  const isWhole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((item) => Number.isSafeInteger(item) && item >= 0);
  if (
    typeof code !== "string" ||
    !isWhole(shape) ||
    !isWhole(offsets) ||
    offsets.length !== 2 ||
    Object.keys(others).length
  ) {
    throw new Error(`${label} is described by ${JSON.stringify(fields).slice(0, 100)}`);
  }
  const isHalf = halves.includes(code);
  const dtype = isHalf && widen ? "float32" : byCode.get(code);
  if (!dtype) {
    const hint = isHalf ? ": { widen: true } makes float32 of it, which holds every one of its values" : "";
    throw new DTypeError(`${label} has the dtype ${code}, which there are no arrays of${hint}`);
  }
  const [start, end] = offsets;
  const nbytes = sizeOf(checkShape(label, shape)) * (isHalf ? 2 : dtypes[dtype].size);
  if (end - start !== nbytes)
    throw new Error(`${label} has ${end - start} bytes, not ${nbytes} as its shape says`);
  return { name, dtype, code, shape, start: origin + start, end: origin + end };
}

/** The start of a file that holds arrays in the order given. */
export function writeHeader(
  arrays: readonly (readonly [
    name: string,
    array: { dtype: DType; shape: readonly number[]; nbytes: number },
  ])[],
  metadata: Header["metadata"] | undefined,
): Uint8Array {
  let end = 0;
  const fields = arrays.map(([name, { dtype, shape, nbytes }]): [string, unknown] => {
    const start = end;
    end += nbytes;
    return [name, { dtype: ranks.get(dtype)!.code, shape, data_offsets: [start, end] }];
  });
  if (metadata) fields.unshift(["__metadata__", metadata]);
  // Not an object: names such as "1" would come first.
  const json = `{${fields.map((field) => field.map((part) => JSON.stringify(part)).join(":")).join(",")}}`;
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, lengthBytes);
  return bytes;
}

/** Arrays in the order in which the format's own writer puts them. @throws DTypeError for complex128, which it has not got */
export function sortArrays<A extends { readonly dtype: DType }>(
  id: string,
  arrays: readonly (readonly [name: string, array: A])[],
): (readonly [string, A])[] {
  for (const [name, { dtype }] of arrays) {
    if (!ranks.has(dtype)) throw new DTypeError(`${id}: ${name}: safetensors files have no ${dtype}`);
    if (name === "__metadata__") throw new TypeError(`${id}: no array can have the name ${name}`);
  }
  const rankOf = ({ dtype }: A) => ranks.get(dtype)!.rank;
  return arrays.toSorted(([a, x], [b, y]) => rankOf(y) - rankOf(x) || compareBytes(a, b));
}

/** Code points in UTF-8 have the order of their bytes; those of JavaScript's strings have not. */
function compareBytes(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => new TextEncoder().encode(text));
  const i = x.findIndex((byte, at) => byte !== y[at]);
  return i < 0 ? x.length - y.length : x[i] - (y[i] ?? -1);
}
