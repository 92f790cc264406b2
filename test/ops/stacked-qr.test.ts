import { describe, expect, test } from "vitest";
import type { Scalar } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";
import { stackedQr, stackedTriangle } from "../../src/np/internal.ts";
import { distance, distanceFromOrthonormal, multiply, toMatrix } from "../matrices.ts";

/** Triangles, or trapezes where they are lower than wide, of random numbers. */
function triangles(heights: readonly number[], n: number, dtype: np.DType): np.WasmArray[] {
  const rng = np.random.default_rng(1);
  const draw = (height: number) => rng.standard_normal([height, n]);
  return heights.map((height) => {
    const real = draw(height);
    const x = dtype.startsWith("complex") ? np.add(real, np.multiply(draw(height), { re: 0, im: 1 })) : real;
    return np.triu(np.astype(x, dtype));
  });
}

const matrixOf = (x: np.WasmArray) =>
  toMatrix(np.reshape(x, [-1]).toArray() as Scalar[], x.shape[0], x.shape[1]);

describe.each(["float32", "float64", "complex64", "complex128"] as const)("%s", (dtype) => {
  const near = dtype === "float32" || dtype === "complex64" ? 1e-4 : 1e-12;

  test.each([
    [[5, 5], 5],
    [[40, 40, 40], 40],
    [[70, 70, 33], 70],
    [[3, 0, 7, 7, 1], 7],
    [[2, 3], 9],
    [[1], 1],
    [[0, 0], 4],
    [[0, 0], 0],
  ])("triangles of %j rows and %i columns", (heights, n) => {
    np.scope(() => {
      const given = triangles(heights, n, dtype);
      const whole = matrixOf(np.concat(given));
      const { Q, R } = stackedQr("qr", given);
      const k = Math.min(whole.length, n);
      expect([Q.shape, R.shape]).toEqual([
        [whole.length, k],
        [k, n],
      ]);
      expect(distance(multiply(matrixOf(Q), matrixOf(R), n), whole)).toBeLessThan(near * (n + 1));
      expect(distanceFromOrthonormal(matrixOf(Q), k)).toBeLessThan(near * (n + 1));
      expect(np.array_equal(np.triu(R), R)).toBe(true);
      expect(np.array_equal(stackedTriangle("qr", given), R)).toBe(true);
    });
  });
});

test("triangles of any strides are read as they lie", () => {
  np.scope(() => {
    const given = triangles([20, 20], 20, "float64");
    const turned = given.map((x) => np.asarray(x.T, { copy: true }).T);
    expect(np.array_equal(stackedTriangle("qr", turned), stackedTriangle("qr", given))).toBe(true);
  });
});
