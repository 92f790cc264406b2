/** The singular value decomposition by way of a bidiagonal matrix. */
import { copyKernel } from "../../array/copy.ts";
import { linalg } from "../../wasm/linalg.ts";
import type { Matrix } from "../shared-gemm.ts";
import { type Bidiagonalisation, bidiagonalise, bidiagonalScratch } from "./bidiagonal.ts";
import { divideAndConquer, divisionScratch } from "./divide-and-conquer.ts";
import type { Elements } from "./matrix.ts";
import { applyReflections, factorColumns, type Reflections, reflectionScratch } from "./reflections.ts";
import { columnStep, withParts } from "./workspace.ts";

/** Matrices of m x n elements, m >= n, that are decomposed one after another. */
export interface SvdProblem {
  readonly id: string;
  readonly elements: Elements;
  readonly m: number;
  readonly n: number;
  /** Columns of U, n or m; 0 if U is not wanted. */
  readonly leftCols: number;
  /** Whether the values are all that is wanted. */
  readonly valuesOnly: boolean;
}

/** A matrix, and where its U, singular values and V go. */
export interface SvdOperands {
  readonly a: Matrix;
  readonly s: number;
  readonly u: Matrix;
  readonly v: Matrix;
}

/** What a decomposition comes to: NaN or infinity is in the matrix, or an iteration did not converge. */
export type SvdStatus = "done" | "not finite" | "not converged";

/** Rows for each column from which R of a QR factorization is decomposed in place of the matrix. */
const factoringPays = 1.6;
/** Powers of two between which the largest element need not be scaled. */
const range = { f32: 20, f64: 200 };

/** Calls `use` with a function that decomposes one matrix after another, in the same scratch memory. */
export function withDecomposition(
  problem: SvdProblem,
  use: (decompose: (operands: SvdOperands) => SvdStatus) => void,
): void {
  const { id, elements, m, n, leftCols, valuesOnly } = problem;
  const { code, real, size, parts } = elements;
  const realSize = size / parts;
  const [ld, square, vectors] = [columnStep(m, size), columnStep(n, size), columnStep(n, realSize)];
  const isTall = m > factoringPays * n;
  const lengths = { code, size, m: isTall ? n : m, n };
  const scratch = Math.max(
    bidiagonalScratch(lengths),
    valuesOnly ? 0 : divisionScratch({ code: real, size: realSize, n }),
    reflectionScratch({ size, m, n }, Math.max(leftCols, n)),
  );
  const bytes = [
    n * ld,
    isTall ? n * square : 0,
    n * square,
    ...(valuesOnly ? [0, 0] : [n * vectors, n * vectors]),
    ...[8 * n, 8 * n, 4 * n, n * size, n * size, n * size, scratch],
  ];
  withParts(id, bytes, ([at, r, right, u, v, d, e, order, tauLeft, tauRight, tau, work]) => {
    const common = { code, size };
    const columns: Reflections = { ...common, at, ld, m, n, tau, count: n };
    const matrix: Bidiagonalisation = {
      ...common,
      ...(isTall ? { at: r, ld: square, m: n, n } : { at, ld, m, n }),
      ...{ d, e, tauLeft, right, ldRight: square, tauRight },
    };
    const bidiagonal = { code: real, size: realSize, n, d, e, u, v, ld: vectors, order };
    use((operands) => {
      const exponent = copyInRange(problem, operands.a, at, ld);
      if (Number.isNaN(exponent)) return "not finite";
      if (isTall) {
        factorColumns(columns, work);
        linalg[`copy_upper_${code}`](r, size, square, at, ld, n, n);
      }
      bidiagonalise(matrix, work);
      const write = linalg[`write_values_${real}`];
      if (valuesOnly) {
        if (!linalg.bidiagonal_values(d, e, n)) return "not converged";
        write(operands.s, d, 0, n, -exponent);
        return "done";
      }
      linalg[`set_identity_${real}`](u, vectors, n);
      linalg[`set_identity_${real}`](v, vectors, n);
      if (!divideAndConquer(bidiagonal, work)) return "not converged";
      write(operands.s, d, order, n, -exponent);
      writeVectors(problem, bidiagonal, operands);
      if (leftCols > 0) {
        const left = { ...common, at: matrix.at, ld: matrix.ld, m: matrix.m, n, tau: tauLeft, count: n };
        applyReflections(left, operands.u, isTall ? n : leftCols, work);
        if (isTall) applyReflections(columns, operands.u, leftCols, work);
      }
      const rows = { ...common, at: right + size, ld: square, m: n - 1, n, tau: tauRight, count: n - 1 };
      applyReflections(rows, { ...operands.v, at: operands.v.at + operands.v.row }, n, work);
      return "done";
    });
  });
}

/**
 * Copies a matrix to contiguous columns, times a power of two if its elements are very large or very small, and returns the
 * exponent of that; NaN if it holds NaN or infinity.
 */
function copyInRange({ elements, m, n }: SvdProblem, a: Matrix, at: number, ld: number): number {
  const { code, real, size, parts } = elements;
  const largestOf = linalg[`largest_finite_${real}`];
  let largest = largestOf(a.at, a.row, a.col, m, n);
  if (parts === 2) largest = Math.max(largest, largestOf(a.at + size / 2, a.row, a.col, m, n));
  if (!Number.isFinite(largest)) return Number.NaN;
  const exponent = largest === 0 ? 0 : Math.floor(Math.log2(largest));
  if (Math.abs(exponent) <= range[real]) {
    copyKernel(size)(at, size, ld, a.at, a.row, a.col, m, n);
    return 0;
  }
  linalg[`copy_scaled_${code}`](at, ld, a.at, a.row, a.col, m, n, -exponent);
  return -exponent;
}

/** Writes the bidiagonal matrix's vectors to U and V; further rows of U are zero, further columns those of the identity. */
function writeVectors(
  { elements, m, n, leftCols }: SvdProblem,
  bidiagonal: { readonly u: number; readonly v: number; readonly ld: number; readonly order: number },
  { u, v }: SvdOperands,
): void {
  const { ld, order } = bidiagonal;
  const write = linalg[`write_vectors_${elements.code}`];
  write(v.at, v.row, v.col, bidiagonal.v, ld, order, n, n);
  if (leftCols === 0) return;
  write(u.at, u.row, u.col, bidiagonal.u, ld, order, n, n);
  linalg[`extend_identity_${elements.code}`](u.at, u.row, u.col, m, leftCols, n);
}
