import { describe, expect, test } from "vitest";
import type { DType } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";
import { difficultMatrices } from "../difficult-matrices.ts";
import { adjoint, distance, distanceFromOrthonormal, type Matrix, multiply, toMatrix } from "../matrices.ts";

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

/** A Hermitian matrix as an array of the dtype. */
function hermitian(dtype: DType, n: number): np.WasmArray {
  const a = matrix(draw(dtype, [n, n]));
  const b = adjoint(a, n);
  const sum = a.map((row, i) => row.map(({ re, im }, j) => ({ re: re + b[i][j].re, im: im + b[i][j].im })));
  const elements = dtype.startsWith("complex") ? sum : sum.map((row) => row.map(({ re }) => re));
  return np.asarray(elements, { dtype });
}

/** Checks residual, orthogonality and order, to within 30 n ε, and that eigvalsh agrees. */
function checkEigh(x: np.WasmArray, options: { UPLO?: "L" | "U" } = {}, full = matrix(x)): void {
  const n = x.shape[0];
  const { eigenvalues, eigenvectors } = np.linalg.eigh(x, options);
  const w = flat(eigenvalues) as number[];
  const v = matrix(eigenvectors);
  const bound = 30 * Math.max(1, n) * epsilonOf(x.dtype);
  expect(w).toEqual([...w].sort((p, q) => p - q));
  expect(distanceFromOrthonormal(v, n)).toBeLessThanOrEqual(bound);
  const scaled = v.map((row) => row.map(({ re, im }, k) => ({ re: re * w[k], im: im * w[k] })));
  expect(distance(multiply(full, v, n), scaled)).toBeLessThanOrEqual(bound * norm(full));
  for (const [k, value] of (flat(np.linalg.eigvalsh(x, options)) as number[]).entries()) {
    expect(Math.abs(value - w[k])).toBeLessThanOrEqual(bound * norm(full));
  }
}

