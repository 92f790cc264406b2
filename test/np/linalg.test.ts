import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DType } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";
import {
  adjoint,
  distance,
  distanceFromOrthonormal,
  distanceFromProduct,
  multiply,
  toMatrix,
} from "../matrices.ts";

interface HardMatrix {
  readonly name: string;
  readonly shape: [number, number];
  readonly data: number[];
  readonly values: number[];
  /** Whether the entries determine every singular value to working precision, however small it is. */
  readonly relative: boolean;
}

const hardMatrices: HardMatrix[] = readFileSync(
  new URL("../fixtures/singular-values.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

const floating = ["float32", "float64", "complex64", "complex128"] as const;
const epsilonOf = (dtype: DType) => (dtype === "float32" || dtype === "complex64" ? 2 ** -23 : 2 ** -52);

/** Numbers between -1 and 1, the same each time. */
function draw(dtype: DType, shape: readonly number[]): np.WasmArray {
  let state = 1;
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

/** Checks that U and Vh are orthonormal, S in order, and that their product is x, to within 30 ε √n. */
function checkDecomposition(x: np.WasmArray, options?: np.linalg.SvdOptions): void {
  const { U, S, Vh } = np.linalg.svd(x, options);
  const [u, vh, a] = [U, Vh, x].map(matrix);
  const s = flat(S) as number[];
  const bound = 30 * epsilonOf(U.dtype) * Math.sqrt(Math.max(...x.shape));
  expect(s).toEqual([...s].sort((p, q) => q - p));
  expect(s.at(-1)).toBeGreaterThanOrEqual(0);
  expect(distanceFromOrthonormal(u, U.shape[1])).toBeLessThan(bound);
  expect(distanceFromOrthonormal(adjoint(vh, Vh.shape[1]), Vh.shape[0])).toBeLessThan(bound);
  expect(distanceFromProduct(a, u, s, vh)).toBeLessThan(bound * s[0]);
}

describe("svd", () => {
  describe.each(hardMatrices)("of a hard matrix: $name", ({ shape, data, values, relative }) => {
    const x = np.reshape(np.asarray(data), shape);
    const views: [string, np.WasmArray][] = [
      ["as it is", x],
      ["transposed", np.matrix_transpose(x)],
      ["reversed", np.flip(x)],
    ];

    test.each(views)("%s, has the values that mpmath finds", (_, view) => {
      const found = flat(np.linalg.svdvals(view)) as number[];
      values.forEach((value, i) => {
        const bound = relative ? 1e-13 * value : 16 * 2 ** -52 * values[0];
        expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(bound);
      });
    });

    test.each(views)("%s, has them many times in a matrix of many such blocks, exchanged", (_, view) => {
      const count = 10;
      const blocks = np.kron(np.eye(count), view);
      const [rows, columns] = blocks.shape.map((n) => Array.from({ length: n }, (_, i) => (i * 101 + 5) % n));
      const x = np.take(np.take(blocks, rows, { axis: 0 }), columns, { axis: 1 });
      const found = flat(np.linalg.svd(x, { driver: "jacobi" }).S) as number[];
      found.forEach((value, i) => {
        const wanted = values[Math.floor(i / count)];
        const bound = relative ? 1e-13 * wanted : 16 * 2 ** -52 * values[0];
        expect(Math.abs(value - wanted)).toBeLessThanOrEqual(bound);
      });
    });

    test.each(views)("%s, has orthonormal vectors", (_, view) => {
      const { U, Vh } = np.linalg.svd(view);
      const bound = 30 * 2 ** -52 * Math.sqrt(Math.max(...shape));
      expect(distanceFromOrthonormal(matrix(U), U.shape[1])).toBeLessThan(bound);
      expect(distanceFromOrthonormal(adjoint(matrix(Vh), Vh.shape[1]), Vh.shape[0])).toBeLessThan(bound);
    });
  });

  describe.each(floating)("%s", (dtype) => {
    test.each([[[70, 70]], [[90, 40]], [[40, 90]], [[1, 50]], [[50, 1]]])("of shape %j", (shape) => {
      checkDecomposition(draw(dtype, shape), { full_matrices: true });
      checkDecomposition(draw(dtype, shape), { full_matrices: false });
    });

    test("of low rank", () => {
      checkDecomposition(np.matmul(draw(dtype, [40, 3]), draw(dtype, [3, 30])));
      checkDecomposition(np.matmul(draw(dtype, [30, 3]), draw(dtype, [3, 40])));
    });

    test("of graded rows", () => {
      // In float32 down to subnormal numbers.
      const grades = Array.from({ length: 30 }, (_, i) => [10 ** (-1.4 * i)]);
      checkDecomposition(np.multiply(draw(dtype, [30, 20]), np.asarray(grades, { dtype: np.float32 })));
    });

    test("of equal singular values", () => {
      const { U, Vh } = np.linalg.svd(draw(dtype, [20, 20]));
      checkDecomposition(np.matmul(U, Vh));
    });
  });

  const cases = (["dc", "jacobi"] as const).flatMap((driver) =>
    floating.map((dtype) => [driver, dtype] as const),
  );

  describe.each(cases)("by driver %s, %s", (driver, dtype) => {
    const isSingle = dtype === "float32" || dtype === "complex64";

    test.each([
      [1, 1],
      [3, 2],
      [24, 24],
      [25, 25],
      [70, 70],
      [130, 60],
      [60, 130],
      [1, 50],
      [200, 30],
    ])("of %i x %i matrices", (...shape) => {
      checkDecomposition(draw(dtype, shape), { driver, full_matrices: true });
      checkDecomposition(draw(dtype, shape), { driver, full_matrices: false });
    });

    test("of equal, few, or no singular values", () => {
      checkDecomposition(np.eye(60, { dtype }), { driver });
      const { U, S, Vh } = np.linalg.svd(np.zeros([60, 50], { dtype }), { driver });
      expect([distanceFromOrthonormal(matrix(U), 60), distanceFromOrthonormal(matrix(Vh), 50)]).toEqual([
        0, 0,
      ]);
      expect(flat(S)).toEqual(Array(50).fill(0));
      checkDecomposition(np.matmul(draw(dtype, [60, 3]), draw(dtype, [3, 50])), { driver });
    });

    test("of graded rows and columns, and near the ends of the range", () => {
      const decades = isSingle ? 30 : 290;
      const grades = Array.from({ length: 60 }, (_, i) => 10 ** ((-decades * i) / 60));
      const graded = np.multiply(draw(dtype, [60, 60]), np.asarray(grades, { dtype }));
      for (const x of [graded, np.flip(graded), np.matrix_transpose(graded)])
        checkDecomposition(x, { driver });
      const [most, least] = isSingle ? [1e36, 1e-36] : [1e306, 1e-300];
      for (const scale of [most, least]) {
        const x = np.multiply(draw(dtype, [50, 50]), scale);
        const other = driver === "dc" ? "jacobi" : "dc";
        const [found, wanted] = [np.linalg.svd(x, { driver }).S, np.linalg.svd(x, { driver: other }).S];
        const error = np.max(np.abs(np.subtract(np.divide(found, scale), np.divide(wanted, scale))));
        expect(Number(error.item())).toBeLessThan(100 * epsilonOf(dtype));
      }
    });

    test("gives the values that are found alone", () => {
      const x = draw(dtype, [90, 80]);
      const wanted = flat(np.linalg.svdvals(x)) as number[];
      const bound = 30 * epsilonOf(dtype) * wanted[0];
      (flat(np.linalg.svd(x, { driver }).S) as number[]).forEach((value, i) => {
        expect(Math.abs(value - wanted[i])).toBeLessThan(bound);
      });
    });

    test("refuses NaN and infinity", () => {
      const x = draw(dtype, [50, 50]);
      x.set(Number.POSITIVE_INFINITY, 49, 49);
      expect(() => np.linalg.svd(x, { driver })).toThrow(
        "linalg.svd: SVD did not converge: the array holds NaN",
      );
    });
  });

  test("of a stack gives what it gives of each matrix", () => {
    const x = draw("float64", [2, 3, 5, 4]);
    for (const full_matrices of [true, false]) {
      const { U, S, Vh } = np.linalg.svd(x, { full_matrices });
      for (const [i, j] of [
        [0, 0],
        [0, 2],
        [1, 1],
      ]) {
        const one = np.linalg.svd(x.at(i, j), { full_matrices });
        expect(U.at(i, j).toArray()).toEqual(one.U.toArray());
        expect(S.at(i, j).toArray()).toEqual(one.S.toArray());
        expect(Vh.at(i, j).toArray()).toEqual(one.Vh.toArray());
      }
    }
  });

  test("of a broadcast stack", () => {
    const x = draw("complex64", [3, 2]);
    const { S } = np.linalg.svd(np.broadcast_to(x, [4, 3, 2]));
    expect(S.shape).toEqual([4, 2]);
    expect(S.at(3).toArray()).toEqual(np.linalg.svdvals(x).toArray());
  });

  test("is a named tuple", () => {
    const result = np.linalg.svd(draw("float32", [3, 2]));
    const [u, s, vh] = result;
    expect(Object.keys(result)).toEqual(["U", "S", "Vh"]);
    expect([u, s, vh]).toEqual([result.U, result.S, result.Vh]);
    expect(u).toBe(result.U);
    expect([...result]).toHaveLength(3);
  });

  test("has S of the real dtype, and takes integers and booleans as float64", () => {
    expect(np.linalg.svd(draw("complex64", [2, 2])).S.dtype).toBe("float32");
    expect(np.linalg.svd(draw("complex128", [2, 2])).S.dtype).toBe("float64");
    for (const x of [[[1n, 2n]], [[true, false]]]) {
      const { U, S, Vh } = np.linalg.svd(x);
      expect([U.dtype, S.dtype, Vh.dtype]).toEqual(["float64", "float64", "float64"]);
    }
  });

  test("of numbers so large that the result overflows is infinite, not NaN", () => {
    const x = np.full([3, 3], 1.7e308);
    expect(np.linalg.svdvals(x).at(0).item()).toBe(Infinity);
  });

  test("refuses NaN and infinity anywhere in a stack, and leaves the array as it was", () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const x = draw("float64", [2, 3, 2]);
      x.set(value, 1, 2, 1);
      const before = x.toArray();
      expect(() => np.linalg.svd(x)).toThrow(np.LinAlgError);
      expect(() => np.linalg.svdvals(x)).toThrow("linalg.svdvals: SVD did not converge");
      expect(x.toArray()).toEqual(before);
    }
  });
});

describe("qr", () => {
  const shapes = [
    [100, 100],
    [150, 70],
    [70, 150],
    [1, 40],
    [40, 1],
    [33, 32],
  ];

  describe.each(floating)("%s", (dtype) => {
    test.each(shapes)("of %i x %i matrices", (m, n) => {
      const x = draw(dtype, [m, n]);
      for (const mode of ["reduced", "complete"] as const) {
        const { Q, R } = np.linalg.qr(x, { mode });
        const bound = 10 * epsilonOf(dtype) * Math.sqrt(Math.max(m, n));
        expect(distanceFromOrthonormal(matrix(Q), Q.shape[1])).toBeLessThan(bound);
        const largest = distance(matrix(x), matrix(np.zeros([m, n])));
        expect(distance(multiply(matrix(Q), matrix(R), n), matrix(x))).toBeLessThan(bound * largest);
        const below = matrix(R).flatMap((row, i) => row.slice(0, i));
        expect(below.every(({ re, im }) => re === 0 && im === 0)).toBe(true);
      }
    });
  });

  test("of a stack, strided, broadcast gives what it gives of each matrix", () => {
    const x = np.matrix_transpose(draw("float64", [2, 3, 4, 7]));
    const { Q, R } = np.linalg.qr(x);
    const one = np.linalg.qr(x.at(1, 2));
    expect(Q.at(1, 2).toArray()).toEqual(one.Q.toArray());
    expect(R.at(1, 2).toArray()).toEqual(one.R.toArray());
    expect(np.linalg.qr(x, { mode: "r" }).toArray()).toEqual(R.toArray());
    expect(
      np.linalg
        .qr(np.broadcast_to(x.at(1, 2), [3, 7, 4]))
        .R.at(2)
        .toArray(),
    ).toEqual(one.R.toArray());
  });

  test("NaN and infinity stay within their matrix", () => {
    const x = draw("float64", [2, 3, 2]);
    x.set(NaN, 0, 1, 0);
    const { Q, R } = np.linalg.qr(x);
    expect(Number.isNaN(R.at(0, 0, 0).item())).toBe(true);
    expect(Q.at(1).toArray()).toEqual(np.linalg.qr(x.at(1)).Q.toArray());
  });

  test("of columns near the ends of the range", () => {
    for (const scale of [2 ** 1022, 2 ** -1020]) {
      const { Q } = np.linalg.qr(np.multiply(draw("float64", [6, 4]), scale));
      expect(distanceFromOrthonormal(matrix(Q), 4)).toBeLessThan(1e-14);
    }
  });
});

describe("matmul", () => {
  test.each(["float32", "float64", "complex64", "complex128"] as const)(
    "%s: large products are accurate",
    (dtype) => {
      const [m, k, n] = [67, 300, 75];
      const [x, y] = [draw(dtype, [m, k]), draw(dtype, [k, n])];
      const found = matrix(np.matmul(x, y));
      const wanted = multiply(matrix(x), matrix(y), n);
      expect(distance(found, wanted)).toBeLessThan(4 * epsilonOf(dtype) * Math.sqrt(m * n * k));
    },
  );

  test("writes to out, of any layout", () => {
    const [x, y] = [draw("float64", [5, 4]), draw("float64", [4, 3])];
    const product = np.matmul(x, y).toArray();
    for (const out of [np.zeros([5, 3]), np.matrix_transpose(np.zeros([3, 5])), np.flip(np.zeros([5, 3]))]) {
      expect(np.matmul(x, y, { out })).toBe(out);
      expect(out.toArray()).toEqual(product);
    }
    const complex = np.zeros([5, 3], { dtype: np.complex64 });
    np.matmul(x, y, { out: complex });
    expect(complex.at(0, 0).item()).toEqual({ re: Math.fround((product as number[][])[0][0]), im: 0 });
  });

  test("writes to out that is an operand, or overlaps one", () => {
    const x = draw("float64", [4, 4]);
    const square = np.matmul(x, x).toArray();
    const [a, b] = [np.asarray(x.toArray() as number[][]), np.asarray(x.toArray() as number[][])];
    expect(np.matmul(a, a, { out: a }).toArray()).toEqual(square);
    expect(np.matmul(b, b, { out: np.matrix_transpose(b) }).toArray()).toEqual(square);
  });

  test("refuses an out that does not fit", () => {
    const x = draw("float64", [2, 2]);
    expect(() => np.matmul(x, x, { out: np.zeros([3, 2]) })).toThrow(np.ShapeError);
    expect(() => np.matmul(x, x, { out: np.zeros([4, 2, 2]) })).toThrow(np.ShapeError);
    expect(() => np.matmul(x, x, { out: np.zeros([2, 2], { dtype: np.int32 }) })).toThrow(np.DTypeError);
    expect(() => np.matmul(x, x, { out: [1] as never })).toThrow(TypeError);
  });

  test("booleans: or of ands, however many", () => {
    const x = np.ones([1, 70_000], { dtype: np.bool });
    expect(np.matmul(x, np.matrix_transpose(x)).toArray()).toEqual([[true]]);
  });
});

describe("matrix_transpose", () => {
  test("is a view", () => {
    const x = draw("float64", [2, 3, 4]);
    const view = np.matrix_transpose(x);
    expect(view.shape).toEqual([2, 4, 3]);
    view.set(7, 1, 3, 2);
    expect(x.at(1, 2, 3).item()).toBe(7);
    expect(() => np.matrix_transpose([1, 2])).toThrow(np.ShapeError);
  });
});
