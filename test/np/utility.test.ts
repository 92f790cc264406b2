import fc from "fast-check";
import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { elementsOf, groupsOf, makeArray, problemFor } from "./groups.ts";

// What NumPy gives, for every dtype, is in the case tables (test/cases); here are arrays that reach past all blocks, in
// all layouts, against plain references.

test.each([
  ["any", np.any],
  ["all", np.all],
] as const)("%s", (id, decide) => {
  fc.assert(
    fc.property(problemFor(["bool", "uint8", "int64", "float64"]), fc.nat(50), (problem, rare) => {
      // Zeros but for a few elements, or the other way round.
      const x = np.astype(
        np.equal(np.remainder(np.astype(makeArray(problem), "int64"), 51n), rare),
        problem.dtype,
      );
      const y = id === "any" ? x : np.astype(np.equal(x, 0), problem.dtype);
      const { axis, keepdims } = problem;
      const { shape, kept, groups } = groupsOf(y, problem);
      const got = decide(y, { axis, keepdims });
      expect(got.dtype).toBe("bool");
      expect(got.shape).toEqual(keepdims ? shape : kept);
      const isTrue = (value: unknown) => value !== 0 && value !== 0n;
      expect(elementsOf(got)).toEqual(
        groups.map((group) => (id === "any" ? group.some(isTrue) : group.every(isTrue))),
      );
    }),
    { numRuns: 200 },
  );
});

test("NaN and the imaginary part count", () => {
  expect(np.all([NaN, Infinity, -1]).item()).toBe(true);
  expect(np.any([0, -0]).item()).toBe(false);
  expect(
    np
      .all([
        { re: 0, im: 1 },
        { re: NaN, im: 0 },
      ])
      .item(),
  ).toBe(true);
  expect(np.any([{ re: 0, im: -0 }]).item()).toBe(false);
});
