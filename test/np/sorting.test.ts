import { expect, test } from "vitest";
import { AxisError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";

// What NumPy gives, for every dtype, is in the case tables (test/cases); kernels have their own tests (test/assembly).

test("many equal elements, long rows, axes that are not the last", () => {
  const values = Float64Array.from({ length: 60_000 }, (_, i) => ((i * 7919) % 101) - 50);
  const x = np.reshape(np.asarray(values), [3, 10_000, 2]);
  const sorted = np.sort(x, { axis: 1 });
  const order = np.argsort(x, { axis: 1 });
  expect(np.take_along_axis(x, order, { axis: 1 }).toArray()).toEqual(sorted.toArray());
  const column = Array.from(values.subarray(20_001, 40_000)).filter((_, i) => i % 2 === 0);
  expect(sorted.at(1, ":", 1).toArray()).toEqual(column.sort((a, b) => a - b));
});

test("equal elements stay in order: zeros of both signs, positions of NaN", () => {
  const x = np.asarray([0, -0, NaN, -1, -0, 0, NaN, 1]);
  expect(np.sort(x).toArray()).toEqual([-1, 0, -0, -0, 0, 1, NaN, NaN]);
  expect(np.sort(x, { descending: true }).toArray()).toEqual([1, 0, -0, -0, 0, -1, NaN, NaN]);
  expect(np.argsort(x, { descending: true }).toArray()).toEqual([7n, 0n, 1n, 4n, 5n, 3n, 2n, 6n]);
});

test("refuses what has no order or no such axis", () => {
  expect(() => np.sort(3)).toThrow(
    new AxisError("sort: axis -1 is out of bounds for an array of dimension 0"),
  );
  expect(() => np.argsort([1], { axis: 0.5 })).toThrow(TypeError);
  expect(() => np.sort([1], { descending: 1 as never })).toThrow(TypeError);
  expect(() => np.sort([1], { kind: "stable" } as never)).toThrow("unknown option 'kind'");
});
