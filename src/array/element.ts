import { type Complex, type DType, dtypes, type Scalar, type TypedArray } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import type { Shape } from "../shape.ts";
import { bytes } from "../wasm/storage.ts";
import { isContiguous, storageOf, type WasmArray } from "./wasm-array.ts";

/**
 * The block of `x`, wherever it lies, as a typed array: one entry per element, two per complex number. Not to be kept:
 * growth detaches it.
 */
export function entriesOf(id: string, x: WasmArray): TypedArray {
  const { buffer, byteOffset, byteLength } = bytes(storageOf(id, x));
  const { array } = dtypes[x.dtype];
  return new array(buffer, byteOffset, Math.floor(byteLength / array.BYTES_PER_ELEMENT));
}

/** Entries that one element takes. */
export const entriesPer = (dtype: DType): number => (dtypes[dtype].kind === "complex" ? 2 : 1);

/** Index in `entriesOf(x)` of the first element of `x`. */
export const firstEntry = (x: WasmArray): number => x.offset / dtypes[x.dtype].array.BYTES_PER_ELEMENT;

/** The entries of `x` in row-major order: those of the block itself if they lie so. Not to be kept either. */
export function flatEntries(id: string, x: WasmArray): TypedArray {
  const entries = entriesOf(id, x);
  const per = entriesPer(x.dtype);
  const first = firstEntry(x);
  if (isContiguous(x)) return entries.subarray(first, first + x.size * per);
  const flat = new dtypes[x.dtype].array(x.size * per);
  gather(flat, 0, entries, first, x, per);
  return flat;
}

/** Copies elements of `per` entries each in row-major order: to `flat[at]` and on, from `entries[first]` on by strides in elements. */
export function gather(
  flat: { [index: number]: unknown },
  at: number,
  entries: ArrayLike<unknown>,
  first: number,
  { shape, strides }: { readonly shape: Shape; readonly strides: Shape },
  per: number,
): void {
  const inner = shape.length - 1;
  let to = at;
  const walk = (axis: number, from: number): void => {
    const [length, step] = axis < 0 ? [1, 0] : [shape[axis], strides[axis] * per];
    if (axis < inner) {
      for (let i = 0; i < length; i++) walk(axis + 1, from + i * step);
      return;
    }
    for (let i = 0, place = from; i < length; i++, place += step) {
      for (let part = 0; part < per; part++) flat[to++] = entries[place + part];
    }
  };
  walk(Math.min(0, inner), first);
}

/** The element whose first entry is `entries[at]`. */
export function readElement(dtype: DType, entries: TypedArray, at: number): Scalar {
  switch (dtypes[dtype].kind) {
    case "bool":
      return entries[at] !== 0;
    case "complex":
      return { re: entries[at] as number, im: entries[at + 1] as number };
    default:
      return entries[at];
  }
}

/**
 * Sets the element whose first entry is `entries[at]`.
 * @throws DTypeError if `dtype` has no such value: see convertScalar
 */
export function writeElement(id: string, dtype: DType, entries: TypedArray, at: number, value: Scalar): void {
  const entry = convertScalar(id, value, dtype);
  if (typeof entry === "object") {
    entries[at] = entry.re;
    entries[at + 1] = entry.im;
  } else {
    entries[at] = entry;
  }
}

export function isComplexScalar(value: unknown): value is Complex {
  if (typeof value !== "object" || value === null) return false;
  const { re, im } = value as Partial<Complex>;
  return typeof re === "number" && typeof im === "number";
}

export function isScalar(value: unknown): value is Scalar {
  const type = typeof value;
  return type === "number" || type === "bigint" || type === "boolean" || isComplexScalar(value);
}

/** How messages show a scalar. */
export const formatScalar = (value: Scalar): string =>
  typeof value === "object" ? `{ re: ${value.re}, im: ${value.im} }` : String(value);

/**
 * What the typed array of `dtype` holds for `value`, as NumPy assigns a Python scalar: fractions are cut for integers,
 * anything but zero is true.
 * @throws DTypeError for integers out of bounds, NaN or infinity as an integer, a complex number as a real one
 */
export function convertScalar(id: string, value: Scalar, dtype: DType): number | bigint | Complex {
  const { kind, size } = dtypes[dtype];
  if (typeof value === "object") {
    if (kind === "complex") return value;
    if (kind === "bool") return value.re !== 0 || value.im !== 0 ? 1 : 0;
    throw new DTypeError(`${id}: complex ${formatScalar(value)} cannot be converted to ${dtype}`);
  }
  if (kind === "bool") return value ? 1 : 0;
  if (kind === "float") return toFloat(id, value, dtype);
  if (kind === "complex") return { re: toFloat(id, value, dtype), im: 0 };
  return size === 8 ? toBigInteger(id, value, dtype) : toInteger(id, value, dtype);
}

function toFloat(id: string, value: number | bigint | boolean, dtype: DType): number {
  const number = Number(value);
  if (typeof value === "bigint" && !Number.isFinite(number)) {
    throw new DTypeError(`${id}: integer ${value} is too large for ${dtype}`);
  }
  return number;
}

function toInteger(id: string, value: number | bigint | boolean, dtype: DType): number {
  const { kind, size } = dtypes[dtype];
  const range = 2 ** (size * 8);
  const least = kind === "int" ? -range / 2 : 0;
  const integer = Math.trunc(Number(value));
  if (integer >= least && integer < least + range) return integer;
  throw outOfBounds(id, value, dtype);
}

function toBigInteger(id: string, value: number | bigint | boolean, dtype: DType): bigint {
  if (typeof value === "number" && !Number.isFinite(value)) throw outOfBounds(id, value, dtype);
  const integer = BigInt(typeof value === "number" ? Math.trunc(value) : value);
  const fits = dtype === "int64" ? BigInt.asIntN(64, integer) : BigInt.asUintN(64, integer);
  if (fits === integer) return integer;
  throw outOfBounds(id, value, dtype);
}

function outOfBounds(id: string, value: number | bigint | boolean, dtype: DType): DTypeError {
  if (Number.isFinite(Number(value)) || typeof value === "bigint") {
    return new DTypeError(`${id}: integer ${value} is out of bounds for ${dtype}`);
  }
  return new DTypeError(`${id}: ${value} cannot be converted to ${dtype}`);
}
