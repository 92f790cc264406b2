import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { readCases } from "../cases/chapters.ts";
import { difference, exact } from "../cases/compare.ts";
import { type Case, type Elements, isElements } from "../cases/fixtures.ts";
import { read } from "../cases/read.ts";

interface Stream extends Case {
  readonly bits: "PCG64" | "Philox";
  readonly seed: readonly bigint[];
  readonly sha256?: string;
}

const streams = readCases("random") as unknown as Stream[];

const toArray = (value: unknown) =>
  isElements(value)
    ? np.reshape(np.asarray(value.data as number[], { dtype: value.dtype }), value.shape)
    : value;

/** What NumPy's None makes of it: a scalar is an array of no dimensions of the dtype. */
const asElements = (result: unknown, { dtype }: Elements): Elements =>
  result instanceof np.WasmArray ? read(result) : { dtype, shape: [], data: [result as number] };

function draw({ fn, bits, seed, args, options }: Stream): unknown {
  const rng = new np.random.Generator(new np.random[bits](seed.length === 1 ? seed[0] : seed));
  const given = Object.fromEntries(Object.entries(options).map(([key, value]) => [key, toArray(value)]));
  const method = (rng as unknown as Record<string, (...args: unknown[]) => unknown>)[fn];
  return method.call(rng, ...args.map(toArray), given);
}

describe("streams are NumPy's, bit for bit", () => {
  for (const fn of new Set(streams.map((each) => each.fn))) {
    test(fn, () => {
      for (const each of streams.filter((other) => other.fn === fn)) {
        const result = draw(each);
        if (each.sha256) {
          const bytes = createHash("sha256")
            .update((result as np.WasmArray).data)
            .digest("hex");
          expect(bytes, each.line).toBe(each.sha256);
        } else {
          const expected = each.result as Elements;
          expect(difference(asElements(result, expected), expected, exact), each.line).toBeUndefined();
        }
      }
    });
  }
});

test("children of a seed, and of a generator", () => {
  const children = new np.random.SeedSequence(7).spawn(2);
  expect(children.map((child) => child.generateState(1)[0])).toEqual([1201125462, 3618983171]);
  const [, , third] = np.random.default_rng(42).spawn(3);
  expect(third.random()).toBe(0.07123920291270869);
});

test("an array is shuffled in place, whatever its layout", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), (n, seed) => {
      const flat = np.arange(n);
      np.random.default_rng(seed).shuffle(flat);
      const wide = np.arange(3 * n);
      const view = wide.at("::-3");
      np.random.default_rng(seed).shuffle(view);
      expect(view.toArray()).toEqual((flat.toArray() as number[]).map((i) => 3 * (n - 1 - i) + 2));
      expect(np.sort(wide).toArray()).toEqual(np.arange(3 * n).toArray());
      const rows = np.reshape(np.arange(2 * n), [n, 2]);
      np.random.default_rng(seed).shuffle(rows);
      expect(rows.at(":", 0).toArray()).toEqual((flat.toArray() as number[]).map((i) => 2 * i));
    }),
  );
});

test("without a seed no two generators are the same", () => {
  expect(np.random.default_rng().random()).not.toBe(np.random.default_rng().random());
});

test("a generator and its bits are taken as they are", () => {
  const bits = new np.random.PCG64(3);
  const rng = np.random.default_rng(bits);
  expect(rng.bit_generator).toBe(bits);
  expect(np.random.default_rng(rng)).toBe(rng);
});

test("Philox starts where its counter says, in the stream of its key", () => {
  const stream = (counter: bigint) =>
    new np.random.Generator(new np.random.Philox(null, { key: 5n, counter })).random(8).toArray();
  expect(stream(2n)).toEqual([...(stream(1n) as number[]).slice(4), ...(stream(3n) as number[]).slice(0, 4)]);
});

test("bad input", () => {
  const rng = np.random.default_rng(1);
  const state = rng.bit_generator.bytes.slice();
  expect(() => np.random.default_rng(-1)).toThrow(/^SeedSequence: the seed -1 is negative/);
  expect(() => np.random.default_rng(0.5)).toThrow(/^SeedSequence: a seed is whole numbers, not 0.5/);
  expect(() => new np.random.Philox(1, { key: 2n })).toThrow(TypeError);
  expect(() => new np.random.Philox(null, { key: 2n ** 128n })).toThrow(RangeError);
  expect(() => rng.random([-1])).toThrow(np.ShapeError);
  expect(() => rng.random(3, { dtype: "int8" as never })).toThrow(np.DTypeError);
  expect(() => rng.random(3, { size: 2 } as never)).toThrow(/unknown option 'size'/);
  expect(() => rng.integers(3, 3)).toThrow(/^random.integers: low >= high/);
  expect(() => rng.integers(0, 300, { dtype: "uint8" })).toThrow(
    /^random.integers: high 300 is out of bounds for uint8/,
  );
  expect(() => rng.integers(-1, 3, { dtype: "uint8" })).toThrow(/low -1 is out of bounds/);
  expect(() => rng.integers(0.5)).toThrow(TypeError);
  expect(() => rng.integers(3, { dtype: "float64" })).toThrow(np.DTypeError);
  expect(() => rng.normal(0, -1)).toThrow(/^random.normal: scale < 0/);
  expect(() => rng.uniform(2, 1)).toThrow(/^random.uniform: high - low < 0/);
  expect(() => rng.normal([1, 2], 1, { size: 3 })).toThrow(np.ShapeError);
  expect(() => rng.choice(0)).toThrow(np.ShapeError);
  expect(() => rng.choice(3, { size: 4, replace: false })).toThrow(np.ShapeError);
  expect(() => rng.choice(3, { p: [0.5, 0.5] })).toThrow(np.ShapeError);
  expect(() => rng.choice(2, { p: [0.5, 0.4] })).toThrow(RangeError);
  expect(() => rng.choice(2, { p: [1.5, -0.5] })).toThrow(RangeError);
  expect(() => rng.choice(3, { p: [1, 0, 0], size: 2, replace: false })).toThrow(RangeError);
  expect(() => rng.shuffle([1, 2] as never)).toThrow(TypeError);
  expect(() => rng.permutation([1, 2], { axis: 1 })).toThrow(np.AxisError);
  expect(rng.bit_generator.bytes).toEqual(state);
});
