/** Bidiagonal matrices with the singular values of full ones, by blocks of columns and on several threads. */
import { linalg } from "../../wasm/linalg.ts";
import { forkJoin, threadCount } from "../../wasm/threads/fork-join.ts";
import { type Matrix, multiplyInto, type Product, productScratch } from "../shared-gemm.ts";
import type { FloatCode } from "./reflections.ts";
import { columnStep } from "./workspace.ts";

/** An m x n matrix, m >= n, of contiguous columns, and where its bidiagonal form goes: float64 for any elements. */
export interface Bidiagonalisation {
  readonly code: FloatCode;
  readonly size: number;
  readonly at: number;
  readonly ld: number;
  readonly m: number;
  readonly n: number;
  /** Diagonal and superdiagonal. */
  readonly d: number;
  readonly e: number;
  /** τ of the reflections from the left, whose vectors lie below the diagonal. */
  readonly tauLeft: number;
  /** n columns for the vectors of those from the right, that of row k from row k + 1 on. */
  readonly right: number;
  readonly ldRight: number;
  readonly tauRight: number;
}

type Lengths = Pick<Bidiagonalisation, "code" | "size" | "m" | "n">;

/** Columns to a panel: more make better products, fewer leave less to do column by column. */
const panelWidth = (n: number): number => (n <= 160 ? 8 : n <= 384 ? 16 : 32);
/** Elements of a matrix from which its product with a vector is shared. */
const sharingPays = 256 ** 2;
/** Rows or columns that a thread takes at a time. */
const stripLength = 128;

/** Bytes of scratch memory that `bidiagonalise` wants. */
export function bidiagonalScratch(lengths: Lengths): number {
  const { size, m, n } = lengths;
  const vectors = 2 * m * size + vectorWork(m) * threadCount();
  const panels = 2 * panelWidth(n) * (columnStep(m, size) + columnStep(n, size));
  return panels + Math.max(vectors, productScratch(updateOf(lengths, 0)));
}

const vectorWork = (m: number): number => linalg.gemm_work(m, 1, m);

/** The product that brings the rest of a matrix up to date with the panel that starts in column j. */
function updateOf({ code, size, m, n }: Lengths, j: number): Product {
  const width = panelWidth(n);
  const done = j + width;
  return { code, size, m: m - done, n: n - done, k: 2 * width, update: "add" };
}

/** The bidiagonal form of a matrix, which the vectors of its reflections replace. */
export function bidiagonalise(matrix: Bidiagonalisation, scratch: number): void {
  const { size, at, ld, m, n } = matrix;
  const most = panelWidth(n);
  const left = { at: scratch, row: size, col: columnStep(m, size) };
  const right = {
    at: left.at + 2 * most * left.col,
    row: size,
    col: columnStep(n, size),
  };
  const work = right.at + 2 * most * right.col;
  for (let j = 0; j < n; j += most) {
    const width = Math.min(most, n - j);
    reducePanel(matrix, j, width, left, right, work);
    if (j + width === n) return;
    const done = width * size;
    const rest = { at: at + (j + width) * (ld + size), row: size, col: ld };
    const factor = { at: right.at + done, row: right.col, col: size };
    multiplyInto(updateOf(matrix, j), rest, { ...left, at: left.at + done }, factor, work);
  }
}

/** Reflects `width` columns and rows from the j-th on. */
function reducePanel(
  matrix: Bidiagonalisation,
  j: number,
  width: number,
  left: Matrix,
  right: Matrix,
  scratch: number,
): void {
  const { code, size, at, ld, d, e, tauLeft, tauRight, ldRight } = matrix;
  const [m, n] = [matrix.m - j, matrix.n - j];
  const corner = at + j * (ld + size);
  const column = linalg[`bidiagonal_column_${code}`];
  const row = linalg[`bidiagonal_row_${code}`];
  const finish = linalg[`bidiagonal_product_${code}`];
  const [ldl, ldr] = [left.col, right.col];
  const isComplex = code === "c64" || code === "c128";
  const [conjugate, work] = [scratch, scratch + m * size];
  for (let i = 0; i < width; i++) {
    const [v, k] = [left.at + i * size, j + i];
    const tau = tauLeft + k * size;
    column(corner, ld, left.at, ldl, right.at, ldr, m, i, conjugate, d + 8 * k, tau, work);
    const [rows, cols] = [m - i, n - i - 1];
    if (cols === 0) return;
    const rest = corner + (i + 1) * ld + i * size;
    const w = right.at + (i + 1) * size;
    const conjugated = isComplex ? conjugate : v + 2 * i * ldl;
    multiplyVector(matrix, w + 2 * i * ldr, rest, ld, size, conjugated, cols, rows, work);
    finish(w, ldr, cols, v, ldl, conjugated, rows, 2 * i, tau, true, work);
    const u = matrix.right + k * ldRight + j * size;
    const next = tauRight + k * size;
    row(corner, ld, left.at, ldl, right.at, ldr, n, i, u, e + 8 * k, next, work);
    if (rows === 1) return;
    const x = v + size + (2 * i + 1) * ldl;
    const vector = u + (i + 1) * size;
    multiplyVector(matrix, x, rest + size, size, ld, vector, rows - 1, cols, work);
    finish(v + size, ldl, rows - 1, w, ldr, vector, cols, 2 * i + 1, next, false, work);
  }
}

/** y = A x for an m x k matrix of these steps; x and y are contiguous. */
function multiplyVector(
  { code, size }: Bidiagonalisation,
  y: number,
  a: number,
  row: number,
  col: number,
  x: number,
  m: number,
  k: number,
  work: number,
): void {
  const kernel = linalg[`gemm_${code}`];
  if (m * k < sharingPays) {
    kernel(y, size, size, a, row, col, x, size, size, m, 1, k, work);
    return;
  }
  forkJoin(kernel, [y, size, size, a, row, col, x, size, size, m, 1, k, work], {
    count: 9,
    size: stripLength,
    steps: [
      [0, size],
      [3, row],
    ],
    scratch: [12, vectorWork(m)],
  });
}
