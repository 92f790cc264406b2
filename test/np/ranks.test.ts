import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DType } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";

const { linalg } = np;
const dtypes = ["float32", "float64", "complex64", "complex128"] as const;
const epsilon = (dtype: DType) => (dtype === "float32" || dtype === "complex64" ? 2 ** -23 : 2 ** -52);

/** Numbers between -1 and 1 that a seed determines. */
function draw(dtype: DType, shape: readonly number[], seed: number): np.WasmArray {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
  const size = shape.reduce((product, n) => product * n, 1);
  const complex = dtype.startsWith("complex");
  const values = Array.from({ length: size }, () => (complex ? { re: next(), im: next() } : next()));
  return np.reshape(np.asarray(values, { dtype }), shape);
}

/** A stack of m x n matrices of a rank that is at most `rank`, in some layout. */
const problems = fc
  .record({
    dtype: fc.constantFrom(...dtypes),
    batch: fc.constantFrom([], [2], [2, 1, 3]),
    m: fc.integer({ min: 1, max: 8 }),
    n: fc.integer({ min: 1, max: 8 }),
    rank: fc.integer({ min: 0, max: 8 }),
    seed: fc.nat(10_000),
    turned: fc.boolean(),
  })
  .map(({ dtype, batch, m, n, rank, seed, turned }) => {
    const [left, right] = [
      draw(dtype, [...batch, m, rank], seed),
      draw(dtype, [...batch, rank, n], seed + 1),
    ];
    const product = np.matmul(left, right);
    const x = turned
      ? np.matrix_transpose(np.matmul(np.matrix_transpose(right), np.matrix_transpose(left)))
      : product;
    return { x, rank: Math.min(rank, m, n), bound: 400 * epsilon(dtype) };
  });

/** The greatest magnitude of an element. */
const largest = (x: np.WasmArray): number => (x.size ? (np.max(np.abs(x)).item() as number) : 0);

function adjoint(x: np.WasmArray): np.WasmArray {
  if (!x.dtype.startsWith("complex")) return np.matrix_transpose(x);
  const values = np.reshape(x, [-1]).toArray() as np.Complex[];
  const conjugates = values.map(({ re, im }) => ({ re, im: -im }));
  return np.matrix_transpose(np.reshape(np.asarray(conjugates, { dtype: x.dtype }), x.shape));
}

const isClose = (x: np.WasmArray, y: np.WasmArray, bound: number) =>
  expect(largest(np.subtract(x, y))).toBeLessThanOrEqual(bound * Math.max(1, largest(x), largest(y)));

/** How much larger than x its pseudoinverse makes errors. */
const condition = (x: np.WasmArray, rank: number): number => {
  if (rank === 0) return 1;
  const S = linalg.svdvals(x);
  return largest(S) / (np.min(S.at("...", rank - 1)).item() as number);
};

const check = (property: (problem: { x: np.WasmArray; rank: number; bound: number }) => void) =>
  fc.assert(
    fc.property(problems, (problem) => np.scope(() => property(problem))),
    { numRuns: 100 },
  );

test("matrix_rank finds the rank of products of thin matrices", () => {
  check(({ x, rank }) => {
    // Some products are nearly of a lower rank.
    if (condition(x, rank) > 1e4) return;
    const ranks = linalg.matrix_rank(x);
    expect([ranks.dtype, ranks.shape]).toEqual(["int64", x.shape.slice(0, -2)]);
    expect(np.all(np.equal(ranks, BigInt(rank))).item()).toBe(true);
  });
});

test("pinv has the four properties of Moore and Penrose", () => {
  check(({ x, rank, bound }) => {
    const kappa = condition(x, rank);
    if (kappa > 1e3) return;
    const inverse = linalg.pinv(x);
    expect([inverse.dtype, inverse.shape]).toEqual([x.dtype, np.matrix_transpose(x).shape]);
    const [left, right] = [np.matmul(inverse, x), np.matmul(x, inverse)];
    isClose(np.matmul(x, left), x, bound * kappa);
    isClose(np.matmul(left, inverse), inverse, bound * kappa);
    isClose(adjoint(left), left, bound * kappa);
    isClose(adjoint(right), right, bound * kappa);
  });
});

test("null_space and orth are orthonormal bases, of what x makes zero and of what it makes", () => {
  check(({ x, rank, bound }) => {
    if (x.ndim > 2 || condition(x, rank) > 1e4) return;
    const [m, n] = x.shape;
    const [kernel, range] = [linalg.null_space(x), linalg.orth(x)];
    expect([kernel.shape, range.shape]).toEqual([
      [n, n - rank],
      [m, rank],
    ]);
    for (const basis of [kernel, range]) {
      isClose(np.matmul(adjoint(basis), basis), np.eye(basis.shape[1], null, { dtype: x.dtype }), bound);
    }
    expect(largest(np.matmul(x, kernel))).toBeLessThanOrEqual(bound * Math.max(1, largest(x)));
    isClose(np.matmul(range, np.matmul(adjoint(range), x)), x, bound);
  });
});

describe.each(["right", "left"] as const)("polar on the %s", (side) => {
  test("is a product of an isometry and a positive semi-definite matrix", () => {
    check(({ x, bound }) => {
      const { u, p } = linalg.polar(x, { side });
      isClose(side === "right" ? np.matmul(u, p) : np.matmul(p, u), x, bound);
      isClose(adjoint(p), p, bound);
      const [m, n] = x.shape.slice(-2);
      const gram = m >= n ? np.matmul(adjoint(u), u) : np.matmul(u, adjoint(u));
      isClose(gram, np.broadcast_to(np.eye(Math.min(m, n), null, { dtype: x.dtype }), gram.shape), bound);
      // Its eigenvalues are the singular values of x.
      const traces = np.abs(linalg.trace(p));
      isClose(traces, linalg.matrix_norm(x, { ord: "nuc" }), bound);
    });
  });
});

test("a tolerance for each matrix", () => {
  const x = np.asarray([
    [
      [4, 0],
      [0, 1],
    ],
    [
      [4, 0],
      [0, 1],
    ],
  ]);
  expect(linalg.matrix_rank(x, { rtol: [0.2, 0.3] }).toArray()).toEqual([2n, 1n]);
  expect(linalg.pinv(x, { rtol: [0.2, 0.3] }).toArray()).toEqual([
    [
      [0.25, 0],
      [0, 1],
    ],
    [
      [0.25, 0],
      [0, 0],
    ],
  ]);
  expect(linalg.orth(x.at(0), { rcond: 0.3 }).shape).toEqual([2, 1]);
  expect(linalg.null_space(x.at(0), { rcond: 0.3 }).shape).toEqual([2, 1]);
});
