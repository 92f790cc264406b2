/** Blocked algorithms of linear algebra: parts of matrices in linear memory, and products that are subtracted from them. */
import { copyKernel } from "../../array/copy.ts";
import { type DType, dtypes, isComplex } from "../../dtype.ts";
import { core } from "../../wasm/core.ts";
import { linalg } from "../../wasm/linalg.ts";
import { withScratch } from "../../wasm/storage.ts";
import { isShared, type Matrix, multiplyShared, sharedScratch } from "../shared-gemm.ts";

/** Elements that factorizations know; `real` are those of their parts. */
export interface Elements {
  readonly code: "f32" | "f64" | "c64" | "c128";
  readonly real: "f32" | "f64";
  /** Bytes. */
  readonly size: number;
  readonly parts: 1 | 2;
}

/** Of a floating-point dtype. */
export function elementsOf(dtype: DType): Elements {
  const { code, size } = dtypes[dtype];
  const parts = isComplex(dtype) ? 2 : 1;
  return { code: code as Elements["code"], real: size / parts === 4 ? "f32" : "f64", size, parts };
}

/** Bytes from row to row of a matrix of scratch memory: long rows do not start in the same sets of a cache. */
export function paddedRow(n: number, size: number): number {
  const bytes = n * size;
  return bytes < 1024 ? bytes : (Math.ceil(bytes / 64) | 1) * 64;
}

/** A row-major matrix of n columns. */
export const rowsOf = (at: number, n: number, { size }: Elements): Matrix => ({
  at,
  row: n * size,
  col: size,
});

/** The matrix that starts at element [i, j]. */
export const partOf = ({ at, row, col }: Matrix, i: number, j: number): Matrix => ({
  at: at + i * row + j * col,
  row,
  col,
});

export const transposeOf = ({ at, row, col }: Matrix): Matrix => ({ at, row: col, col: row });

/** The m x n matrix from its last element to its first. */
export const reverseOf = ({ at, row, col }: Matrix, m: number, n: number): Matrix => ({
  at: at + (m - 1) * row + (n - 1) * col,
  row: -row,
  col: -col,
});

/** to = from, m x n elements. */
export function copyMatrix({ size }: Elements, to: Matrix, from: Matrix, m: number, n: number): void {
  copyKernel(size)(to.at, to.row, to.col, from.at, from.row, from.col, m, n);
}

/** Calls `use` with the conjugate of an m x n matrix, which is the matrix itself if it is real. */
export function withConjugate(
  id: string,
  elements: Elements,
  x: Matrix,
  m: number,
  n: number,
  use: (conjugate: Matrix) => void,
): void {
  const { real, size, parts } = elements;
  if (parts === 1) return use(x);
  withScratch(id, m * n * size, (at) => {
    const copy = { at, row: n * size, col: size };
    copyMatrix(elements, copy, x, m, n);
    const imaginary = at + size / 2;
    core[`negative_${real}`](imaginary, copy.row, size, imaginary, copy.row, size, m, n);
    use(copy);
  });
}

/** c -= a · b for m x k and k x n matrices; rows of c are contiguous. */
export function subtractProduct(
  id: string,
  { code, real, size, parts }: Elements,
  c: Matrix,
  a: Matrix,
  b: Matrix,
  m: number,
  n: number,
  k: number,
): void {
  if (m === 0 || n === 0 || k === 0) return;
  const product = { code, size, m, n, k };
  const shared = isShared(product);
  const bytes = Math.ceil((m * n * size) / 16) * 16;
  const work = shared ? sharedScratch(product) : linalg.gemm_work(m, n, k);
  withScratch(id, bytes + work, (at) => {
    const row = n * size;
    if (shared) multiplyShared(product, { at, row, col: size }, a, b, at + bytes);
    else {
      linalg[`gemm_${code}`](
        ...[at, row, size, a.at, a.row, a.col, b.at, b.row, b.col],
        ...[m, n, k, at + bytes],
      );
    }
    const step = size / parts;
    core[`subtract_${real}`](c.at, c.row, step, c.at, c.row, step, at, row, step, m, n * parts);
  });
}
