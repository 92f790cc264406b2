/** The singular value decomposition by one-sided Jacobi, which starts from the vectors of divide and conquer for large matrices. */
import { linalg } from "../../wasm/linalg.ts";
import { withScratch } from "../../wasm/storage.ts";
import { type Matrix, multiplyInto, productScratch } from "../shared-gemm.ts";
import { copyMatrix, type Elements } from "./matrix.ts";
import { type SvdStatus, withDecomposition } from "./svd.ts";
import { withParts } from "./workspace.ts";

/** Matrices of m x n elements, m >= n, that are decomposed one after another. */
export interface JacobiProblem {
  readonly id: string;
  readonly elements: Elements;
  readonly m: number;
  readonly n: number;
  /** Columns of U, n or m; 0 if the values are all that is wanted. */
  readonly leftCols: number;
}

/** A matrix, and where its U, singular values and Vh go. */
interface JacobiOperands {
  readonly a: Matrix;
  readonly s: number;
  readonly left: Matrix;
  readonly right: Matrix;
}

/** Columns from which divide and conquer pays, for what it leaves to rotate. */
const preconditioningPays = 48;
/** The least share of the greatest singular value that divide and conquer can tell from nothing. */
const resolved = { f32: 1e-6, f64: 1e-14 };
/** Bytes in scratch memory before the columns, and before each of them: assembly/factor/svd.ts. */
const [columnsStart, head] = [32, 16];

/** Calls `use` with a function that decomposes one matrix after another, in the same scratch memory. */
export function withRotations(
  problem: JacobiProblem,
  use: (decompose: (operands: JacobiOperands) => SvdStatus) => void,
): void {
  const { id, elements, m, n, leftCols } = problem;
  const { code } = elements;
  const vectors = leftCols > 0;
  withScratch(id, linalg[`svd_work_${code}`](m, n, vectors), (work) => {
    use(({ a, s, left, right }) => {
      const output = [left.at, left.row, left.col, leftCols, s, right.at, right.row, right.col] as const;
      const input = [a.at, a.row, a.col] as const;
      if (!vectors || n < preconditioningPays) {
        return statusOf(linalg[`svd_${code}`](...output, ...input, m, n, work));
      }
      const rank = linalg[`svd_reduce_${code}`](...input, m, n, vectors, work);
      if (rank < 0) return "not finite";
      if (rank >= preconditioningPays) precondition(problem, rank, work + columnsStart);
      return statusOf(linalg[`svd_finish_${code}`](...output, m, n, work));
    });
  });
}

const statusOf = (status: number): SvdStatus =>
  status >= 0 ? "done" : status === -1 ? "not converged" : "not finite";

/**
 * Multiplies the n x n matrix X of columns, and the identity behind it, by the right singular vectors that divide and conquer
 * finds: a few rotations are left. What is lost that way is little by the norms of X's rows: Gao, Ma and Shao, "Mixed
 * precision Jacobi SVD algorithm" (2022). Where small values cannot be told from nothing X stays as it is.
 */
function precondition(problem: JacobiProblem, n: number, at: number): void {
  const { id, elements } = problem;
  const { code, real, size, parts } = elements;
  const realSize = size / parts;
  const ld = Math.ceil((problem.n * size) / 16) * 16;
  const x = { at, row: size, col: head + 2 * ld };
  const v = { ...x, at: at + ld };
  const product = { code, size, m: n, n, k: n };
  withParts(id, [n * size, n * n * size, productScratch(product)], ([s, to, work]) => {
    let isResolved = false;
    withDecomposition({ id, elements, m: n, n, leftCols: 0, valuesOnly: false }, (decompose) => {
      const status = decompose({ a: x, s, u: v, v });
      const valueAt = (k: number) => linalg[`largest_finite_${real}`](s + k * realSize, 0, 0, 1, 1);
      isResolved = status === "done" && valueAt(n - 1) > resolved[real] * valueAt(0);
    });
    if (!isResolved) {
      linalg[`set_identity_${code}`](v.at, v.col, n);
      return;
    }
    const rows = { at: to, row: size, col: n * size };
    multiplyInto(product, rows, x, v, work);
    copyMatrix(elements, x, rows, n, n);
  });
}
