import { DTypeError } from "./errors.ts";

export const bool = "bool";
export const int8 = "int8";
export const int16 = "int16";
export const int32 = "int32";
export const int64 = "int64";
export const uint8 = "uint8";
export const uint16 = "uint16";
export const uint32 = "uint32";
export const uint64 = "uint64";
export const float32 = "float32";
export const float64 = "float64";
export const complex64 = "complex64";
export const complex128 = "complex128";

export type DType =
  | typeof bool
  | typeof int8
  | typeof int16
  | typeof int32
  | typeof int64
  | typeof uint8
  | typeof uint16
  | typeof uint32
  | typeof uint64
  | typeof float32
  | typeof float64
  | typeof complex64
  | typeof complex128;

/** Kinds in the order of promotion; "int" stands for signed integers. */
export type Kind = "bool" | "uint" | "int" | "float" | "complex";

export interface Complex {
  re: number;
  im: number;
}

/** A value that one element of an array can hold. */
export type Scalar = boolean | number | bigint | Complex;

export type TypedArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

export interface TypedArrayConstructor {
  new (length: number): TypedArray;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): TypedArray;
  readonly BYTES_PER_ELEMENT: number;
}

export interface DTypeRow {
  readonly kind: Kind;
  /** Bytes per element. */
  readonly size: number;
  /** What holds the elements outside linear memory; complex numbers lie as pairs of re and im. */
  readonly array: TypedArrayConstructor;
  /** Suffix of the kernels' names. */
  readonly code: Code;
}

export type Code =
  | "bool"
  | "i8"
  | "i16"
  | "i32"
  | "i64"
  | "u8"
  | "u16"
  | "u32"
  | "u64"
  | "f32"
  | "f64"
  | "c64"
  | "c128";

const row = (kind: Kind, size: number, array: TypedArrayConstructor, code: Code): DTypeRow => ({
  kind,
  size,
  array,
  code,
});

export const dtypes: { readonly [D in DType]: DTypeRow } = {
  bool: row("bool", 1, Uint8Array, "bool"),
  int8: row("int", 1, Int8Array, "i8"),
  int16: row("int", 2, Int16Array, "i16"),
  int32: row("int", 4, Int32Array, "i32"),
  int64: row("int", 8, BigInt64Array, "i64"),
  uint8: row("uint", 1, Uint8Array, "u8"),
  uint16: row("uint", 2, Uint16Array, "u16"),
  uint32: row("uint", 4, Uint32Array, "u32"),
  uint64: row("uint", 8, BigUint64Array, "u64"),
  float32: row("float", 4, Float32Array, "f32"),
  float64: row("float", 8, Float64Array, "f64"),
  complex64: row("complex", 8, Float32Array, "c64"),
  complex128: row("complex", 16, Float64Array, "c128"),
};

const signed: readonly DType[] = [int8, int16, int32, int64];
const unsigned: readonly DType[] = [uint8, uint16, uint32, uint64];
const floats: readonly DType[] = [float32, float64];

/** `value` as a DType; `id` names the function that was given it. */
export function checkDType(id: string, value: unknown): DType {
  if (typeof value === "string" && Object.hasOwn(dtypes, value)) return value as DType;
  throw new DTypeError(`${id}: unknown dtype ${typeof value === "string" ? `'${value}'` : String(value)}`);
}

/**
 * The dtype that both types convert to: the standard's table and, in the cells that it leaves undefined (integers with
 * floats, uint64 with signed integers), NumPy 2's.
 */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  const [x, y] = [dtypes[a], dtypes[b]];
  if (x.kind === y.kind) return x.size >= y.size ? a : b;
  if (x.kind === "bool") return b;
  if (y.kind === "bool") return a;
  if (x.kind === "complex" || y.kind === "complex") {
    return realSize(a) === 8 || realSize(b) === 8 ? complex128 : complex64;
  }
  if (x.kind === "float" || y.kind === "float")
    return realSize(a) === 8 || realSize(b) === 8 ? float64 : float32;
  const [s, u] = x.kind === "int" ? [a, b] : [b, a];
  if (dtypes[u].size < dtypes[s].size) return s;
  return dtypes[u].size === 8 ? float64 : signed[unsigned.indexOf(u) + 1];
}

const kinds: readonly Kind[] = ["bool", "uint", "int", "float", "complex"];

/** The place of a dtype's kind in the order of promotion. */
export const rankOf = (dtype: DType): number => kinds.indexOf(dtypes[dtype].kind);

/**
 * The dtype that all types convert to, whatever their order. As in NumPy the highest kinds come first: int8 and uint16
 * would be int32 by themselves, which makes float32 a float64, but float32 holds both.
 */
export function promoteAll(types: readonly DType[]): DType {
  if (types.length < 3) return types.reduce(promote);
  return [...types].sort((a, b) => rankOf(b) - rankOf(a)).reduce(promote);
}

/** Bytes of the real type that holds every value of `dtype`, integers counted as the float that fits them. */
function realSize(dtype: DType): number {
  const { kind, size } = dtypes[dtype];
  if (kind === "complex") return size / 2;
  if (kind === "float") return size;
  return size <= 2 ? 4 : 8;
}

export const isInteger = (dtype: DType): boolean =>
  dtypes[dtype].kind === "int" || dtypes[dtype].kind === "uint";
export const isComplex = (dtype: DType): boolean => dtypes[dtype].kind === "complex";
/** Real or complex floating point. */
export const isFloating = (dtype: DType): boolean => floats.includes(dtype) || isComplex(dtype);

/** The dtype of the real and imaginary parts. */
export const realDType = (dtype: DType): DType =>
  dtype === complex64 ? float32 : dtype === complex128 ? float64 : dtype;

/** The dtype of a sum: integers are summed in the widest ones. */
export function sumDType(dtype: DType): DType {
  const { kind } = dtypes[dtype];
  if (kind === "uint") return uint64;
  return kind === "int" || kind === "bool" ? int64 : dtype;
}
