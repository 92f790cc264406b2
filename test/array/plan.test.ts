import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Nest, planNest, walkNest } from "../../src/array/plan.ts";
import { rowMajor, sizeOf } from "../../src/shape.ts";

/** Addresses of all operands at each element, in the order of the walk. */
function visited(nest: Nest, pointers: number[]): string[] {
  const seen: string[] = [];
  walkNest(nest, pointers, (at) => {
    for (let i = 0; i < nest.rows; i++) {
      for (let j = 0; j < nest.cols; j++) {
        seen.push(at.map((p, k) => p + i * nest.rowSteps[k] + j * nest.colSteps[k]).join());
      }
    }
  });
  return seen;
}

/** The same by plain counting, in row-major order. */
function expected(shape: number[], steps: number[][], pointers: number[]): string[] {
  const strides = rowMajor(shape);
  return Array.from({ length: sizeOf(shape) }, (_, flat) => {
    const index = shape.map((length, axis) => Math.floor(flat / strides[axis]) % length);
    return pointers.map((p, k) => p + index.reduce((sum, i, axis) => sum + i * steps[k][axis], 0)).join();
  });
}

/** Byte steps of a layout: axes in any order of memory, any of them backwards, repeated (step 0) or spread out. */
const layout = (shape: number[], repeats: boolean) =>
  fc
    .record({
      order: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
      turns: fc.array(fc.constantFrom(1, 1, 1, -1, 2, ...(repeats ? [0] : [])), {
        minLength: shape.length,
        maxLength: shape.length,
      }),
      size: fc.constantFrom(1, 2, 4, 8, 16),
    })
    .map(({ order, turns, size }) => {
      const steps = new Array<number>(shape.length);
      let step = size;
      for (const axis of order) {
        steps[axis] = step * turns[axis];
        step *= Math.max(1, shape[axis]) * Math.max(1, Math.abs(turns[axis]));
      }
      return steps;
    });

const problem = fc.array(fc.constantFrom(0, 1, 1, 2, 3, 5), { maxLength: 5 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    steps: fc
      .tuple(layout(shape, false), fc.array(layout(shape, true), { maxLength: 3 }))
      .map(([out, inputs]) => [out, ...inputs]),
  }),
);

describe("planNest", () => {
  test("visits every element once, whatever the layout", () => {
    fc.assert(
      fc.property(problem, ({ shape, steps }) => {
        const pointers = steps.map((_, k) => (k + 1) * 1_000_000);
        const seen = visited(planNest(shape, steps), pointers);
        expect(seen.sort()).toEqual(expected(shape, steps, pointers).sort());
      }),
      { numRuns: 1000 },
    );
  });

  test("keeps row-major order where asked to", () => {
    fc.assert(
      fc.property(problem, ({ shape, steps }) => {
        const pointers = steps.map((_, k) => (k + 1) * 1_000_000);
        expect(visited(planNest(shape, steps, true), pointers)).toEqual(expected(shape, steps, pointers));
      }),
    );
  });

  test.each([
    {
      name: "contiguous operands",
      shape: [3, 4, 5],
      steps: [
        [160, 40, 8],
        [80, 20, 4],
      ],
    },
    {
      name: "a transposed pair",
      shape: [3, 4],
      steps: [
        [8, 24],
        [8, 24],
      ],
    },
    {
      name: "a reversed pair",
      shape: [3, 4],
      steps: [
        [-32, -8],
        [-32, -8],
      ],
    },
    {
      name: "a repeated scalar",
      shape: [3, 1, 4],
      steps: [
        [32, 32, 8],
        [0, 0, 0],
      ],
    },
  ])("$name: one row", ({ shape, steps }) => {
    const nest = planNest(shape, steps);
    expect(nest).toMatchObject({ rows: 1, cols: sizeOf(shape), outer: [] });
    expect(nest.colSteps.every((step) => step >= 0)).toBe(true);
  });

  test("a transposed operand: the output decides which axis is innermost", () => {
    const nest = planNest(
      [3, 4],
      [
        [32, 8],
        [8, 24],
      ],
    );
    expect(nest).toMatchObject({ rows: 3, cols: 4, rowSteps: [32, 8], colSteps: [8, 24] });
  });

  test("no dimension: one element; a length of 0: none", () => {
    expect(visited(planNest([], [[], []]), [7, 9])).toEqual(["7,9"]);
    expect(visited(planNest([2, 0, 3], [[0, 24, 8]]), [7])).toEqual([]);
    expect(visited(planNest([0], [[8]]), [7])).toEqual([]);
  });

  test("does not merge loops past the 32-bit counters of kernels", () => {
    const nest = planNest([4, 2 ** 20, 2 ** 20], [[0, 0, 0]]);
    expect([nest.rows, nest.cols, nest.outer].flat().sort()).toEqual([2 ** 20, 2 ** 22]);
  });
});
