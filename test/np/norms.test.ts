import { describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";

const { vector_norm } = np.linalg;
const tiny = 5e-324;

describe("the Euclidean norm neither overflows nor underflows", () => {
  test.each([
    [[1e200, 1e200], 1e200 * Math.SQRT2],
    [[3e-200, 4e-200], 5e-200],
    [[Number.MAX_VALUE, 0], Number.MAX_VALUE],
    [[Number.MAX_VALUE, Number.MAX_VALUE], Number.POSITIVE_INFINITY],
    [[3 * tiny, 4 * tiny], 5 * tiny],
    [[1e200, 1], 1e200],
    [[1, 1e-200], 1],
    [[0, 0], 0],
    [[1e200, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY],
    [[1e200, Number.NaN], Number.NaN],
  ])("%j", (values, expected) => {
    const norm = vector_norm(values).item() as number;
    if (Number.isFinite(expected)) expect(Math.abs(norm - expected)).toBeLessThanOrEqual(expected * 2 ** -52);
    else expect(norm).toBe(expected);
  });

  test("vectors of every size beside each other, along either axis", () => {
    const scales = [1e-300, 0, 1, 1e300, Number.NaN];
    const x = np.asarray(scales.map((scale) => [3 * scale, 0, -4 * scale]));
    const expected = scales.map((scale) => 5 * scale);
    for (const norms of [vector_norm(x, { axis: 1 }), vector_norm(x.T, { axis: 0 })]) {
      const values = norms.toArray() as number[];
      for (const [i, value] of expected.entries()) {
        if (Number.isNaN(value)) expect(values[i]).toBeNaN();
        else expect(Math.abs(values[i] - value)).toBeLessThanOrEqual(value * 2 ** -52);
      }
    }
  });

  test("of complex numbers and float32 too", () => {
    const z = np.asarray([{ re: 3e200, im: -4e200 }]);
    expect(Math.abs((vector_norm(z).item() as number) / 5e200 - 1)).toBeLessThan(2 ** -51);
    expect(vector_norm([3e30, 4e30]).item()).toBe(5e30);
    const x = np.asarray([3e30, 4e30], { dtype: "float32" });
    expect(vector_norm(x).item()).toBe(Math.fround(5e30));
    expect(vector_norm(np.asarray([3e-30, 4e-30], { dtype: "float32" })).item()).toBe(Math.fround(5e-30));
  });
});

test("long sums of squares are accurate", () => {
  const x = np.full([1_000_001], 0.1);
  expect(Math.abs((vector_norm(x).item() as number) / (0.1 * Math.sqrt(1_000_001)) - 1)).toBeLessThan(
    4 * 2 ** -52,
  );
});

test("a diagonal is a view: what is written to it is in the matrix", () => {
  const x = np.zeros([2, 3]);
  np.diagonal(x, { offset: 1 }).set(7);
  np.linalg.diagonal(x).set([1, 2]);
  expect(x.toArray()).toEqual([
    [1, 7, 0],
    [0, 2, 7],
  ]);
});

test("trace writes to out", () => {
  const out = np.zeros([2], { dtype: "complex128" }).at("::-1");
  expect(np.trace([[[1, 2]], [[3, 4]]], { axis1: 0, axis2: 1, out })).toBe(out);
  expect(out.toArray()).toEqual([
    { re: 1, im: 0 },
    { re: 2, im: 0 },
  ]);
});

test("a cross product is orthogonal to both vectors", () => {
  const [x, y] = [
    np.asarray([
      [1, 2, 3],
      [4, -5, 6],
    ]),
    np.asarray([7, -8, 9]),
  ];
  const z = np.linalg.cross(x, y);
  expect(np.vecdot(x, z).toArray()).toEqual([0, 0]);
  expect(np.vecdot(y, z).toArray()).toEqual([0, 0]);
});
