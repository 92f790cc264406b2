/** The singular values and vectors of bidiagonal matrices by divide and conquer, its products on several threads. */
import { linalg } from "../../wasm/linalg.ts";
import { forkJoin, threadCount } from "../../wasm/threads/fork-join.ts";
import { type Matrix, multiplyInto, productScratch } from "../shared-gemm.ts";

/** An upper bidiagonal n x n matrix of float64, and identity matrices of columns, which its vectors take the place of. */
export interface Bidiagonal {
  readonly code: "f32" | "f64";
  readonly size: number;
  readonly n: number;
  readonly d: number;
  readonly e: number;
  readonly u: number;
  readonly v: number;
  /** Bytes from column to column of u and v. */
  readonly ld: number;
  /** n 32-bit numbers: the columns by ascending values. */
  readonly order: number;
}

/** A bidiagonal matrix in the tree, of `n` rows from `first` on; with `extra` 1 it has a column more. */
interface Node {
  readonly first: number;
  readonly n: number;
  readonly extra: 0 | 1;
}

/** A matrix that is divided, and scratch memory. */
interface Division extends Bidiagonal {
  readonly plan: number;
  /** Vectors of the merge's small problem, n x n. */
  readonly small: number;
  /** Columns gathered for a product. */
  readonly gathered: number;
  readonly work: number;
}

/** Rows of a matrix that is not divided further. */
const leafRows = 24;
/** Poles from which roots and vectors are computed on several threads, and how many at a time. */
const sharingPays = 128;
const rootsAtOnce = 16;

/** Bytes of scratch memory that `divideAndConquer` wants. */
export function divisionScratch({ code, size, n }: Pick<Bidiagonal, "code" | "size" | "n">): number {
  const [plan, square, gathered] = partsOf(size, n);
  const product = productScratch({ code, size, m: n, n, k: n });
  return plan + square + gathered + Math.max(product, 8 * n * threadCount());
}

const partsOf = (size: number, n: number): number[] =>
  [linalg.plan_bytes(n), n * n * size, n * (n + 1) * size].map((bytes) => Math.ceil(bytes / 64) * 64);

/** Makes u and v the vectors, d the values, in the order of the columns. False if an iteration did not converge. */
export function divideAndConquer(matrix: Bidiagonal, scratch: number): boolean {
  const [plan, small] = partsOf(matrix.size, matrix.n);
  const [square, gathered] = [scratch + plan, scratch + plan + small];
  const work = gathered + partsOf(matrix.size, matrix.n)[2];
  const division = { ...matrix, plan: scratch, small: square, gathered, work };
  return decompose(division, { first: 0, n: matrix.n, extra: 0 });
}

function decompose(division: Division, node: Node): boolean {
  const { code, size, ld } = division;
  const { first, n, extra } = node;
  const corner = first * (ld + size);
  const [d, e, order] = [division.d + 8 * first, division.e + 8 * first, division.order + 4 * first];
  const [u, v] = [division.u + corner, division.v + corner];
  if (n <= leafRows) {
    return Boolean(linalg[`divide_leaf_${code}`](d, e, n, extra, order, u, ld, v, ld));
  }
  const upper = (n - 1) >> 1;
  const lower = n - 1 - upper;
  return (
    decompose(division, { first, n: upper, extra: 1 }) &&
    decompose(division, { first: first + upper + 1, n: lower, extra }) &&
    merge(division, node, upper)
  );
}

/** Joins the halves of a node, of which `upper` rows are above the row between them. */
function merge(division: Division, { first, n, extra }: Node, upper: number): boolean {
  const { code, size, ld, plan } = division;
  const lower = n - 1 - upper;
  const capacity = division.n + 1;
  const corner = first * (ld + size);
  const [d, e, order] = [division.d + 8 * first, division.e + 8 * first, division.order + 4 * first];
  const [u, v] = [division.u + corner, division.v + corner];
  const deflate = linalg[`merge_deflate_${code}`];
  const count = deflate(d, e, order, upper, lower, extra, u, ld, v, ld, plan, capacity);
  findRoots(division, count);
  linalg.merge_weights(count, plan, capacity);
  multiplyColumns(division, { x: u, upper, below: lower, n, count, right: false });
  multiplyColumns(division, { x: v, upper, below: lower + extra, n, count, right: true });
  return Boolean(linalg.merge_finish(d, order, n, count, plan, capacity));
}

function findRoots({ plan, n }: Division, count: number): void {
  forkJoin(linalg.merge_roots, [count, plan, n + 1, 0, count], {
    count: 4,
    size: tileOf(count),
    steps: [[3, 1]],
  });
}

/** As many roots at a time as pay for a thread. */
const tileOf = (count: number): number => (count < sharingPays ? count : rootsAtOnce);

/** Columns of which `count` belong to poles: `upper` + 1 rows of theirs, and `below` others. */
interface Columns {
  readonly x: number;
  readonly upper: number;
  readonly below: number;
  readonly n: number;
  readonly count: number;
  readonly right: boolean;
}

/** Multiplies columns by the vectors of the small problem, leaving out the halves of them that are zero. */
function multiplyColumns(division: Division, { x, upper, below, n, count, right }: Columns): void {
  const { code, size, ld, plan, small, gathered, work } = division;
  const capacity = division.n + 1;
  linalg[`merge_gather_${code}`](gathered, x, ld, upper, below, n, count, plan, capacity);
  const ldq = count * size;
  forkJoin(
    linalg[`merge_vectors_${code}`],
    [small, ldq, count, plan, capacity, Number(right), 0, count, work],
    {
      count: 7,
      size: tileOf(count),
      steps: [
        [0, ldq],
        [6, 1],
      ],
      scratch: [8, 8 * division.n],
    },
  );
  const [above, first] = [upper + 1, linalg.merge_count(plan, capacity, 0)];
  const both = linalg.merge_count(plan, capacity, 1);
  const multiply = (to: number, from: number, m: number, row: number, k: number) => {
    const vectors: Matrix = { at: small + row * size, row: size, col: ldq };
    const factor = { at: from, row: size, col: m * size };
    multiplyInto({ code, size, m, n: count, k }, { at: to, row: size, col: ld }, factor, vectors, work);
  };
  multiply(x, gathered, above, 0, first + both);
  multiply(x + above * size, gathered + above * (first + both) * size, below, first, count - first);
}
