import { expect, test } from "vitest";
import * as np from "../../src/index.ts";

test("unique_all of many elements: values in order, where and how often they are", () => {
  const x = np.reshape(
    np.asarray(Int32Array.from({ length: 30_000 }, (_, i) => (i * 7919) % 1000)),
    [100, 300],
  );
  const { values, indices, inverse_indices, counts } = np.unique_all(x);
  expect(values.toArray()).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(np.take(x, indices).toArray()).toEqual(values.toArray());
  expect(inverse_indices.shape).toEqual([100, 300]);
  expect(np.take(values, inverse_indices).toArray()).toEqual(x.toArray());
  expect(new Set(counts.toArray() as bigint[])).toEqual(new Set([30n]));
});

test("NaN equals nothing, zeros of both signs are one value", () => {
  const { values, counts } = np.unique_counts([NaN, 0, -0, NaN, 1]);
  expect(values.toArray()).toEqual([0, 1, NaN, NaN]);
  expect(counts.toArray()).toEqual([2n, 1n, 1n, 1n]);
  expect(np.isin([NaN, 0], [NaN, -0]).toArray()).toEqual([false, true]);
});

test("refuses unknown options", () => {
  expect(() => np.isin([1], [1], { inverted: true } as never)).toThrow(TypeError);
  expect(() => np.isin([1], [1], { invert: 1 as never })).toThrow(TypeError);
});
