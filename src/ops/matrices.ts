import { type WasmArray, zeroArray } from "../array/wasm-array.ts";
import { type DType, dtypes } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { format, type Shape } from "../shape.ts";
import { fillDiagonal, filled } from "./fill.ts";
import { floatingMatrices } from "./svd.ts";

/** `values` as floating-point matrices, square ones: integers and booleans are taken as float64. */
export function toSquareMatrices(id: string, values: unknown): WasmArray {
  const x = floatingMatrices(id, values);
  const [m, n] = x.shape.slice(-2);
  if (m !== n) {
    throw new ShapeError(
      `${id}: the last two dimensions of the array must be square, not ${format(x.shape)}`,
    );
  }
  return x;
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
