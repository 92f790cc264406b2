import { expect, test } from "vitest";
import { planReduction, resultSteps, walkReduction } from "../../src/ops/reduce-plan.ts";

/** The plan for a float64 array with these strides. */
function plan(shape: number[], strides: number[], axes: number[]) {
  const x = strides.map((stride) => 8 * stride);
  const { rows, cols, rowSteps, colSteps, outer } = planReduction(shape, [x, resultSteps(shape, axes, 8)]);
  return { rows, cols, row: rowSteps.slice(0, 2), col: colSteps.slice(0, 2), outer };
}

test.each<[string, ReturnType<typeof plan>, Partial<ReturnType<typeof plan>>]>([
  ["a contiguous array is one row", plan([4, 5], [5, 1], [0, 1]), { rows: 1, cols: 20, col: [8, 0] }],
  ["so is a transposed one", plan([5, 4], [1, 5], [0, 1]), { rows: 1, cols: 20, col: [8, 0] }],
  ["and a flipped one", plan([20], [-1], [0]), { rows: 1, cols: 20, col: [8, 0] }],
  ["along the last axis", plan([4, 5], [5, 1], [1]), { rows: 4, cols: 5, row: [40, 8], col: [8, 0] }],
  ["along the first axis", plan([4, 5], [5, 1], [0]), { rows: 5, cols: 4, row: [8, 8], col: [40, 0] }],
  ["the axis between", plan([3, 4, 5], [20, 5, 1], [1]), { rows: 5, cols: 4, col: [40, 0], outer: [3] }],
  ["all but it", plan([3, 4, 5], [20, 5, 1], [0, 2]), { rows: 4, cols: 5, row: [40, 8], outer: [3] }],
  ["rows of gaps share a result", plan([4, 5], [9, 1], [0, 1]), { rows: 4, cols: 5, row: [72, 0] }],
  ["no axis", plan([4, 5], [5, 1], []), { rows: 20, cols: 1, row: [8, 8] }],
  ["a repeated axis goes outside", plan([4, 5], [0, 1], [0, 1]), { rows: 4, cols: 5, row: [0, 0] }],
])("%s", (_, got, expected) => {
  expect(got).toMatchObject(expected);
});

test("what a result has met before is counted", () => {
  const shape = [2, 3, 4, 5];
  // Axes 0 and 2 go; axis 3 becomes the rows.
  const steps = [resultSteps(shape, [], 8), resultSteps(shape, [0, 2], 8)];
  const visits: number[][] = [];
  walkReduction(planReduction(shape, steps), [1000, 0], ([x, out, count], rows, cols) => {
    visits.push([x, out, count, rows, cols]);
  });
  expect(visits).toEqual(
    [0, 1].flatMap((i) => [0, 1, 2].map((j) => [1000 + 480 * i + 160 * j, 40 * j, 4 * i, 5, 4])),
  );
});
