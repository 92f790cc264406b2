import fc from "fast-check";
import { expect, test } from "vitest";
import { PCG64, Philox } from "../../src/np/random/bit-generators.ts";
import type { Random } from "../../src/wasm/random.ts";
import { describeArtefacts } from "../kernels.ts";

const sources = { PCG64, Philox };
const bits = fc.constantFrom<keyof typeof sources>("PCG64", "Philox");

/** Words of PCG64 by its definition. */
function* words(state: Uint8Array): Generator<bigint> {
  const [high, low, incrementHigh, incrementLow] = new BigUint64Array(state.buffer).subarray(2);
  const multiplier = (2549297995355413924n << 64n) | 4865540595714422341n;
  const increment = (incrementHigh << 64n) | incrementLow;
  let number = (high << 64n) | low;
  for (;;) {
    number = BigInt.asUintN(128, number * multiplier + increment);
    const folded = BigInt.asUintN(64, (number >> 64n) ^ number);
    const by = number >> 122n;
    yield BigInt.asUintN(64, (folded >> by) | (folded << (64n - by)));
  }
}

describeArtefacts<Random>("random", (kernels, arena) => {
  test("PCG64 by its definition", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 130n }), fc.nat(20), (seed, count) => {
        arena.clear();
        const { bytes } = new PCG64(seed);
        const out = arena.place(new BigUint64Array(count));
        kernels.integers_u64(out, count, arena.place(bytes), 0n, 2n ** 64n - 1n);
        const expected = words(bytes);
        for (const word of arena.read(out, new BigUint64Array(count)))
          expect(word).toBe(expected.next().value);
        arena.checkGuards();
      }),
    );
  });

  test("numbers lie where they may, in streams that do not depend on how they are cut", () => {
    const kinds = fc.constantFrom(
      "random_f32",
      "random_f64",
      "standard_exponential_f32",
      "standard_exponential_f64",
    );
    fc.assert(
      fc.property(bits, kinds, fc.nat(40), fc.nat(40), (source, kernel, first, second) => {
        arena.clear();
        const numbers = new (kernel.endsWith("32") ? Float32Array : Float64Array)(first + second);
        const [whole, parts] = [arena.place(numbers, 4), arena.place(numbers)];
        const [one, other] = [0, 1].map(() => arena.place(new sources[source](first).bytes));
        kernels[kernel](whole, first + second, one);
        kernels[kernel](parts, first, other);
        kernels[kernel](parts + first * numbers.BYTES_PER_ELEMENT, second, other);
        const drawn = arena.read(whole, numbers);
        expect(arena.read(parts, numbers)).toEqual(drawn);
        expect(drawn.every((number) => number >= 0 && (number < 1 || kernel.startsWith("s")))).toBe(true);
        arena.checkGuards();
      }),
    );
  });

  test("integers lie in their range, and all of a small one come", () => {
    const types = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array } as const;
    const type = fc.constantFrom<keyof typeof types>("u8", "u16", "u32");
    fc.assert(
      fc.property(bits, type, fc.nat(255), fc.nat(6), (source, code, low, range) => {
        arena.clear();
        const numbers = new types[code](300);
        const out = arena.place(numbers);
        kernels[`integers_${code}`](out, 300, arena.place(new sources[source](low).bytes), low, range);
        const found = new Set(arena.read(out, numbers));
        const expected = Array.from({ length: range + 1 }, (_, i) => new types[code]([low + i])[0]);
        expect([...found].sort((a, b) => a - b)).toEqual([...expected].sort((a, b) => a - b));
        arena.checkGuards();
      }),
    );
  });

  test("orders are permutations, samples are of different numbers", () => {
    fc.assert(
      fc.property(bits, fc.integer({ min: 1, max: 60 }), fc.nat(59), (source, n, count) => {
        arena.clear();
        const state = arena.place(new sources[source](n).bytes);
        const order = Int32Array.from({ length: n }, (_, i) => i);
        const line = arena.place(order);
        kernels.shuffle(line, 4, 4, n, state, arena.place(new Int32Array(1)));
        expect(arena.read(line, order).sort()).toEqual(order);
        const taken = new BigInt64Array(Math.min(n, count));
        const out = arena.place(taken);
        kernels.sample(out, taken.length, n, state, arena.place(new BigInt64Array(128)), 127);
        const found = [...arena.read(out, taken)];
        expect(new Set(found).size).toBe(taken.length);
        expect(found.every((each) => each >= 0n && each < BigInt(n))).toBe(true);
        arena.checkGuards();
      }),
    );
  });
});
