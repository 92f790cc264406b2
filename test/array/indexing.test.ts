import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NestedList } from "../../src/array/convert.ts";
import type { Index } from "../../src/array/index-items.ts";
import { newaxis } from "../../src/array/indexing.ts";
import { slice } from "../../src/array/slice.ts";
import { IndexError } from "../../src/errors.ts";
import { arange, asarray, zeros } from "../../src/np/creation.ts";
import { reshape } from "../../src/np/manipulation/index.ts";
import { sizeOf } from "../../src/shape.ts";

/** An index of each axis, and for slices the indices that they take. */
type Choice = { index: Index; taken: number[] | number };

/** The elements of nested lists that the choices take. */
function pick(value: unknown, [first, ...rest]: Choice[]): unknown {
  if (!first) return value;
  const list = value as unknown[];
  return typeof first.taken === "number"
    ? pick(list.at(first.taken), rest)
    : first.taken.map((i) => pick(list[i], rest));
}

/** Every `step`-th index from `start` before `stop`, both given within the axis. */
function walk(start: number, stop: number, step: number): number[] {
  const indices: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) indices.push(i);
  return indices;
}

function choice(length: number): fc.Arbitrary<Choice> {
  const within = fc.nat(length - 1);
  const integers = within.chain((taken) =>
    fc.constantFrom(taken, taken - length, BigInt(taken)).map((index): Choice => ({ index, taken })),
  );
  const forward = fc
    .tuple(within, fc.nat(length), fc.integer({ min: 1, max: 3 }))
    .chain(([start, stop, step]) => {
      const taken = walk(start, stop, step);
      return fc
        .constantFrom<Index>(
          slice(start, stop, step),
          `${start}:${stop}:${step}`,
          slice(start - length, stop, step),
        )
        .map((index): Choice => ({ index, taken }));
    });
  const backward = fc
    .tuple(within, within, fc.integer({ min: 1, max: 3 }))
    .chain(([start, stop, step]) =>
      fc
        .constantFrom<Choice>(
          { index: slice(start, stop, -step), taken: walk(start, stop, -step) },
          { index: `${start}::${-step}`, taken: walk(start, -1, -step) },
          { index: `:${stop}:${-step}`, taken: walk(length - 1, stop, -step) },
        )
        .map((found) => found),
    );
  const all = fc
    .constantFrom<Index>(":", "::1", slice(null), slice(-length - 3, length + 3))
    .map((index): Choice => ({ index, taken: walk(0, length, 1) }));
  return fc.oneof(integers, forward, backward, all);
}

const indexed = fc
  .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
  .chain((shape) => fc.tuple(fc.constant(shape), fc.tuple(...shape.map(choice)), fc.nat(shape.length)));

describe("against nested lists", () => {
  test("at", () => {
    fc.assert(
      fc.property(indexed, ([shape, choices, count]) => {
        const x = reshape(arange(sizeOf(shape), { dtype: "int16" }), shape);
        const used = choices.slice(0, count);
        const view = x.at(...used.map(({ index }) => index));
        expect(view.toArray()).toEqual(pick(x.toArray(), used));
        expect(view.storage).toBe(x.storage);
      }),
      { numRuns: 500 },
    );
  });

  test("set", () => {
    fc.assert(
      fc.property(indexed, ([shape, choices]) => {
        const x = zeros(shape, { dtype: "int32" });
        const place = reshape(arange(x.size), shape).toArray();
        x.set(1, ...choices.map(({ index }) => index));
        const chosen = new Set([pick(place, choices)].flat(9));
        expect((x.toArray() as NestedList).flat(9)).toEqual(
          (place as NestedList).flat(9).map((i) => Number(chosen.has(i))),
        );
      }),
      { numRuns: 300 },
    );
  });
});

// "The size of each dimension in B must equal the size of the corresponding dimension in A or be 0."
test.each<[number[], number[]]>([
  [[3, 0], [0]],
  [[0, 2], [0]],
  [[0, 0], [0]],
  [[0], [0, 2]],
])("a mask of shape %o, with no elements, selects none of shape [3, 2]", (shape, selected) => {
  const x = reshape(arange(6), [3, 2]);
  const mask = zeros(shape, { dtype: "bool" });
  expect(x.at(mask).shape).toEqual(selected);
  x.set(7, mask);
  expect(x.toArray()).toEqual(reshape(arange(6), [3, 2]).toArray());
  expect(() => x.at(zeros([1, 0], { dtype: "bool" }))).toThrow(IndexError);
});

describe("refuses", () => {
  const x = reshape(arange(6), [2, 3]);
  test.each<[Index[], string]>([
    [[2], "at: index 2 is out of bounds for axis 0 with size 2"],
    [[0, -4], "at: index -4 is out of bounds for axis 1 with size 3"],
    [["...", 3n], "at: index 3 is out of bounds for axis 1 with size 3"],
    [[":", [0, 3]], "at: index 3 is out of bounds for axis 1 with size 3"],
    [[Int32Array.of(-3)], "at: index -3 is out of bounds for axis 0 with size 2"],
    [[0, 0, 0], "at: too many indices for array: array is 2-dimensional, but 3 were indexed"],
    [["...", 0, "..."], "at: an index can only have a single ellipsis ('...')"],
    [
      [[true, false, true]],
      "at: boolean index did not match indexed array along axis 0; size of axis is 2 but size of corresponding boolean axis is 3",
    ],
    [
      [
        [0, 1],
        [0, 1, 2],
      ],
      "at: index arrays of shapes [2] and [3] do not broadcast",
    ],
    [[[0.5]], "at: 0.5 in a list of indices is no integer"],
    [[asarray([0, 1])], "at: arrays used as indices must be of integer (or boolean) type, not float64"],
    [[new Float32Array(2)], "at: arrays used as indices must be of integer (or boolean) type, not float32"],
  ])("%o", (index, message) => {
    expect(() => x.at(...index)).toThrow(new IndexError(message));
    expect(() => x.set(0, ...index)).toThrow(new IndexError(message.replace("at:", "set:")));
    expect(x.toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test.each([1.5, Number.NaN, "1", "1:2:3:4", "a:b", undefined, {}, () => 0])("%o", (item) => {
    expect(() => x.at(item as Index)).toThrow(IndexError);
    expect(() => x.at(item as Index)).toThrow(`at: ${String(item)} is no index`);
  });
});

test("newaxis and ellipsis stand beside the other indices", () => {
  const x = zeros([2, 3, 4]);
  expect(x.at(newaxis, "...", 0, newaxis).shape).toEqual([1, 2, 3, 1]);
  expect(x.at("...").shape).toEqual([2, 3, 4]);
  expect(x.at(0, 0, 0).shape).toEqual([]);
});

test("views of views address the same elements", () => {
  const x = arange(10);
  const view = x.at("::2").at("::-1").at("1:4");
  expect(view.toArray()).toEqual([6, 4, 2]);
  view.set(-1);
  expect(x.toArray()).toEqual([0, 1, -1, 3, -1, 5, -1, 7, 8, 9]);
});
