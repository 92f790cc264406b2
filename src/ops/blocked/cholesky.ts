import { linalg } from "../../wasm/linalg.ts";
import { withScratch } from "../../wasm/storage.ts";
import { type Matrix, subtractUpper, upperScratch } from "../shared-gemm.ts";
import { type Elements, partOf, transposeOf, withConjugate } from "./matrix.ts";
import { solveLower } from "./triangular.ts";

/** Rows that are factored one by one. */
const panel = 32;

/**
 * A = Uᴴ U in place of the upper triangle of a Hermitian A, n x n, whose rows are contiguous; the lower is not kept.
 * By halves, so that most of the work is products: Gustavson, "Recursion leads to automatic variable blocking for dense
 * linear-algebra algorithms" (1997). Returns 0, or the order of the first leading minor that is not positive.
 */
export function factorCholesky(id: string, elements: Elements, a: Matrix, n: number): number {
  if (n <= panel) return linalg[`cholesky_${elements.code}`](a.at, a.row, n);
  const half = Math.ceil(n / 2 / panel) * panel;
  const rest = n - half;
  const status = factorCholesky(id, elements, a, half);
  if (status) return status;
  const [right, last] = [partOf(a, 0, half), partOf(a, half, half)];
  solveLower(id, elements, transposeOf(a), right, half, rest, { conjugate: true });
  subtractGram(id, elements, last, right, rest, half);
  const later = factorCholesky(id, elements, last, rest);
  return later && half + later;
}

/** The upper triangle of c -= bᴴ b, n x n, for b of k rows. */
function subtractGram(id: string, elements: Elements, c: Matrix, b: Matrix, n: number, k: number): void {
  const product = { code: elements.code, n, k };
  withConjugate(id, elements, transposeOf(b), n, k, (adjoint) => {
    withScratch(id, upperScratch(product), (work) => subtractUpper(product, c, adjoint, b, work));
  });
}