describe("eigh", () => {
  describe.each(floating)("%s", (dtype) => {
    test.each([1, 2, 7, 33, 65, 130])("n = %d", (n) => {
      checkEigh(hermitian(dtype, n));
    });

    test("reads one triangle", () => {
      const n = 40;
      const x = hermitian(dtype, n);
      const full = matrix(x);
      const complex = dtype.startsWith("complex");
      for (const UPLO of ["L", "U"] as const) {
        const half = full.map((row, i) =>
          row.map((value, j) => {
            if (UPLO === "L" ? j > i : j < i) return complex ? { re: NaN, im: NaN } : NaN;
            return complex ? value : value.re;
          }),
        );
        checkEigh(np.asarray(half, { dtype }), { UPLO }, full);
      }
    });

    test("of repeated and of no eigenvalues, of low rank", () => {
      checkEigh(np.eye(70, { dtype }));
      checkEigh(np.zeros([70, 70], { dtype }));
      checkEigh(np.ones([70, 70], { dtype }));
      const blocks = matrix(np.eye(90)).map((row, i) =>
        row.map((_, j) => (Math.floor(i / 3) === Math.floor(j / 3) ? 1 : 0)),
      );
      checkEigh(np.asarray(blocks, { dtype }));
    });
  });

  test("of tridiagonal matrices whose halves hardly know each other", () => {
    // Wilkinson's, one and several glued by small numbers: pairs of eigenvalues that agree to all digits.
    const wilkinson = (i: number) => Math.abs((i % 21) - 10);
    for (const glue of [1, 1e-8, 1e-14, 0]) {
      const x = Array.from({ length: 84 }, (_, i) =>
        Array.from({ length: 84 }, (_, j) => {
          if (i === j) return wilkinson(i);
          if (Math.abs(i - j) !== 1) return 0;
          return Math.max(i, j) % 21 === 0 ? glue : 1;
        }),
      );
      checkEigh(np.asarray(x));
    }
  });

  test("of graded, huge and tiny matrices", () => {
    const x = matrix(hermitian("float64", 60));
    const graded = x.map((row, i) => row.map(({ re }, j) => re * 10 ** (-(i + j) / 4)));
    checkEigh(np.asarray(graded));
    checkEigh(np.flip(np.asarray(graded)));
    for (const factor of [1e300, 1e-300]) {
      const scaled = np.multiply(hermitian("float64", 60), factor);
      const w = flat(np.linalg.eigvalsh(scaled)) as number[];
      const expected = flat(np.linalg.eigvalsh(hermitian("float64", 60))) as number[];
      const bound = 1e-13 * Math.max(...expected.map(Math.abs));
      for (const [k, value] of w.entries()) {
        expect(Math.abs(value / factor - expected[k])).toBeLessThanOrEqual(bound);
      }
    }
  });

  test("of stacks, of any strides, of integers, and of nothing", () => {
    const x = np.stack([hermitian("complex64", 5), np.flip(hermitian("complex64", 5))]);
    const { eigenvalues, eigenvectors } = np.linalg.eigh(x);
    expect([eigenvalues.dtype, eigenvectors.dtype]).toEqual(["float32", "complex64"]);
    expect([eigenvalues.shape, eigenvectors.shape]).toEqual([
      [2, 5],
      [2, 5, 5],
    ]);
    expect(eigenvectors.at(1).toArray()).toEqual(np.linalg.eigh(x.at(1)).eigenvectors.toArray());
    checkEigh(np.matrix_transpose(hermitian("complex128", 12)));
    expect(
      np.linalg
        .eigvalsh(
          np.asarray([
            [2n, 0n],
            [0n, 1n],
          ]),
        )
        .toArray(),
    ).toEqual([1, 2]);
    expect(np.linalg.eigvalsh(np.zeros([0, 3, 3])).shape).toEqual([0, 3]);
    expect(np.linalg.eigh(np.zeros([2, 0, 0])).eigenvectors.shape).toEqual([2, 0, 0]);
  });

  test("refuses what is not finite, not square, or no triangle", () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const x = np.asarray([
        [1, 2],
        [value, 3],
      ]);
      expect(() => np.linalg.eigh(x)).toThrow(
        "linalg.eigh: Eigenvalues did not converge: the array holds NaN",
      );
      expect(() => np.linalg.eigvalsh(x)).toThrow(np.LinAlgError);
      expect(np.linalg.eigvalsh(x, { UPLO: "U" }).shape).toEqual([2]);
    }
    expect(() => np.linalg.eigh(np.ones([2, 3]))).toThrow(np.ShapeError);
    expect(() => np.linalg.eigvalsh([1, 2])).toThrow(np.ShapeError);
    expect(() => np.linalg.eigh(np.eye(2), { UPLO: "X" as never })).toThrow('UPLO is "L" or "U", not X');
  });
});

/** Checks the residual, to within 30 n ε, that vectors have norm 1 and a real largest element, and that eigvals agrees. */
function checkEig(x: np.WasmArray): void {
  const n = x.shape[0];
  const { eigenvalues, eigenvectors } = np.linalg.eig(x);
  const w = flat(eigenvalues) as np.Complex[];
  const [a, v] = [matrix(x), matrix(eigenvectors)];
  const epsilon = epsilonOf(x.dtype);
  const scaled = v.map((row) =>
    row.map(({ re, im }, k) => ({ re: re * w[k].re - im * w[k].im, im: re * w[k].im + im * w[k].re })),
  );
  expect(distance(multiply(a, v, n), scaled)).toBeLessThanOrEqual(30 * n * epsilon * norm(a));
  for (let k = 0; k < n; k++) {
    const column = v.map((row) => row[k]);
    expect(Math.abs(norm([column]) - 1)).toBeLessThanOrEqual(8 * n * epsilon);
    const sizes = column.map(({ re, im }) => Math.hypot(re, im));
    const largest = Math.max(...sizes);
    expect(column.some(({ im }, i) => sizes[i] >= largest * (1 - 1e-6) && im === 0)).toBe(true);
  }
  for (const { re, im } of flat(np.linalg.eigvals(x)) as np.Complex[]) {
    const nearest = Math.min(...w.map((value) => Math.hypot(value.re - re, value.im - im)));
    expect(nearest).toBeLessThanOrEqual(1e5 * n * epsilon * norm(a));
  }
}

