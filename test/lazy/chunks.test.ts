import fc from "fast-check";
import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { normalizeChunks } from "../../src/lazy/chunks.ts";
import * as lazy from "../../src/lazy/index.ts";
import { planSteps } from "../../src/lazy/rechunk.ts";

/** Lengths that add up to `length`. */
const cuts = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: length }), { maxLength: 4 })
    .map((list) => [0, ...list.sort((a, b) => a - b), length])
    .map((bounds) => bounds.slice(1).map((bound, i) => bound - bounds[i]));

const shapes = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 3 });
const chunked = shapes.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    chunks: fc.tuple(...shape.map(cuts)),
    others: fc.tuple(...shape.map(cuts)),
  }),
);

const numbered = (shape: readonly number[]) =>
  np.reshape(np.arange(shape.reduce((a, b) => a * b, 1)), [...shape]);

test("rechunk changes chunks and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(chunked, async ({ shape, chunks, others }) => {
      const a = numbered(shape);
      const x = lazy.fromArray(a, { chunks }).rechunk(others);
      expect(x.chunks).toEqual(others);
      expect(String(await x.compute())).toBe(String(a));
    }),
    { numRuns: 60 },
  );
});

test("a plan of rechunking ends in the chunks wanted, and none in between is larger than the largest", () => {
  const volume = (chunks: readonly (readonly number[])[]) =>
    chunks.reduce((product, lengths) => product * Math.max(...lengths), 1);
  const [from, to] = [
    [[1000], new Array(1000).fill(1)],
    [new Array(1000).fill(1), [1000]],
  ];
  for (const [one, other] of [
    [from, to],
    [to, from],
  ]) {
    const steps = planSteps(one, other);
    expect(steps.at(-1)).toEqual(other);
    for (const step of steps) expect(volume(step)).toBeLessThanOrEqual(Math.max(volume(one), volume(other)));
  }
});

const slices = fc.record({
  start: fc.option(fc.integer({ min: -8, max: 8 })),
  stop: fc.option(fc.integer({ min: -8, max: 8 })),
  step: fc.integer({ min: -3, max: 3 }).filter((step) => step !== 0),
});

test("slices of lazy arrays are those of arrays", async () => {
  await fc.assert(
    fc.asyncProperty(chunked, fc.array(slices, { minLength: 3, maxLength: 3 }), async (given, list) => {
      const { shape, chunks } = given;
      const a = numbered(shape);
      const index = shape.map((_, axis) => {
        const { start, stop, step } = list[axis];
        return np.slice(start, stop, step);
      });
      const x = lazy.fromArray(a, { chunks }).at(...index);
      const expected = a.at(...index);
      expect(x.shape).toEqual(expected.shape);
      expect(String(await x.compute())).toBe(String(expected));
    }),
    { numRuns: 60 },
  );
});

test("chunks are what a specification means", () => {
  const of = (given: lazy.ChunkSpecification, shape: number[], bytes?: number) =>
    normalizeChunks("test", given, shape, 8, bytes);
  expect(of(3, [7, 2])).toEqual([[3, 3, 1], [2]]);
  expect(of([-1, 1], [7, 2])).toEqual([[7], [1, 1]]);
  expect(of([[4, 3], "auto"], [7, 2])).toEqual([[4, 3], [2]]);
  expect(of("auto", [1000, 1000], 8 * 250 * 250)[0].slice(0, 2)).toEqual([250, 250]);
  expect(of("auto", [10, 100000], 8 * 1000)).toEqual([[10], new Array(1000).fill(100)]);
  expect(of(3, [0])).toEqual([[0]]);
});

test("chunks that do not make up the shape are refused", () => {
  const x = lazy.ones([7], { chunks: 7 });
  expect(() => x.rechunk([[4, 4]])).toThrow("rechunk: chunks [4, 4] add up to 8, not to 7");
  expect(() => x.rechunk([3, 3])).toThrow(np.ShapeError);
  expect(() => x.rechunk(0)).toThrow(np.ShapeError);
  expect(() => x.rechunk("many" as never)).toThrow(TypeError);
});
