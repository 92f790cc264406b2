import { linalg } from "../../wasm/linalg.ts";
import type { Matrix } from "../shared-gemm.ts";
import { type Elements, partOf, subtractProduct } from "./matrix.ts";
import { solveLower } from "./triangular.ts";

/** Columns that are eliminated one by one, and elements of a matrix small enough for that. */
const panel = 8;
const smallMatrix = 1024;

/** A matrix that is being factored: rows are contiguous. */
interface Problem {
  readonly id: string;
  readonly elements: Elements;
  readonly a: Matrix;
  readonly m: number;
  /** Address of 32-bit numbers: the row that each row is exchanged with, one after another. */
  readonly pivots: number;
}

/**
 * P A = L U for an m x n matrix, in place, by elimination with partial pivoting; L has ones on its diagonal. Halves of
 * the columns one after the other, so that most of the work is products: Toledo, "Locality of reference in LU
 * decomposition with partial pivoting" (1997). Returns 0, or 1 more than the index of the first pivot that is 0.
 */
export function factorLu(
  id: string,
  elements: Elements,
  a: Matrix,
  m: number,
  n: number,
  pivots: number,
): number {
  const problem = { id, elements, a, m, pivots };
  const k = Math.min(m, n);
  const status = factorColumns(problem, 0, k);
  if (n > k) {
    exchangeRows(problem, k, n - k, 0, k);
    solveLower(id, elements, a, partOf(a, 0, k), k, n - k, { unit: true });
  }
  return status;
}

function factorColumns(problem: Problem, first: number, n: number): number {
  const { id, elements, a, m, pivots } = problem;
  if (n <= panel || (m - first) * n <= smallMatrix) {
    return linalg[`lu_${elements.code}`](a.at, a.row, m, first, n, first + n, pivots);
  }
  const half = Math.ceil(n / 2 / panel) * panel;
  const middle = first + half;
  const rest = n - half;
  const status = factorColumns(problem, first, half);
  const [below, right] = [partOf(a, middle, first), partOf(a, first, middle)];
  exchangeRows(problem, middle, rest, first, middle);
  solveLower(id, elements, partOf(a, first, first), right, half, rest, { unit: true });
  const lengths = { m: m - middle, n: rest, k: half };
  subtractProduct(id, elements, partOf(a, middle, middle), below, right, lengths);
  const later = factorColumns(problem, middle, rest);
  exchangeRows(problem, first, half, middle, middle + rest);
  return status || later;
}

/** Exchanges rows of `count` columns from `column` on as the pivots from `from` until `until` say. */
function exchangeRows(
  { elements, a, pivots }: Problem,
  column: number,
  count: number,
  from: number,
  until: number,
): void {
  const { size } = elements;
  linalg.swap_rows(a.at + column * size, a.row, count * size, pivots, from, until);
}
