import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AxisError, DTypeError, IndexError, ShapeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";
import { elementsOf, groupsOf, makeArray, problemFor } from "./groups.ts";

// What NumPy gives, for every dtype, is in the case tables (test/cases); here are arrays that reach past all blocks, in
// all layouts, against plain references.

describe.each([
  ["argmin", np.argmin],
  ["argmax", np.argmax],
] as const)("%s", (id, search) => {
  const beats = (a: number | bigint, b: number | bigint) => (id === "argmax" ? a > b : a < b);

  test("the first of equals in row-major order, whatever the layout", () => {
    const dtypes = ["bool", "int8", "int64", "uint32", "uint64", "float32", "float64"] as const;
    fc.assert(
      fc.property(problemFor(dtypes), (problem) => {
        const x = makeArray(problem);
        const axis = Array.isArray(problem.axis) ? null : problem.axis;
        const { keepdims } = problem;
        const { shape, kept, groups } = groupsOf(x, { axis });
        if (x.size === 0) return;
        const got = search(x, { axis, keepdims });
        expect(got.dtype).toBe("int64");
        expect(got.shape).toEqual(keepdims ? shape : kept);
        const first = (group: (number | bigint)[]) =>
          group.reduce((best: number, value, i) => (beats(value, group[best]) ? i : best), 0);
        expect(elementsOf(got)).toEqual(groups.map((group) => BigInt(first(group as number[]))));
      }),
      { numRuns: 400 },
    );
  });

  test("the first NaN, also of several blocks", () => {
    for (const at of [0, 513, 3000, 4999]) {
      const values = Float64Array.from({ length: 5000 }, (_, i) => (i < at ? (i * 7919) % 101 : NaN));
      expect(search(np.asarray(values)).item()).toBe(BigInt(at));
      expect(search(np.flip(np.asarray(values.toReversed()))).item()).toBe(BigInt(at));
      expect(search(np.reshape(np.asarray(values), [-1, 1]), { axis: 0 }).item(0)).toBe(BigInt(at));
    }
  });

  test("refuses what has no answer", () => {
    expect(() => search(np.zeros([0]))).toThrow(
      new ShapeError(`${id}: attempt to get ${id} of an empty sequence: shape [0]`),
    );
    expect(() => search(np.zeros([2, 0, 3]), { axis: 1 })).toThrow(ShapeError);
    expect(search(np.zeros([2, 0, 3]), { axis: 2 }).shape).toEqual([2, 0]);
    expect(() => search(np.zeros([2, 3]), { axis: 2 })).toThrow(AxisError);
    expect(() => search(np.zeros([2, 3]), { axis: [0] as never })).toThrow(TypeError);
    expect(() => search(np.asarray([{ re: 1, im: 2 }]))).toThrow(DTypeError);
  });
});

test("count_nonzero", () => {
  fc.assert(
    fc.property(problemFor(["bool", "int16", "float64", "complex64"]), (problem) => {
      const x = makeArray(problem);
      const { axis, keepdims } = problem;
      const { shape, kept, groups } = groupsOf(x, problem);
      const got = np.count_nonzero(x, { axis, keepdims });
      expect(got.shape).toEqual(keepdims ? shape : kept);
      const count = (group: unknown[]) =>
        group.filter((value) => value !== 0 && value !== 0n && (value as { re: number }).re !== 0).length;
      expect(elementsOf(got)).toEqual(groups.map((group) => BigInt(count(group))));
    }),
    { numRuns: 200 },
  );
  expect(
    np
      .count_nonzero([
        { re: 0, im: 1 },
        { re: 0, im: 0 },
        { re: NaN, im: 0 },
      ])
      .item(),
  ).toBe(2n);
});

describe("searchsorted", () => {
  test("through the order of a sorter", () => {
    const x = np.asarray([3, NaN, 1, 2]);
    const sorter = np.argsort(x);
    expect(np.searchsorted(x, [0, 2, 9, NaN], { sorter }).toArray()).toEqual([0n, 1n, 3n, 3n]);
    expect(np.searchsorted(x, 2, { sorter: [2, 3, 0, 1], side: "right" }).item()).toBe(2n);
    expect(
      np.searchsorted(np.flip(x), 2, { sorter: np.asarray([1, 0, 3, 2], { dtype: "uint8" }) }).item(),
    ).toBe(1n);
  });

  test("refuses sorters that are none", () => {
    const search = (sorter: unknown) => () => np.searchsorted([1, 2], 1, { sorter });
    expect(search([0])).toThrow(ShapeError);
    expect(search([[0, 1]])).toThrow(ShapeError);
    expect(search([0, 2])).toThrow(IndexError);
    expect(search([0, -1])).toThrow(new IndexError("searchsorted: position -1 is negative"));
    expect(search([0, 0.5])).toThrow(IndexError);
    expect(() => np.searchsorted([1, 2], 1, { side: "middle" as never })).toThrow(TypeError);
  });
});

test("nonzero of many elements in several axes", () => {
  const x = np.reshape(np.remainder(np.arange(6000n), 7n), [20, 1, 300]);
  const indices = np.nonzero(x);
  expect(indices.map(({ size }) => size)).toEqual(new Array(3).fill(Number(np.count_nonzero(x).item())));
  expect(np.all(x.at(...indices)).item()).toBe(true);
  expect(np.argwhere(x).at(-1).toArray()).toEqual([19n, 0n, 298n]);
});
