import { describe, expect, test } from "vitest";
import type { DType } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";
import { withThreads } from "../../src/wasm/threads/fork-join.ts";
import { adjoint, distance, type Matrix, multiply, toMatrix } from "../matrices.ts";

const floating = ["float32", "float64", "complex64", "complex128"] as const;
const epsilonOf = (dtype: DType) => (dtype === "float32" || dtype === "complex64" ? 2 ** -23 : 2 ** -52);

/** Numbers between -1 and 1, the same each time. */
function draw(dtype: DType, shape: readonly number[], seed = 1): np.WasmArray {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
  const complex = dtype.startsWith("complex");
  const size = shape.reduce((product, n) => product * n, 1);
  const elements = Array.from({ length: size }, () => (complex ? { re: next(), im: next() } : next()));
  return np.reshape(np.asarray(elements, { dtype }), shape);
}

const flat = (x: np.WasmArray) => np.reshape(x, [-1]).toArray() as np.Scalar[];
const matrix = (x: np.WasmArray) => toMatrix(flat(x), x.shape[0], x.shape[1]);
const norm = (x: Matrix) => Math.hypot(...x.flatMap((row) => row.flatMap(({ re, im }) => [re, im])));
const identity = (n: number) => matrix(np.eye(n));

/** Positive definite, from a matrix of the dtype. */
function gram(x: np.WasmArray): np.WasmArray {
  const n = x.shape[1];
  const product = multiply(adjoint(matrix(x), n), matrix(x), n);
  const complex = x.dtype.startsWith("complex");
  return np.asarray(
    product.map((row, i) =>
      row.map(({ re, im }, j) => {
        const real = i === j ? re + 1 : re;
        return complex ? { re: real, im } : real;
      }),
    ),
    { dtype: x.dtype },
  );
}

// Past the sizes at which blocks are cut in halves, and no multiples of anything.
const sizes = [1, 7, 33, 71, 150];

describe.each(floating)("%s", (dtype) => {
  const epsilon = epsilonOf(dtype);

  test.each(sizes)("n = %d: solve and inv have small backward errors", (n) => {
    const [a, b] = [draw(dtype, [n, n]), draw(dtype, [n, 3], 5)];
    const [m, right] = [matrix(a), matrix(b)];
    for (const [operand, m] of [
      [a, matrix(a)],
      [a.T, matrix(a.T)],
      [np.flip(a), matrix(np.flip(a))],
    ] as const) {
      const x = matrix(np.linalg.solve(operand, b));
      expect(distance(multiply(m, x, 3), right)).toBeLessThanOrEqual(10 * n * epsilon * norm(m) * norm(x));
    }
    const x = matrix(np.linalg.solve(a, np.reshape(np.asarray(b.at("...", 1)), [n, 1])));
    const vector = np.linalg.solve(a, b.at("...", 1));
    expect(vector.shape).toEqual([n]);
    expect(distance(toMatrix(flat(vector), n, 1), x)).toBe(0);
    const inverse = matrix(np.linalg.inv(a));
    expect(distance(multiply(m, inverse, n), identity(n))).toBeLessThanOrEqual(
      10 * n * epsilon * norm(m) * norm(inverse),
    );
  });

  test.each([
    [40, 40],
    [90, 50],
    [50, 90],
    [3, 200],
    [200, 3],
  ])("lu of %d x %d: P L U is the matrix, in all three forms, and lu_factor holds L and U", (m, n) => {
    const a = draw(dtype, [m, n]);
    const given = matrix(a);
    const bound = 4 * Math.max(m, n) * epsilon * norm(given);
    const { P, L, U } = np.linalg.lu(a);
    const [p, l, u] = [P, L, U].map(matrix);
    const lu = multiply(l, u, n);
    expect(distance(multiply(p, lu, n), given)).toBeLessThanOrEqual(bound);
    const permuted = np.linalg.lu(a, { permute_l: true });
    expect(Object.keys(permuted)).toEqual(["L", "U"]);
    expect(distance(multiply(matrix(permuted.L), u, n), given)).toBeLessThanOrEqual(bound);
    const indices = flat(np.linalg.lu(a, { p_indices: true }).P) as number[];
    expect(
      distance(
        indices.map((i) => lu[i]),
        given,
      ),
    ).toBeLessThanOrEqual(bound);
    const both = matrix(np.linalg.lu_factor(a).lu);
    for (const [i, row] of both.entries()) {
      for (const [j, value] of row.entries()) expect(value).toEqual(i > j ? l[i][j] : u[i][j]);
    }
  });

  test.each(sizes)("n = %d: cholesky, lower and upper, of one triangle", (n) => {
    const a = gram(draw(dtype, [n, n]));
    const given = matrix(a);
    const bound = 4 * (n + 1) * epsilon * norm(given);
    const [l, u] = [np.linalg.cholesky(a), np.linalg.cholesky(a, { upper: true })].map(matrix);
    expect(distance(multiply(l, adjoint(l, n), n), given)).toBeLessThanOrEqual(bound);
    expect(distance(multiply(adjoint(u, n), u, n), given)).toBeLessThanOrEqual(bound);
    const outside = l.flatMap((row, i) => row.filter((_, j) => j > i));
    expect(outside.every(({ re, im }) => re === 0 && im === 0)).toBe(true);
    const lower = np.asarray(
      given.map((row, i) => row.map((value, j) => (j > i ? Number.NaN : cell(value)))),
      {
        dtype,
      },
    );
    expect(distance(matrix(np.linalg.cholesky(lower)), l)).toBe(0);
  });

  const cell = (value: np.Complex) => (dtype.startsWith("complex") ? value : value.re);

  test.each(sizes)("n = %d: solve_triangular, every option, of one triangle", (n) => {
    const t = np.add(draw(dtype, [n, n]), np.multiply(np.eye(n, { dtype }), n));
    const b = draw(dtype, [n, 2], 9);
    for (const lower of [true, false]) {
      for (const unit_diagonal of [true, false]) {
        for (const trans of ["N", "T", "C"] as const) {
          const scale = unit_diagonal ? 1 / n : 1;
          const operand = np.multiply(t, np.asarray(scale, { dtype }));
          const x = matrix(np.linalg.solve_triangular(operand, b, { lower, trans, unit_diagonal }));
          const triangle = matrix(operand).map((row, i) =>
            row.map((value, j) =>
              i === j && unit_diagonal
                ? { re: 1, im: 0 }
                : (lower ? j > i : j < i)
                  ? { re: 0, im: 0 }
                  : trans === "T"
                    ? { re: value.re, im: -value.im }
                    : value,
            ),
          );
          const left = trans === "N" ? triangle : adjoint(triangle, n);
          const bound = 10 * n * epsilon * norm(triangle) * norm(x);
          expect(distance(multiply(left, x, 2), matrix(b))).toBeLessThanOrEqual(bound);
        }
      }
    }
  });

  test("det and slogdet agree, and grow as they should", () => {
    const a = draw(dtype, [60, 60]);
    const { sign, logabsdet } = np.linalg.slogdet(a);
    const half = np.linalg.slogdet(np.multiply(a, np.asarray(0.5, { dtype })));
    expect(half.sign.item()).toEqual(sign.item());
    expect(Number(half.logabsdet.item()) - Number(logabsdet.item())).toBeCloseTo(-60 * Math.LN2, 3);
    expect(
      np.linalg.slogdet(np.multiply(np.eye(400, { dtype }), np.asarray(8, { dtype }))).logabsdet.item(),
    ).toBeCloseTo(400 * Math.log(8), 3);
  });

  test("threads: large systems and factors are the same but for rounding", () => {
    const n = 200;
    const [a, b] = [draw(dtype, [n, n]), draw(dtype, [n, 2], 5)];
    const alone = withThreads(1, () => matrix(np.linalg.solve(a, b)));
    const shared = matrix(np.linalg.solve(a, b));
    expect(distance(alone, shared)).toBeLessThanOrEqual(1e5 * epsilon * norm(alone));
  });
});

