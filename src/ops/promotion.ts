import { coerce, scalarDType } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { isScalar } from "../array/element.ts";
import { viewOf, WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, promote, promoteAll, type Scalar } from "../dtype.ts";

/** What an operation is given: an array, or a scalar, which is weak beside arrays. */
export type Operand = WasmArray | Scalar;

/** `value` as an operand. Throws as `coerce` does. */
export function operand(id: string, value: unknown): Operand {
  return isScalar(value) ? value : coerce(id, value);
}

/**
 * The dtype that operands promote to. Beside arrays, scalars follow NumPy's rules for Python's: booleans are bools,
 * bigints and integral numbers ints, other numbers floats, `{ re, im }` complex, and their size is the arrays'. Scalars
 * alone have the dtypes that `asarray` gives them.
 */
export function resultType(operands: readonly (Operand | DType)[]): DType {
  const strong: DType[] = [];
  for (const x of operands) {
    if (x instanceof WasmArray) strong.push(x.dtype);
    else if (typeof x === "string") strong.push(x);
  }
  if (strong.length === 0) return (operands as readonly Scalar[]).map(scalarDType).reduce(promote);
  let dtype = strong.every((each) => each === strong[0]) ? strong[0] : promoteAll(strong);
  for (const x of operands) if (isScalar(x)) dtype = promoteWeak(dtype, x);
  return dtype;
}

function promoteWeak(dtype: DType, value: Scalar): DType {
  const { kind } = dtypes[dtype];
  const inexact = kind === "float" || kind === "complex";
  if (typeof value === "boolean") return dtype;
  if (typeof value === "object") return inexact ? promote(dtype, "complex64") : "complex128";
  if (isIntegral(value)) return kind === "bool" ? "int64" : dtype;
  return inexact ? dtype : "float64";
}

/** The dtype of operands that promote to it and that only numbers are converted to; undefined if there is none. */
export function typeAsIs(x: WasmArray | number, y?: WasmArray | number): DType | undefined {
  if (typeof x === "number") return typeAsIs(y as WasmArray, x);
  const dtype = typeof y === "number" ? promoteWeak(x.dtype, y) : (y?.dtype ?? x.dtype);
  return dtype === x.dtype ? dtype : undefined;
}

/** Whether a scalar behaves as an int of Python: a bigint, or a number that stands for exactly one integer. */
export function isIntegral(value: Scalar): value is number | bigint {
  if (typeof value === "bigint") return true;
  return typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0);
}

/**
 * An operand as an array of `dtype` that broadcasts to the same shapes: itself, or a new array.
 * @throws DTypeError for a scalar that `dtype` does not have
 */
export function convertOperand(id: string, x: Operand, dtype: DType): WasmArray {
  if (!(x instanceof WasmArray)) return coerce(id, x, dtype);
  return x.dtype === dtype ? x : cast(id, withoutRepeats(id, x), dtype);
}

/** Axes along which an array repeats its elements get length 1. */
function withoutRepeats(id: string, x: WasmArray): WasmArray {
  if (x.size === 0 || !x.strides.includes(0)) return x;
  const shape = x.shape.map((length, axis) => (x.strides[axis] === 0 ? 1 : length));
  return viewOf(id, x, shape, x.strides);
}
