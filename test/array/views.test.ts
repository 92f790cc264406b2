import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { broadcastView, checkWritable, flipView, permuteView, reshapeView } from "../../src/array/views.ts";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import { ShapeError } from "../../src/errors.ts";
import { arange, zeros } from "../../src/np/creation.ts";
import { type Shape, sizeOf } from "../../src/shape.ts";

const ordered = (shape: Shape): WasmArray => reshapeView("test", arange(sizeOf(shape)), shape)!;

const flat = (x: WasmArray): unknown[] => ([x.toArray()] as unknown[]).flat(9);

/** A view of an array in order: some axes backwards, exchanged, thinned out or repeated. */
const scattered: fc.Arbitrary<WasmArray> = fc
  .array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      order: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
      slices: fc.tuple(...shape.map(() => fc.constantFrom(":", "::-1", "::2", "1:", ":1"))),
      repeats: fc.nat(2),
    }),
  )
  .map(({ shape, order, slices, repeats }) => {
    const view = permuteView("test", ordered(shape), order).at(...slices);
    return broadcastView("test", view, [...Array(repeats).fill(2), ...view.shape]);
  });

/** Shapes of a given size. */
const shapesOf = (size: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }).map((picks) => {
    const shape: number[] = [];
    let rest = size;
    for (const pick of picks) {
      const divisors = Array.from({ length: rest }, (_, i) => i + 1).filter((n) => rest % n === 0);
      shape.push(divisors[pick % divisors.length]);
      rest /= shape.at(-1)!;
    }
    return rest === 1 ? shape : [...shape, rest];
  });

describe("reshapeView", () => {
  const problem = scattered
    .filter((x) => x.size > 0)
    .chain((x) => fc.tuple(fc.constant(x), shapesOf(x.size)));

  test("has the elements in the same order, or does not exist", () => {
    fc.assert(
      fc.property(problem, ([x, shape]) => {
        const view = reshapeView("test", x, shape);
        if (!view) return;
        expect(view.shape).toEqual(shape);
        expect(flat(view)).toEqual(flat(x));
        expect(view.storage).toBe(x.storage);
      }),
      { numRuns: 1000 },
    );
  });

  test("exists wherever strides could express it", () => {
    fc.assert(
      fc.property(problem, ([x, shape]) => {
        const place = flat(x).map(Number);
        // A view that exists steps evenly along each axis, from each of its elements.
        let block = 1;
        const even = [...shape].reverse().every((length) => {
          const inner = block;
          block *= length;
          const step = length > 1 ? place[inner] - place[0] : 0;
          return place.every(
            (at, i) => Math.floor(i / inner) % length === 0 || at - place[i - inner] === step,
          );
        });
        expect(reshapeView("test", x, shape) !== null).toBe(even);
      }),
      { numRuns: 1000 },
    );
  });

  test("of arrays without elements always exists", () => {
    expect(reshapeView("test", zeros([3, 0, 2]).at("::-1"), [0, 7])?.shape).toEqual([0, 7]);
  });
});

test("flipView reads backwards", () => {
  const x = ordered([2, 3]);
  expect(flipView("test", x, [0, 1]).toArray()).toEqual([
    [5, 4, 3],
    [2, 1, 0],
  ]);
  expect(flipView("test", zeros([2, 0]), [1]).toArray()).toEqual([[], []]);
});

describe("broadcastView", () => {
  test("repeats elements", () => {
    expect(broadcastView("test", ordered([2, 1]), [2, 2, 3]).toArray()).toEqual([
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
    ]);
    expect(broadcastView("test", zeros([1]), [0]).size).toBe(0);
  });

  test.each<[number[], number[]]>([
    [[2], [3]],
    [[2, 3], [3]],
    [[3], [3, 1]],
    [[0], [1]],
  ])("%o does not broadcast to %o", (from, to) => {
    expect(() => broadcastView("test", zeros(from), to)).toThrow(
      new ShapeError(`test: shape [${from.join(", ")}] does not broadcast to [${to.join(", ")}]`),
    );
  });
});

test("what repeats elements is read-only", () => {
  const x = zeros([1, 3]);
  expect(() => checkWritable("test", broadcastView("test", x, [2, 3]))).toThrow(TypeError);
  expect(() => checkWritable("test", broadcastView("test", x, [1, 1, 3]))).not.toThrow();
});