test("solve: one matrix for many right-hand sides, many for one, empty stacks", () => {
  const [a, b] = [draw("float64", [3, 4, 4]), draw("float64", [2, 1, 4, 2], 3)];
  const x = np.linalg.solve(a, b);
  expect(x.shape).toEqual([2, 3, 4, 2]);
  expect(x.at(1, 2).toArray()).toEqual(np.linalg.solve(a.at(2), b.at(1, 0)).toArray());
  expect(np.linalg.solve(a, [1, 2, 3, 4]).shape).toEqual([3, 4]);
  expect(np.linalg.solve(np.zeros([0, 4, 4]), np.zeros([4, 2])).shape).toEqual([0, 4, 2]);
  expect(np.linalg.solve(np.zeros([0, 0]), np.zeros([0])).shape).toEqual([0]);
  expect(np.linalg.det(np.zeros([2, 0, 0])).toArray()).toEqual([1, 1]);
});

test("NaN and infinity go through det and solve", () => {
  const a = np.asarray([
    [1, Number.NaN],
    [2, 3],
  ]);
  expect(np.linalg.det(a).item()).toBeNaN();
  expect(np.linalg.slogdet(a).logabsdet.item()).toBeNaN();
  expect(np.linalg.solve(a, [1, 2]).toArray()).toEqual([Number.NaN, Number.NaN]);
  expect(() => np.linalg.cholesky(a, { upper: true })).toThrow(np.LinAlgError);
});

test("errors say what is wrong and leave operands alone", () => {
  const singular = np.asarray([
    [1, 2],
    [2, 4],
  ]);
  const before = singular.toArray();
  expect(() => np.linalg.solve(singular, [1, 2])).toThrow("linalg.solve: Singular matrix");
  expect(() => np.linalg.inv(singular)).toThrow(np.LinAlgError);
  expect(() =>
    np.linalg.cholesky([
      [1, 2],
      [2, 1],
    ]),
  ).toThrow("its leading minor of order 2 is not");
  expect(() =>
    np.linalg.solve_triangular(
      [
        [1, 0],
        [0, 0],
      ],
      [1, 2],
    ),
  ).toThrow("linalg.solve_triangular: singular matrix: resolution failed at diagonal 1");
  expect(() => np.linalg.solve_triangular(singular, [1, 2], { trans: "H" as never })).toThrow(TypeError);
  expect(() => np.linalg.cholesky(singular, { lower: true } as never)).toThrow("unknown option 'lower'");
  expect(() => np.linalg.lu([1, 2])).toThrow(np.ShapeError);
  expect(() => np.linalg.lu_factor(3)).toThrow(np.ShapeError);
  expect(singular.toArray()).toEqual(before);
});
