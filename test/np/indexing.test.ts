import { describe, expect, test } from "vitest";
import { DTypeError, IndexError, ShapeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";

describe("take", () => {
  test("takes lists of numbers and numbers for indices", () => {
    expect(np.take([5, 6, 7], [2, [0]].flat()).toArray()).toEqual([7, 5]);
    expect(np.take([5, 6, 7], -1).toArray()).toBe(7);
    expect(np.take([5, 6, 7], [[1n], [0n]]).toArray()).toEqual([[6], [5]]);
  });

  test("refuses indices that are none", () => {
    expect(() => np.take([1, 2], [0.5])).toThrow(new IndexError("take: 0.5 is not an integer and no index"));
    expect(() => np.take([1, 2], np.asarray([2n ** 64n - 1n]))).toThrow(IndexError);
    expect(() => np.take([1, 2], [0], { mode: "no" as never })).toThrow(TypeError);
    expect(() => np.take(np.zeros([0]), [0])).toThrow(IndexError);
  });
});

describe("put_along_axis", () => {
  test("sets the elements that take_along_axis takes", () => {
    const x = np.zeros([2, 3], { dtype: "int8" });
    np.put_along_axis(x, [[2], [-3]], [[7], [8]], 1);
    expect(x.toArray()).toEqual([
      [0, 0, 7],
      [8, 0, 0],
    ]);
    np.put_along_axis(x.T, [[0, 1]], 1, 1);
    expect(x.toArray()).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });

  test("values that lie in the array itself are read first", () => {
    const x = np.asarray([1, 2, 3, 4]);
    np.put_along_axis(x, [1, 2, 3], x.at(":3"), 0);
    expect(x.toArray()).toEqual([1, 1, 2, 3]);
    const order = np.asarray([3n, 2n, 1n, 0n]);
    np.put_along_axis(order, order, np.flip(order), 0);
    expect(order.toArray()).toEqual([3n, 2n, 1n, 0n]);
  });

  test("refuses before anything is set", () => {
    const x = np.zeros([2], { dtype: "int8" });
    expect(() => np.put_along_axis(x, [0, 2], 1, 0)).toThrow(IndexError);
    expect(() => np.put_along_axis(x, [0], 300, 0)).toThrow(DTypeError);
    expect(() => np.put_along_axis(x, [0], [1, 2], 0)).toThrow(ShapeError);
    expect(() => np.put_along_axis([0] as never, [0], 1, 0)).toThrow(TypeError);
    expect(() => np.put_along_axis(np.broadcast_to(x, [2, 2]), [[0]], 1, 0)).toThrow("read-only");
    expect(x.toArray()).toEqual([0, 0]);
  });
});
