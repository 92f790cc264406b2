import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Nest, planNest, visitTiles, walkNest } from "../../src/array/plan.ts";
import { pointerOf, type WasmArray } from "../../src/array/wasm-array.ts";
import { zeros } from "../../src/np/creation.ts";
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

describe("visitTiles", () => {
  /** Offsets in bytes of all operands at each element that is visited, and the number of tiles. */
  function visits(shape: number[], operands: WasmArray[], parts = false): { seen: string[]; tiles: number } {
    const seen: string[] = [];
    let tiles = 0;
    const first = operands.map((x) => pointerOf("test", x) - x.offset);
    const visit = (at: readonly number[], nest: Nest) => {
      const relative = at.map((p, k) => p - first[k] - nest.starts[k]);
      seen.push(...visited({ ...nest, outer: [], outerSteps: [] }, relative));
      tiles++;
    };
    visitTiles("test", shape, operands, visit, parts);
    return { seen, tiles };
  }

  test("takes contiguous operands and single elements as one row", () => {
    const out = zeros([2, 2], { dtype: "int16" });
    const { seen, tiles } = visits([2, 2], [out, zeros([2, 2]), zeros([1, 1]), zeros([])]);
    expect({ seen, tiles }).toEqual({ seen: ["0,0,0,0", "2,8,0,0", "4,16,0,0", "6,24,0,0"], tiles: 1 });
  });

  test("takes complex numbers by parts", () => {
    const out = zeros([2], { dtype: "complex64" });
    const one = zeros([1], { dtype: "complex128" });
    expect(visits([2], [out, out], true)).toEqual({ seen: ["0,0", "4,4", "8,8", "12,12"], tiles: 1 });
    expect(visits([2], [out, one], true).seen).toEqual(["0,0", "4,8", "8,0", "12,8"]);
  });

  test("walks what lies apart, and nothing where there is nothing", () => {
    const x = zeros([3, 4]);
    expect(visits([4, 3], [zeros([4, 3]), x.T]).seen.sort()).toEqual(
      Array.from({ length: 12 }, (_, i) => `${8 * i},${8 * ((i % 3) * 4 + Math.floor(i / 3))}`).sort(),
    );
    expect(visits([0, 3], [zeros([0, 3]), zeros([3])])).toEqual({ seen: [], tiles: 0 });
  });
});
