import { diagonalView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { checkDType, type DType, sumDType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { reduceBy, sumRow } from "./reduce.ts";

/** Which diagonal of the matrices along two axes: `offset` above the main one. */
export interface Diagonal {
  readonly offset: number;
  readonly axis1: number;
  readonly axis2: number;
}

/** A view of diagonals. Throws as `diagonalView` does, and a ShapeError if there are no matrices. */
export function diagonal(id: string, x: WasmArray, { offset, axis1, axis2 }: Diagonal): WasmArray {
  if (x.ndim < 2) throw new ShapeError(`${id}: an array of ${x.ndim} dimensions has no diagonal`);
  if (!Number.isInteger(offset)) throw new TypeError(`${id}: offset ${String(offset)} is not an integer`);
  return diagonalView(id, x, offset, axis1, axis2);
}

/** The sums of diagonals, in `out` if it is given; `dtype` as that of `sum`. To be called in a scope. */
export function trace(
  id: string,
  x: WasmArray,
  place: Diagonal,
  dtype: DType | null | undefined,
  out?: unknown,
): WasmArray {
  const view = diagonal(id, x, place);
  const type = dtype === undefined || dtype === null ? sumDType(x.dtype) : checkDType(id, dtype);
  return reduceBy(id, sumRow, view, { axes: [view.ndim - 1], keepdims: false, dtype: type, out });
}
