import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Code, Complex } from "../../src/dtype.ts";
import type { Ufunc } from "../../src/wasm/ufunc.ts";
import { describeArtefacts } from "../kernels.ts";
import { narrow, sample } from "./scalars.ts";
import { checkWritten, type Element, type Kernel, placeTile, problem, readTile, tileArgs } from "./tiles.ts";

/** C's frexp, by exact halvings. */
function split(a: number): [mantissa: number, exponent: number] {
  if (a === 0 || !Number.isFinite(a)) return [a, 0];
  let exponent = 0;
  for (; Math.abs(a) >= 1; exponent++) a /= 2;
  for (; Math.abs(a) < 0.5; exponent--) a *= 2;
  return [a, exponent];
}

/** a 2^n, rounded once. */
function scale(a: number, n: number): number {
  if (a === 0 || !Number.isFinite(a)) return a;
  const [mantissa, exponent] = split(a);
  const power = exponent + n;
  if (power >= -1021) return mantissa * 2 * 2 ** Math.min(power - 1, 1024);
  return mantissa * 2 ** -1021 * 2 ** Math.max(power + 1021, -1074);
}

const numbers: { readonly [op: string]: (a: number) => number } = {
  fraction: (a) => (Math.abs(a) === Infinity ? 0 * Math.sign(a) : a % 1),
  mantissa: (a) => split(a)[0],
  exponent: (a) => split(a)[1],
};

/** The number of length 1 with the same angle; one infinite part outweighs the other. */
function signOf(re: number, im: number): [number, number] {
  const length = Math.hypot(re, im);
  if (length === Infinity) {
    const parts = [re, im].map((part) => (Math.abs(part) === Infinity ? Math.sign(part) : 0));
    return parts[0] && parts[1] ? [Number.NaN, Number.NaN] : [parts[0], parts[1]];
  }
  return length === 0 ? [0, 0] : [re / length, im / length];
}

const isNegative = (a: number): boolean => a < 0 || Object.is(a, -0);

/** Of the parts of a number, real ones having one. Signs of NaN are not ours. */
const kinds: { readonly [op: string]: (parts: number[]) => boolean } = {
  isnan: (parts) => parts.some(Number.isNaN),
  isinf: (parts) => parts.some((part) => Math.abs(part) === Infinity),
  isfinite: (parts) => parts.every(Number.isFinite),
  signbit: ([part]) => isNegative(part),
};

const partsOf = (value: Element): number[] =>
  typeof value === "object" ? [value.re, value.im] : [Number(value)];

const reals: readonly Code[] = ["f32", "f64"];
const complexes: readonly Code[] = ["c64", "c128"];
const pairs = (ops: readonly string[], codes: readonly Code[]) =>
  ops.flatMap((op) => codes.map((code) => ({ name: `${op}_${code}`, op, code })));

describeArtefacts<Ufunc>("ufunc", (ufunc, arena) => {
  const kernelOf = (name: string): Kernel => (ufunc as unknown as { [name: string]: Kernel })[name];

  /** Whether kernel `name` writes what `reference` says of operands of type `code`, in random layouts. */
  function checkKernel(
    name: string,
    code: Code,
    result: Code,
    inputs: readonly ((start: number) => readonly Element[])[],
    reference: (...operands: never[]) => Element,
  ): void {
    fc.assert(
      fc.property(problem(inputs.length), fc.nat({ max: 100 }), ({ rows, cols, ...layouts }, start) => {
        arena.clear();
        const out = placeTile(arena, result, layouts.out, []);
        const tiles = inputs.map((values, i) => placeTile(arena, code, layouts.inputs[i], values(start)));
        const operands = tiles.map((tile) => readTile(arena, tile));
        const expected = operands[0].map((_, i) => reference(...(operands.map((x) => x[i]) as never[])));
        checkWritten(arena, out, expected, () => kernelOf(name)(...tileArgs(out, ...tiles), rows, cols));
      }),
      { numRuns: 40 },
    );
  }

  test.each(pairs(Object.keys(numbers), reals))("$name", ({ name, op, code }) => {
    const reference = (a: number) => narrow(code, numbers[op](a));
    checkKernel(name, code, code, [(start) => sample(code, start)], reference);
  });

  test.each(pairs(["ldexp"], reals))("$name", ({ name, code }) => {
    const powers = (start: number) => sample("i16", start).map((n) => Number(n) % 2300);
    checkKernel(name, code, code, [(start) => sample(code, start), powers], (a: number, n: number) =>
      narrow(code, scale(a, n)),
    );
  });

  describe("kinds of numbers", () => {
    const complex = Object.keys(kinds).filter((op) => op !== "signbit");

    test.each([...pairs(Object.keys(kinds), reals), ...pairs(complex, complexes)])(
      "$name",
      ({ name, op, code }) => {
        const values = (start: number) =>
          sample(code, start).filter((value) => op !== "signbit" || !Number.isNaN(value));
        checkKernel(name, code, "bool", [values], (a: Element) => Number(kinds[op](partsOf(a))));
      },
    );
  });

  test.each(pairs(["conj"], complexes))("$name", ({ name, code }) => {
    checkKernel(name, code, code, [(start) => sample(code, start)], ({ re, im }: Complex) => ({
      re,
      im: -im,
    }));
  });

  test.each(pairs(["sign"], complexes))("$name points the same way, with a length of 1", ({ name, code }) => {
    arena.clear();
    const tolerance = code === "c64" ? 1e-6 : 1e-14;
    const line = { rows: 1, row: 0, col: 1, start: 0, misalign: 0 };
    const values = sample(code) as Complex[];
    const layout = { ...line, cols: values.length, length: values.length };
    const [out, x] = [placeTile(arena, code, layout, []), placeTile(arena, code, layout, values)];
    kernelOf(name)(...tileArgs(out, x), 1, values.length);
    (readTile(arena, out) as Complex[]).forEach(({ re, im }, i) => {
      const { re: a, im: b } = values[i];
      // Lengths of subnormal numbers have few digits.
      if (Math.hypot(a, b) > 0 && Math.hypot(a, b) < 1e-300) return;
      const [expectedRe, expectedIm] = signOf(a, b);
      expect(Object.is(re, expectedRe) || Math.abs(re - expectedRe) < tolerance, `${a}, ${b}: ${re}`).toBe(
        true,
      );
      expect(Object.is(im, expectedIm) || Math.abs(im - expectedIm) < tolerance, `${a}, ${b}: ${im}`).toBe(
        true,
      );
    });
    arena.checkGuards();
  });
});
