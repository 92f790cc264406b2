import { type DType, dtypes, isComplex, realDType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { core } from "../wasm/core.ts";
import { settle } from "../wasm/storage.ts";
import { overlaps } from "./overlap.ts";
import { type Visit, visitTiles } from "./plan.ts";
import { reshapeView } from "./views.ts";
import { allocateArray, isContiguous, storageOf, type WasmArray } from "./wasm-array.ts";

/** Codes by which the cast kernels know the type that they read. */
const sources: { readonly [D in DType]: number } = {
  bool: 0,
  uint8: 0,
  int8: 1,
  uint16: 2,
  int16: 3,
  uint32: 4,
  int32: 5,
  uint64: 6,
  int64: 7,
  float32: 8,
  float64: 9,
  complex64: 10,
  complex128: 11,
};

/**
 * Copies `x`, which broadcasts to the shape of `out`, into `out`, as if through a copy where they overlap. Elements are
 * converted as by NumPy's `astype`; throws a DTypeError where that would drop an imaginary part.
 */
export function copyInto(id: string, out: WasmArray, x: WasmArray): void {
  checkCast(id, x.dtype, out.dtype);
  const from = overlaps(out, x) ? copyOf(id, x) : x;
  if (from.dtype === out.dtype) copyElements(id, out, from);
  else castElements(id, out, from);
  settle();
  if (from !== x) from.dispose();
}

/** A row-major copy of `x` with elements of type `dtype`. */
export function cast(id: string, x: WasmArray, dtype: DType): WasmArray {
  checkCast(id, x.dtype, dtype);
  storageOf(id, x);
  const out = allocateArray(id, dtype, x.shape);
  copyInto(id, out, x);
  return out;
}

/** `x` itself where it lies in row-major order, else a copy that does. */
export function contiguous(id: string, x: WasmArray): WasmArray {
  return isContiguous(x) ? x : copyOf(id, x);
}

/** The elements of `x` in row-major order along one axis: a view where the layout allows one, else of a copy. */
export function flatten(id: string, x: WasmArray): WasmArray {
  return reshapeView(id, x, [x.size]) ?? reshapeView(id, copyOf(id, x), [x.size])!;
}

/** Throws a DTypeError where elements of `from` cannot become elements of `to` without losing an imaginary part. */
export function checkCast(id: string, from: DType, to: DType): void {
  if (isComplex(from) && !isComplex(to) && to !== "bool") {
    throw new DTypeError(
      `${id}: ${from} does not convert to ${to}; take the real part or the absolute value`,
    );
  }
}

const copyOf = (id: string, x: WasmArray): WasmArray => cast(id, x, x.dtype);

const copies = { 1: "copy_u8", 2: "copy_u16", 4: "copy_u32", 8: "copy_u64", 16: "copy_v128" } as const;

/** The kernel that copies elements of `size` bytes. */
export const copyKernel = (size: number): typeof core.copy_u8 => core[copies[size as keyof typeof copies]];

function copyElements(id: string, out: WasmArray, x: WasmArray): void {
  const kernel = copyKernel(dtypes[x.dtype].size);
  visitTiles(id, out.shape, [out, x], ([o, a], { rowSteps, colSteps, rows, cols }) => {
    kernel(o, rowSteps[0], colSteps[0], a, rowSteps[1], colSteps[1], rows, cols);
  });
}

function castElements(id: string, out: WasmArray, x: WasmArray): void {
  const parts = isComplex(x.dtype) && isComplex(out.dtype);
  const cast = parts ? tileCast(realDType(x.dtype), realDType(out.dtype)) : tileCast(x.dtype, out.dtype);
  const visit: Visit = ([o, a], { rowSteps, colSteps, rows, cols }) => {
    cast(o, rowSteps[0], colSteps[0], a, rowSteps[1], colSteps[1], rows, cols);
  };
  visitTiles(id, out.shape, [out, x], visit, parts);
}

export type TileCast = (
  out: number,
  outRow: number,
  outCol: number,
  x: number,
  xRow: number,
  xCol: number,
  rows: number,
  cols: number,
) => void;

/** What converts a tile of elements of `from` to `to`; complex numbers only to such and to bool. */
export function tileCast(from: DType, to: DType): TileCast {
  if (from === to) return copyKernel(dtypes[to].size);
  if (isComplex(from) && isComplex(to)) return castPairs(from, to);
  const kernel = core[`cast_${dtypes[to].code}`];
  return (out, outRow, outCol, x, xRow, xCol, rows, cols) =>
    kernel(out, outRow, outCol, x, xRow, xCol, rows, cols, sources[from]);
}

/** Complex numbers are to a kernel rows of two real ones, or all of a row where they lie one after another. */
function castPairs(from: DType, to: DType): TileCast {
  const cast = tileCast(realDType(from), realDType(to));
  const [size, outSize] = [dtypes[from].size, dtypes[to].size];
  return (out, outRow, outCol, x, xRow, xCol, rows, cols) => {
    for (let i = 0; i < rows; i++) {
      const [o, a] = [out + i * outRow, x + i * xRow];
      if (outCol === outSize && xCol === size) cast(o, 0, outSize / 2, a, 0, size / 2, 1, 2 * cols);
      else cast(o, outCol, outSize / 2, a, xCol, size / 2, cols, 2);
    }
  };
}
