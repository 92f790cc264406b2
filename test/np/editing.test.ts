import { expect, expectTypeOf, test } from "vitest";
import { IndexError, ShapeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";

// What NumPy gives is in the case tables (test/cases); here is what they cannot say.

test("delete and insert take slices", () => {
  expect(np.delete([1, 2, 3, 4], np.slice(null, null, 2)).toArray()).toEqual([2, 4]);
  expect(np.delete([1, 2, 3, 4], "::-2").toArray()).toEqual([1, 3]);
  expect(np.insert([1, 2, 3], "1:", [8, 9]).toArray()).toEqual([1, 8, 2, 9, 3]);
  expect(() => np.delete([1, 2], "...")).toThrow(IndexError);
  expect(() => np.delete([1, 2], [0.5])).toThrow(IndexError);
});

test("diff takes arrays before and after", () => {
  const x = np.asarray([
    [1, 2],
    [4, 8],
  ]);
  expect(np.diff(x, { axis: 0, prepend: [[0, 1]], append: x }).toArray()).toEqual([
    [1, 1],
    [3, 6],
    [-3, -6],
    [3, 6],
  ]);
  expect(np.diff(x, { n: 0 }).toArray()).toEqual(x.toArray());
  expect(() => np.diff(x, { prepend: [1, 2] })).toThrow(ShapeError);
  expect(() => np.diff(x, { n: 0.5 })).toThrow(TypeError);
});

test("splits are views", () => {
  const x = np.arange(6);
  for (const part of np.split(x, 3)) part.set(0, 0);
  expect(x.toArray()).toEqual([0, 1, 0, 3, 0, 5]);
});

test("atleast_nd gives one array for one, a list for several", () => {
  const one = np.atleast_2d(3);
  expectTypeOf(one).toEqualTypeOf<np.WasmArray>();
  expect(one.shape).toEqual([1, 1]);
  expect(np.atleast_3d(1, [2, 3]).map(({ shape }) => shape)).toEqual([
    [1, 1, 1],
    [1, 2, 1],
  ]);
});

test("pad refuses what it does not have", () => {
  expect(() => np.pad([1], 1, { mode: "mean" as never })).toThrow(TypeError);
  expect(() => np.pad([1], 1, { constant_values: [1, 2] as never })).toThrow(TypeError);
  expect(() => np.pad([1], [1, 2, 3])).toThrow(ShapeError);
  expect(() => np.pad([1], 0.5)).toThrow(ShapeError);
});
