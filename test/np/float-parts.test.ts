import { describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";

describe.each([np.modf, np.frexp])("$id with out", (split) => {
  const values = [2.5, -0.75, 0, Number.POSITIVE_INFINITY];
  const expected = split(values).map((part) => part.toArray());

  test("writes and returns the arrays that are given", () => {
    const [first, second] = [np.empty([4]), np.empty([2, 4])];
    const parts = split(values, { out: [first, second] });
    expect(parts[0]).toBe(first);
    expect(parts[1]).toBe(second);
    expect(first.toArray()).toEqual(expected[0]);
    expect(second.toArray()).toEqual([expected[1], expected[1]]);
  });

  test("null stands for a new array", () => {
    const second = np.empty([4]);
    const parts = split(values, { out: [null, second] });
    expect(parts.map((part) => part.toArray())).toEqual(expected);
    expect(parts[1]).toBe(second);
  });

  test("may be the operand", () => {
    const x = np.asarray(values);
    const [first, second] = split(x, { out: [x, null] });
    expect([first.toArray(), second.toArray()]).toEqual(expected);
    const y = np.asarray(values);
    expect(split(y, { out: [null, y] })[0].toArray()).toEqual(expected[0]);
  });

  test("nothing is written where one of them does not fit", () => {
    const first = np.zeros([4]);
    const wrong = [
      [np.ShapeError, [first, np.empty([3])]],
      [np.DTypeError, [first, np.empty([4], { dtype: "bool" })]],
      [TypeError, [first]],
      [TypeError, first],
    ] as const;
    for (const [error, out] of wrong) {
      expect(() => split(np.asarray(values), { out: out as never })).toThrow(error);
      expect(first.toArray()).toEqual([0, 0, 0, 0]);
    }
  });
});

test("ldexp writes to out, where it is told to", () => {
  const out = np.asarray([7, 7, 7]);
  expect(np.ldexp([1, 2, 3], 2, { out, where: [true, false, true] })).toBe(out);
  expect(out.toArray()).toEqual([4, 7, 12]);
  expect(() => np.ldexp([1, 2, 3], 2, { out: np.empty([3], { dtype: "int32" }) })).toThrow(np.DTypeError);
});
