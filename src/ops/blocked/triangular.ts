import { linalg } from "../../wasm/linalg.ts";
import type { Matrix } from "../shared-gemm.ts";
import { type Elements, partOf, reverseOf, subtractProduct } from "./matrix.ts";

/** Rows of a triangle from which products pay. */
const productsPay = 8;

export interface Triangle {
  /** The diagonal is taken for ones, and not read. */
  readonly unit?: boolean;
  /** The conjugate of the triangle is meant. */
  readonly conjugate?: boolean;
}

/**
 * X = T⁻¹ X for the lower triangle of T, n x n, and n rows of X of `cols` contiguous elements. By halves, so that most of
 * the work is products: Elmroth, Gustavson, Jonsson and Kågström, "Recursive blocked algorithms" (SIAM Review 46, 2004).
 * Returns 0, or 1 more than the index of the first zero of the diagonal.
 */
export function solveLower(
  id: string,
  elements: Elements,
  t: Matrix,
  x: Matrix,
  n: number,
  cols: number,
  triangle: Triangle = {},
): number {
  const { unit = false, conjugate = false } = triangle;
  const { code, size } = elements;
  // With one column of contiguous elements, rows of T make dot products as they are.
  const isVector = cols === 1 && elements.parts === 1 && t.col === x.row && Math.abs(t.col) === size;
  if (n <= productsPay || isVector) {
    return linalg[`solve_lower_${code}`](t.at, t.row, t.col, x.at, x.row, n, cols, unit, conjugate);
  }
  const half = Math.ceil(n / 2 / productsPay) * productsPay;
  const rest = n - half;
  const [below, last] = [partOf(t, half, 0), partOf(x, half, 0)];
  const status = solveLower(id, elements, t, x, half, cols, triangle);
  if (status) return status;
  subtractProduct(id, elements, last, below, x, { m: rest, n: cols, k: half, conjugate });
  const later = solveLower(id, elements, partOf(t, half, half), last, rest, cols, triangle);
  return later && half + later;
}

/** The same for the upper triangle, from its last row to its first. */
export function solveUpper(
  id: string,
  elements: Elements,
  t: Matrix,
  x: Matrix,
  n: number,
  cols: number,
  triangle: Triangle = {},
): number {
  if (n === 0) return 0;
  const fromBelow = { at: x.at + (n - 1) * x.row, row: -x.row, col: x.col };
  const status = solveLower(id, elements, reverseOf(t, n, n), fromBelow, n, cols, triangle);
  return status && n + 1 - status;
}
