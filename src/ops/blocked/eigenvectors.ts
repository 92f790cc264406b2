/** Eigenvectors of symmetric tridiagonal matrices by divide and conquer: the kernels' merges, and products on threads. */
import { float64 } from "../../dtype.ts";
import { linalg } from "../../wasm/linalg.ts";
import { elementsOf, multiplyMatrices } from "./matrix.ts";
import { withParts } from "./workspace.ts";

/** Rows that are not divided any more. */
const leaf = 32;

/** A tridiagonal matrix as addresses of float64 numbers; `order` has 32-bit indices; v has contiguous rows. */
interface Tridiagonal {
  readonly d: number;
  readonly e: number;
  readonly order: number;
  readonly v: number;
  readonly ldv: number;
}

/** Scratch memory of the merges. */
interface Workspace {
  readonly id: string;
  readonly plan: number;
  readonly capacity: number;
  readonly rows: number;
  readonly vectors: number;
}

/**
 * The eigenvalues of a symmetric tridiagonal n x n matrix, in d, e beside it, to d, their ascending order to `order`, and the
 * eigenvectors to the rows of v. e is not kept. Returns false if an iteration did not converge.
 */
export function divideAndConquer(id: string, matrix: Tridiagonal, n: number): boolean {
  linalg.set_identity_rows_f64(matrix.v, matrix.ldv, n);
  if (n <= leaf) return solveLeaf(matrix, n);
  return withParts(id, [linalg.eigen_plan_bytes(n), 16 * n * n, 8 * n * n], ([plan, rows, vectors]) =>
    conquer({ id, plan, capacity: n, rows, vectors }, matrix, n),
  );
}

function solveLeaf({ d, e, order, v, ldv }: Tridiagonal, n: number): boolean {
  const isFound = linalg.tridiagonal_ql(d, e, n, v, ldv, n);
  linalg.eigen_sort(order, d, n);
  return Boolean(isFound);
}

function conquer(workspace: Workspace, matrix: Tridiagonal, n: number): boolean {
  if (n <= leaf) return solveLeaf(matrix, n);
  const { d, e, order, v, ldv } = matrix;
  const upper = n >> 1;
  const rho = linalg.eigen_split(d, e, upper - 1);
  const lower = {
    d: d + 8 * upper,
    e: e + 8 * upper,
    order: order + 4 * upper,
    v: v + upper * (ldv + 8),
    ldv,
  };
  return (
    conquer(workspace, matrix, upper) &&
    conquer(workspace, lower, n - upper) &&
    merge(workspace, matrix, n, upper, rho)
  );
}

function merge(workspace: Workspace, matrix: Tridiagonal, n: number, upper: number, rho: number): boolean {
  const { id, plan, capacity, rows, vectors } = workspace;
  const { d, order, v, ldv } = matrix;
  const count = linalg.eigen_deflate(d, order, v, ldv, n, upper, rho, plan, capacity);
  linalg.eigen_gather(rows, d, v, ldv, n, upper, count, plan, capacity);
  linalg.eigen_roots(count, plan, capacity, 0, count);
  linalg.eigen_weights(count, plan, capacity);
  linalg.eigen_vectors(vectors, count, plan, capacity, 0, count);
  const elements = elementsOf(float64);
  const lower = n - upper;
  const [first, both, last] = [0, 1, 2].map((turn) => linalg.eigen_group(plan, capacity, turn));
  const coefficients = { at: vectors, row: 8 * count, col: 8 };
  const to = { at: v, row: ldv, col: 8 };
  const above = { at: rows, row: 8 * upper, col: 8 };
  const below = { at: rows + 8 * upper * (first + both), row: 8 * lower, col: 8 };
  multiplyMatrices(id, elements, to, coefficients, above, { m: count, n: upper, k: first + both });
  multiplyMatrices(
    ...([
      id,
      elements,
      { ...to, at: v + 8 * upper },
      { ...coefficients, at: vectors + 8 * first },
      below,
    ] as const),
    { m: count, n: lower, k: both + last },
  );
  return Boolean(linalg.eigen_finish(d, order, n, count, plan, capacity));
}
