/** The header of .npy files, versions 1 to 3: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
import { type DType, dtypes } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { checkShape, sizeOf } from "../shape.ts";
import { type Literal, parseLiteral, Tuple } from "./python-literal.ts";
import { codeOf, parseCode } from "./type-codes.ts";

/** Where elements lie in a .npy file. */
export interface NpyHeader {
  readonly dtype: DType;
  /** Whether the bytes of a number are in the order of big-endian machines. */
  readonly isSwapped: boolean;
  /** Whether the first axis is that whose elements lie side by side. */
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Where the first element is, in bytes. */
  readonly start: number;
}

/** "\x93NUMPY" */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Bytes from which `locateText` tells where the text of a header is. */
export const prefixBytes = 12;

/** Characters of a header that are read unless the caller allows more, as by NumPy. */
export const mostCharacters = 10_000;

/** Axes that an array of NumPy's may have. */
const mostAxes = 64;

export const isNpy = (bytes: Uint8Array): boolean => magic.every((byte, i) => bytes[i] === byte);

/** Where the text of a header begins and ends. `name` is the function and the file, as errors are to name them. */
export function locateText(name: string, prefix: Uint8Array, most: number): { begin: number; end: number } {
  if (!isNpy(prefix) || prefix.length < 10) throw new Error(`${name} is no .npy file`);
  const [major, minor] = prefix.subarray(6);
  if (major < 1 || major > 3 || minor !== 0) {
    throw new Error(`${name} has version ${major}.${minor} of the .npy format; 1.0, 2.0 and 3.0 are read`);
  }
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const begin = major === 1 ? 10 : 12;
  if (prefix.length < begin) throw new Error(`${name} ends within its header`);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > most) {
    throw new Error(`${name} has a header of ${length} characters; max_header_size allows ${most}`);
  }
  return { begin, end: begin + length };
}

/** What the bytes of a file up to its elements say. @throws DTypeError for elements that no array here has */
export function parseHeader(name: string, bytes: Uint8Array, begin: number): NpyHeader {
  // Characters of version 1 and 2 are bytes; only names of fields can have others than those of ASCII.
  const text = new TextDecoder().decode(bytes.subarray(begin)).trim();
  const fields = parseFields(name, text);
  const [descr, order, shape] = ["descr", "fortran_order", "shape"].map((key) => fields.get(key));
  const found = parseCode(typeof descr === "string" ? descr : "");
  const isShape = shape instanceof Tuple && shape.items.every((length) => typeof length === "bigint");
  if (fields.size !== 3 || descr === undefined || typeof order !== "boolean" || !isShape) {
    throw wrongHeader(name, text);
  }
  if (!found) throw new DTypeError(`${name} holds ${describeType(descr)}, which there are no arrays of`);
  const lengths = checkShape(name, shape.items.map(Number));
  if (lengths.length > mostAxes) throw new Error(`${name} has ${lengths.length} axes, more than ${mostAxes}`);
  return { ...found, isFortran: order, shape: lengths, start: bytes.length };
}

function parseFields(name: string, text: string): Map<Literal, Literal> {
  try {
    const fields = parseLiteral(text);
    if (fields instanceof Map) return fields;
  } catch (cause) {
    throw wrongHeader(name, text, cause);
  }
  throw wrongHeader(name, text);
}

const wrongHeader = (name: string, text: string, cause?: unknown): Error =>
  new Error(`${name} has the header ${text.slice(0, 200)}`, { cause });

/** What codes of NumPy's array interface begin with that no dtype here has. */
const foreignTypes: { readonly [letter: string]: string } = {
  O: "Python objects, pickled,",
  U: "strings",
  S: "byte strings",
  a: "byte strings",
  V: "raw bytes",
  M: "dates",
  m: "time spans",
  f: "floats",
  c: "complex numbers",
};

function describeType(descr: Literal): string {
  if (typeof descr !== "string") return "records (a structured dtype)";
  const kind = foreignTypes[/[a-zA-Z]/.exec(descr)?.[0] ?? ""] ?? "elements";
  return `${kind} of the dtype '${descr}'`;
}

/** Bytes of all elements. */
export const elementBytes = ({ shape, dtype }: NpyHeader): number => sizeOf(shape) * dtypes[dtype].size;

/** Refuses a file that is too short for its elements. */
export function checkLength(name: string, header: NpyHeader, size = Number.POSITIVE_INFINITY): void {
  const wanted = header.start + elementBytes(header);
  if (size < wanted) throw new Error(`${name} is ${size} bytes long, not ${wanted} as its header says`);
}

/** The header that NumPy writes for such an array. */
export function writeHeader(dtype: DType, isFortran: boolean, shape: readonly number[]): Uint8Array {
  const order = isFortran ? "True" : "False";
  const lengths = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '${codeOf(dtype)}', 'fortran_order': ${order}, 'shape': ${lengths}, }`;
  // Room for the axis along which a file can be appended to, then up to a multiple of 64 bytes.
  const growing = shape.at(isFortran ? -1 : 0);
  const room = growing === undefined ? 0 : 21 - String(growing).length;
  const used = 10 + dictionary.length + room + 1;
  const size = used + 64 - (used % 64);
  const bytes = new Uint8Array(size).fill(0x20);
  bytes.set([...magic, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, size - 10, true);
  bytes.set(new TextEncoder().encode(dictionary), 10);
  bytes[size - 1] = 0x0a;
  return bytes;
}
