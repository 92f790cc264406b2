/** Linear algebra beyond that of np. */
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { type NamedTuple, namedTuple } from "../np/named-tuple.ts";
import { format } from "../shape.ts";
import { checkKnown } from "./chunks.ts";
import { factorDType, tallFactors, thinSvd } from "./factors.ts";
import type { LazyArray } from "./lazy-array.ts";
import { normal } from "./random.ts";
import { at } from "./slicing.ts";
import { adjoint } from "./triangular.ts";

export interface CompressedSvdOptions {
  /** How often the matrix and its adjoint are multiplied to the sample: 0 by default; 1 or 2 where singular values decrease slowly. */
  n_power_iter?: number | undefined;
  /** How many more vectors are sampled than are asked for: 10 by default. */
  n_oversamples?: number | undefined;
  /** A whole number, as that of `random`; another one each time if it is not given. */
  seed?: number | undefined;
}

/**
 * The `k` greatest singular values of a matrix (m, n), about, and their vectors: U (m, k), S (k) and Vh (k, n). The range of the matrix
 * is found by products with random vectors, and the matrix projected to it: Halko, Martinsson and Tropp, "Finding structure with
 * randomness" (2011), algorithms 4.4 and 5.1. The matrix is read 2 + 2 `n_power_iter` times, and may have any chunks.
 * @throws ShapeError for what is no matrix, RangeError for a `k` that is not from 1 to the lesser of m and n, and for options that are
 *   not whole numbers
 * @example
 * const x = lazy.random.random([200, 50], { chunks: [50, 25], seed: 1 });
 * const { U, S, Vh } = lazy.linalg.svd_compressed(x, 5, { seed: 2 });
 * [U.shape, S.shape, Vh.shape] // [[200, 5], [5], [5, 50]]
 */
export function svd_compressed(
  x: LazyArray,
  k: number,
  { n_power_iter = 0, n_oversamples = 10, seed }: CompressedSvdOptions = {},
): NamedTuple<{ U: LazyArray; S: LazyArray; Vh: LazyArray }> {
  const id = "linalg.svd_compressed";
  if (x.ndim !== 2) throw new ShapeError(`${id}: takes one matrix, not an array of shape ${format(x.shape)}`);
  checkKnown(id, x.chunks);
  const [m, n] = x.shape;
  checkCount(id, "k", k, 1, Math.min(m, n));
  checkCount(id, "n_power_iter", n_power_iter, 0);
  checkCount(id, "n_oversamples", n_oversamples, 0);
  const count = Math.min(k + n_oversamples, m, n);
  const matrix = np.astype(x, factorDType(x.dtype));
  const sample = normal(0, 1, [n, count], { chunks: [x.chunks[1], [count]], seed });
  let basis = np.matmul(matrix, np.astype(sample, matrix.dtype));
  for (let i = 0; i < n_power_iter; i++) {
    const rows = np.matmul(adjoint(matrix), tallFactors(basis).Q);
    basis = np.matmul(matrix, tallFactors(rows).Q);
  }
  const { Q } = tallFactors(basis);
  const { U, S, Vh } = thinSvd(np.matmul(adjoint(Q), matrix));
  return namedTuple({
    U: np.matmul(Q, at(U, [":", `:${k}`])),
    S: at(S, [`:${k}`]),
    Vh: at(Vh, [`:${k}`]),
  });
}

function checkCount(
  id: string,
  name: string,
  value: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${id}: ${name} ${value} is not a whole number from ${least} to ${most}`);
}
