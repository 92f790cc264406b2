import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSlice, resolveSlice, Slice, slice } from "../../src/array/slice.ts";
import { IndexError } from "../../src/errors.ts";

const bound = fc.option(fc.integer({ min: -12, max: 12 }));

/** Indices that a slice takes of an axis. */
function taken(value: Slice, length: number): number[] {
  const [first, count, step] = resolveSlice(value, length);
  return Array.from({ length: count }, (_, i) => first + i * step);
}

describe("takes the indices that Python's slice takes", () => {
  test("forward: those of Array.prototype.slice, thinned out", () => {
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: 4 }), fc.nat(8), (start, stop, step, length) => {
        const all = Array.from({ length }, (_, i) => i);
        const run = all.slice(start ?? undefined, stop ?? undefined);
        expect(taken(slice(start, stop, step), length)).toEqual(run.filter((_, i) => i % step === 0));
      }),
    );
  });

  test("backward: those forward from the other end", () => {
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 1, max: 4 }), fc.nat(8), (start, stop, step, length) => {
        // Index i from the front is -1 - i from the back, and the other way round.
        const mirror = (index: number | null) => (index === null ? null : -1 - index);
        const forward = taken(slice(mirror(start), mirror(stop), step), length);
        expect(taken(slice(start, stop, -step), length)).toEqual(forward.map((i) => length - 1 - i));
      }),
    );
  });
});

test("one argument is the stop", () => {
  expect(slice(3)).toEqual(new Slice(null, 3, null));
  expect(slice(null)).toEqual(new Slice(null, null, null));
  expect(slice(1, 5)).toEqual(new Slice(1, 5, null));
  expect(slice(1, null, -1)).toEqual(new Slice(1, null, -1));
});

test.each([
  ["1:5", slice(1, 5)],
  [":", slice(null)],
  ["::", slice(null)],
  ["::-1", slice(null, null, -1)],
  [" 1 : -2 : +3 ", slice(1, -2, 3)],
  [":7", slice(7)],
])("%o is a slice", (text, expected) => {
  expect(parseSlice(text)).toEqual(expected);
});

test.each(["", "1", "a:b", "1:2:3:4", "1.5:2", "1;2"])("%o is none", (text) => {
  expect(parseSlice(text)).toBeNull();
});

test("refuses a step of 0 and what is no integer", () => {
  expect(() => slice(0, 1, 0)).toThrow(new IndexError("slice: the step cannot be zero"));
  expect(() => parseSlice("::0")).toThrow(new IndexError("slice: the step cannot be zero"));
  expect(() => slice(1.5)).toThrow(new TypeError("slice: 1.5 is neither an integer nor null"));
  expect(() => slice("1" as never)).toThrow(new TypeError("slice: 1 is neither an integer nor null"));
});
