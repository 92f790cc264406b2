/** Blocked algorithms of linear algebra: parts of matrices in linear memory, and products that are subtracted from them. */
import { copyKernel } from "../../array/copy.ts";
import { type DType, dtypes, isComplex } from "../../dtype.ts";
import { linalg } from "../../wasm/linalg.ts";
import { withScratch } from "../../wasm/storage.ts";
import { type Matrix, multiplyInto, productScratch, type Update } from "../shared-gemm.ts";

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

/** Conjugates a matrix of m x n elements in place: nothing to do if they are real. */
export function conjugateMatrix({ real, size, parts }: Elements, x: Matrix, m: number, n: number): void {
  if (parts === 1) return;
  const at = x.at + size / 2;
  linalg[`negative_${real}`](at, x.row, x.col, at, x.row, x.col, m, n);
}

/** A product of m x k and k x n matrices. */
interface Lengths {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** c = a · b, or with an update c += a · b, c -= a · b; c does not overlap them. */
export function multiplyMatrices(
  id: string,
  { code, size }: Elements,
  c: Matrix,
  a: Matrix,
  b: Matrix,
  { m, n, k, update }: Lengths & { readonly update?: Update | undefined },
): void {
  if (m === 0 || n === 0 || (k === 0 && update)) return;
  const product = { code, size, m, n, k, update };
  withScratch(id, productScratch(product), (work) => multiplyInto(product, c, a, b, work));
}

/** c -= a · b, or with `conjugate` the conjugate of a times b. */
export function subtractProduct(
  id: string,
  elements: Elements,
  c: Matrix,
  a: Matrix,
  b: Matrix,
  { conjugate = false, ...lengths }: Lengths & { readonly conjugate?: boolean },
): void {
  const product = { ...lengths, update: "subtract" } as const;
  if (!conjugate) multiplyMatrices(id, elements, c, a, b, product);
  else {
    withConjugate(id, elements, a, lengths.m, lengths.k, (copy) => {
      multiplyMatrices(id, elements, c, copy, b, product);
    });
  }
}

/** Calls `use` with the conjugate of an m x n matrix: itself if it is real, or a copy. */
export function withConjugate(
  id: string,
  elements: Elements,
  a: Matrix,
  m: number,
  n: number,
  use: (conjugate: Matrix) => void,
): void {
  const { size, parts } = elements;
  if (parts === 1) {
    use(a);
    return;
  }
  withScratch(id, m * n * size, (at) => {
    // Contiguous along what is contiguous in a.
    const copy = a.row === size ? { at, row: size, col: m * size } : rowsOf(at, n, elements);
    copyMatrix(elements, copy, a, m, n);
    conjugateMatrix(elements, copy, m, n);
    use(copy);
  });
}
