import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { type WasmArray, zeroArray } from "../array/wasm-array.ts";
import { type DType, dtypes, float64, isFloating } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { format, type Shape } from "../shape.ts";
import { fillDiagonal, filled } from "./fill.ts";

/** `values` as floating-point matrices in the last two axes: integers and booleans are taken as float64. */
export function toMatrices(id: string, values: unknown): WasmArray {
  const x = coerce(id, values);
  if (x.ndim < 2) {
    throw new ShapeError(`${id}: ${x.ndim}-dimensional array given; it must be at least two-dimensional`);
  }
  return toFloating(id, x);
}

/** The same for square matrices. */
export function toSquareMatrices(id: string, values: unknown): WasmArray {
  const x = toMatrices(id, values);
  const [m, n] = x.shape.slice(-2);
  if (m !== n) {
    throw new ShapeError(
      `${id}: the last two dimensions of the array must be square, not ${format(x.shape)}`,
    );
  }
  return x;
}

/** `x` itself, or as float64 if it holds integers or booleans; as `dtype` if that is given. */
export function toFloating(id: string, x: WasmArray, dtype?: DType): WasmArray {
  const wanted = dtype ?? (isFloating(x.dtype) ? x.dtype : float64);
  return x.dtype === wanted ? x : cast(id, x, wanted);
}

/** Bytes from row to row and from column to column of the matrices in the last two axes. */
export function matrixSteps(x: WasmArray): { readonly row: number; readonly col: number } {
  const { size } = dtypes[x.dtype];
  const [row, col] = x.strides.slice(-2).map((stride) => stride * size);
  return { row, col };
}

/** A stack of identity matrices. */
export function identities(id: string, dtype: DType, batch: Shape, n: number): WasmArray {
  const one = zeroArray(id, dtype, [n, n]);
  fillDiagonal(id, one, 0, 1);
  return filled(id, dtype, [...batch, n, n], one);
}