describe("eig", () => {
  test.each(floating)("%s", (dtype) => {
    for (const n of [1, 2, 3, 4, 9, 40, 90]) checkEig(draw(dtype, [n, n]));
    checkEig(np.flip(draw(dtype, [17, 17])));
    checkEig(hermitian(dtype, 30));
    const { eigenvalues, eigenvectors } = np.linalg.eig(draw(dtype, [2, 3, 3]));
    const complex = epsilonOf(dtype) > 1e-10 ? "complex64" : "complex128";
    expect([eigenvalues.dtype, eigenvectors.dtype]).toEqual([complex, complex]);
    expect([eigenvalues.shape, eigenvectors.shape]).toEqual([
      [2, 3],
      [2, 3, 3],
    ]);
  });

  test("of matrices on which shifts go round in circles, or that are defective", () => {
    const permutation = (n: number) =>
      np.asarray(
        Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (j === (i + 1) % n ? 1 : 0))),
      );
    for (const n of [3, 4, 8, 13]) {
      checkEig(permutation(n));
      checkEig(np.astype(permutation(n), "complex128"));
    }
    const jordan = Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 6 }, (_, j) => (i === j ? 2 : j === i + 1 ? 1 : 0)),
    );
    checkEig(np.asarray(jordan));
    checkEig(np.matrix_transpose(np.asarray(jordan, { dtype: "complex128" })));
    checkEig(np.zeros([5, 5]));
    checkEig(np.eye(5));
  });

  test("of real matrices: pairs are conjugate to the last bit", () => {
    const w = flat(np.linalg.eigvals(draw("float64", [31, 31]))) as np.Complex[];
    for (let k = 0; k < w.length; k++) {
      if (w[k].im === 0) continue;
      expect(w[k + 1]).toEqual({ re: w[k].re, im: -w[k].im });
      k++;
    }
  });

  test("of badly scaled matrices: balancing keeps small eigenvalues", () => {
    const x = [
      [1, 1e5, 1e10],
      [1e-5, 2, 1e5],
      [1e-10, 1e-5, 3],
    ];
    const w = (flat(np.linalg.eigvals(x)) as np.Complex[]).map(({ re }) => re).sort((a, b) => a - b);
    const even = (
      flat(
        np.linalg.eigvals([
          [1, 1, 1],
          [1, 2, 1],
          [1, 1, 3],
        ]),
      ) as np.Complex[]
    ).map(({ re }) => re);
    for (const [k, value] of even.sort((a, b) => a - b).entries()) expect(w[k]).toBeCloseTo(value, 13);
    const scaled = np.linalg.eigvals(np.multiply(draw("float64", [4, 4]), 1e300));
    expect((flat(scaled) as np.Complex[]).every(({ re }) => Number.isFinite(re))).toBe(true);
  });

  test("refuses what is not finite or not square; of nothing it is nothing", () => {
    for (const value of [NaN, Infinity]) {
      expect(() =>
        np.linalg.eig([
          [1, value],
          [2, 3],
        ]),
      ).toThrow("linalg.eig: Array must not contain infs or NaNs");
      expect(() =>
        np.linalg.eigvals([
          [1, value],
          [2, 3],
        ]),
      ).toThrow(np.LinAlgError);
    }
    expect(() => np.linalg.eig(np.ones([2, 3]))).toThrow(np.ShapeError);
    expect(np.linalg.eigvals(np.zeros([0, 3, 3])).shape).toEqual([0, 3]);
    expect(np.linalg.eig(np.zeros([2, 0, 0])).eigenvectors.dtype).toBe("complex128");
  });
});

test("what rounding leaves of a matrix of rank one converges too", () => {
  for (const dtype of ["float64", "complex128"] as const) {
    for (let n = 2; n <= 90; n++) {
      const largest = np.max(np.abs(np.linalg.eigvals(np.ones([n, n], { dtype }))));
      expect(Math.abs(Number(largest) - n)).toBeLessThan(1e-12 * n);
    }
  }
});

test.each(difficultMatrices)("eig of matrices that are hard to iterate on: %s", (_, elements) => {
  for (const n of [3, 10, 22, 41]) {
    const x = np.asarray(elements(n));
    checkEig(x);
    checkEig(np.astype(x, "complex128"));
  }
});
