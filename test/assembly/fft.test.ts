import fc from "fast-check";
import { expect, test } from "vitest";
import { halfTurns, makePlan, type Real } from "../../src/ops/fft/plan.ts";
import { rootOfUnity } from "../../src/ops/fft/roots.ts";
import type { Fft } from "../../src/wasm/fft.ts";
import { exactSum } from "../exact-sum.ts";
import { describeArtefacts } from "../kernels.ts";

const lengths = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(49, 64, 75, 81, 105, 128));
const reals = fc.constantFrom<Real>("float32", "float64");
const constructors = { float32: Float32Array, float64: Float64Array };
const codes = { float32: "c64", float64: "c128" } as const;
const epsilons = { float32: 2 ** -23, float64: 2 ** -52 };

/** Pairs of random numbers, as the type has them. */
function numbersOf(count: number, real: Real, random: Iterator<number>): Float32Array | Float64Array {
  const numbers = new constructors[real](2 * count);
  return numbers.map(() => 2 * random.next().value - 1);
}

/** The transform by its definition, each sum rounded once. */
function definition(line: ArrayLike<number>, isInverse: boolean): number[] {
  const n = line.length / 2;
  return Array.from({ length: n }, (_, k) => {
    const roots = Array.from({ length: n }, (_, j) => rootOfUnity((j * k) % n, n));
    const sign = isInverse ? 1 : -1;
    return [
      exactSum(roots.flatMap(([re, im], j) => [line[2 * j] * re, -sign * line[2 * j + 1] * im])),
      exactSum(roots.flatMap(([re, im], j) => [sign * line[2 * j] * im, line[2 * j + 1] * re])),
    ];
  }).flat();
}

const norm = (line: Iterable<number>) => Math.hypot(...line);

/** Fails if a line is farther from what it should be than 5 ε log2 n, with one ε for lines of one number. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], real: Real): void {
  const off = norm(expected.map((value, i) => value - actual[i]));
  const n = expected.length / 2;
  expect(off).toBeLessThanOrEqual(5 * epsilons[real] * Math.max(1, Math.log2(n)) * norm(expected));
}

describeArtefacts<Fft>("fft", (kernels, arena) => {
  test("lines", () => {
    const problem = fc.record({
      n: lengths,
      count: fc.nat(4),
      gap: fc.nat(2),
      isInverse: fc.boolean(),
      isInPlace: fc.boolean(),
      scale: fc.constantFrom(1, 0.25),
      real: reals,
    });
    fc.assert(
      fc.property(problem, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (each, random) => {
        const { n, count, gap, isInverse, isInPlace, scale, real } = each;
        arena.clear();
        const plan = makePlan(n, isInverse, real);
        const x = numbersOf(count * (n + gap), real, random);
        const at = arena.place(x, 8);
        const to = isInPlace ? at : arena.place(x, 8);
        const size = 2 * x.BYTES_PER_ELEMENT;
        const scratch = arena.place(new Uint8Array(plan.room * size));
        const pitch = (n + gap) * size;
        kernels[`fft_lines_${codes[real]}`](to, at, pitch, count, arena.place(plan.bytes), scratch, scale);
        const result = arena.read(to, x);
        if (!isInPlace) expect(arena.read(at, x)).toEqual(x);
        for (let i = 0; i < count; i++) {
          const [start, end, next] = [0, n, n + gap].map((k) => 2 * (i * (n + gap) + k));
          const expected = definition(x.subarray(start, end), isInverse).map((value) => value * scale);
          expectClose(result.subarray(start, end), expected, real);
          expect(result.subarray(end, next)).toEqual(x.subarray(end, next));
        }
        arena.checkGuards();
      }),
    );
  });

  test("real lines, half and whole, and back", () => {
    const problem = fc.record({
      h: lengths,
      count: fc.nat(4),
      isInverse: fc.boolean(),
      isWhole: fc.boolean(),
      scale: fc.constantFrom(1, 0.25),
      real: reals,
    });
    fc.assert(
      fc.property(problem, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (each, random) => {
        const { h, count, isInverse, isWhole, scale, real } = each;
        arena.clear();
        const x = numbersOf(count * h, real, random);
        const pitch = 2 * h * x.BYTES_PER_ELEMENT;
        const width = isWhole ? 2 * h : h + 1;
        const outPitch = 2 * width * x.BYTES_PER_ELEMENT;
        const spectra = new constructors[real](2 * count * width);
        const [at, to, back] = [x, spectra, x].map((numbers) => arena.place(numbers, 8));
        const plans = [isInverse, true].map((direction) => makePlan(h, direction, real));
        const scratch = arena.place(new Uint8Array(plans[0].room * 2 * x.BYTES_PER_ELEMENT));
        const tables = plans.map(({ bytes }) => arena.place(bytes));
        const turns = [isInverse, true].map((direction) => arena.place(halfTurns(h, direction, real)));
        kernels[`rfft_lines_${codes[real]}`](
          ...([to, outPitch, at, pitch, count, tables[0], turns[0], scratch, scale] as const),
          Number(isWhole),
        );
        const result = arena.read(to, spectra);
        for (let i = 0; i < count; i++) {
          const line = Array.from(x.subarray(2 * h * i, 2 * h * (i + 1)), (value) => [value, 0]).flat();
          const expected = definition(line, isInverse).map((value) => value * scale);
          expectClose(
            result.subarray(2 * width * i, 2 * width * (i + 1)),
            expected.slice(0, 2 * width),
            real,
          );
        }
        if (!isInverse) {
          kernels[`irfft_lines_${codes[real]}`](
            ...([back, pitch, to, outPitch, count, tables[1], turns[1], scratch, 1 / (h * scale)] as const),
          );
          expect(arena.read(to, spectra)).toEqual(result);
          const restored = arena.read(back, x);
          for (let i = 0; i < count; i++) {
            const line = (numbers: Float32Array | Float64Array) =>
              numbers.subarray(2 * h * i, 2 * h * (i + 1));
            expectClose(line(restored), [...line(x)], real);
          }
        }
        arena.checkGuards();
      }),
    );
  });

  test("columns, some at a time", () => {
    const problem = fc.record({
      n: lengths,
      count: fc.nat(6),
      batch: fc.integer({ min: 1, max: 7 }),
      isInverse: fc.boolean(),
      real: reals,
    });
    fc.assert(
      fc.property(problem, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (each, random) => {
        const { n, count, batch, isInverse, real } = each;
        arena.clear();
        const plan = makePlan(n, isInverse, real);
        const width = count + 1;
        const x = numbersOf(n * width, real, random);
        const at = arena.place(x);
        const size = 2 * x.BYTES_PER_ELEMENT;
        const scratch = arena.place(new Uint8Array(batch * (n + plan.room) * size));
        const tables = arena.place(plan.bytes);
        kernels[`fft_columns_${codes[real]}`](at, at, width * size, count, tables, scratch, batch, 1);
        const result = arena.read(at, x);
        for (let column = 0; column < width; column++) {
          const places = Array.from({ length: n }, (_, j) =>
            [0, 1].map((part) => 2 * (j * width + column) + part),
          ).flat();
          const line = places.map((place) => x[place]);
          const found = places.map((place) => result[place]);
          if (column < count) expectClose(found, definition(line, isInverse), real);
          else expect(found).toEqual(line);
        }
        arena.checkGuards();
      }),
    );
  });
});
