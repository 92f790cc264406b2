import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Complex } from "../../src/dtype.ts";
import type { Core } from "../../src/wasm/core.ts";
import { exactSum } from "../exact-sum.ts";
import { describeArtefacts } from "../kernels.ts";
import { checkResults, elementsFor, from, listsOf, problem, resultsOf, tileArguments } from "./reductions.ts";
import { placeTile } from "./tiles.ts";

const integers = ["i8", "i16", "i32", "i64", "u8", "u16", "u32"] as const;
const floats = ["f32", "f64"] as const;
const complex = ["c64", "c128"] as const;

describeArtefacts<Core>("core", (core, arena) => {
  describe.each(["sum", "prod"] as const)("%s of integers", (op) => {
    const combine = (a: bigint, b: bigint) => BigInt.asIntN(64, op === "sum" ? a + b : a * b);

    test.each(integers)("%s: modulo 2^64", (code) => {
      const held = 0x0123456789abcdefn;
      const elements = elementsFor(code);
      fc.assert(
        fc.property(problem, (p) => {
          arena.clear();
          const x = placeTile(arena, code, p.x, from(elements, p.seed));
          const out = placeTile(arena, "i64", p.out, [held]);
          const start = p.first ? (op === "sum" ? 0n : 1n) : held;
          const expected = listsOf(arena, x, p.shared).map((list) =>
            list.map((element) => BigInt(element as number)).reduce(combine, start),
          );
          const got = resultsOf(arena, out, () => core[`${op}_${code}`](...tileArguments(out, x), p.first));
          checkResults(got, expected);
        }),
        { numRuns: 100 },
      );
    });
  });

  test.each(floats)("sum of %s: exact where all partial sums are", (code) => {
    const elements = elementsFor(code);
    fc.assert(
      fc.property(problem, (p) => {
        arena.clear();
        const x = placeTile(arena, code, p.x, from(elements, p.seed));
        const out = placeTile(arena, "f64", p.out, [0.5]);
        const start = p.first ? 0 : 0.5;
        const expected = listsOf(arena, x, p.shared).map((list) => exactSum(list as number[]) + start);
        const got = resultsOf(arena, out, () => core[`sum_${code}`](...tileArguments(out, x), p.first));
        checkResults(got, expected);
      }),
      { numRuns: 200 },
    );
  });

  test.each(floats)("prod of %s: in order, in float64", (code) => {
    const factors = Array.from({ length: 997 }, (_, i) => Math.fround(0.5 + ((i * 7919) % 997) / 997));
    fc.assert(
      fc.property(problem, (p) => {
        arena.clear();
        const x = placeTile(arena, code, p.x, from(factors, p.seed));
        const out = placeTile(arena, "f64", p.out, [0.7]);
        const expected = listsOf(arena, x, p.shared).map((list) =>
          (list as number[]).reduce((a, b) => a * b, p.first ? 1 : 0.7),
        );
        const got = resultsOf(arena, out, () => core[`prod_${code}`](...tileArguments(out, x), p.first));
        checkResults(got, expected);
      }),
      { numRuns: 100 },
    );
  });

  test.each(complex)("prod of %s: in order, in complex128", (code) => {
    const multiply = (a: Complex, b: Complex) => ({
      re: a.re * b.re - a.im * b.im,
      im: a.re * b.im + a.im * b.re,
    });
    const factors = Array.from({ length: 997 }, (_, i) => ({
      re: Math.fround(0.3 + ((i * 7919) % 997) / 997),
      im: Math.fround(0.6 - ((i * 104729) % 997) / 997),
    }));
    fc.assert(
      fc.property(problem, (p) => {
        arena.clear();
        const x = placeTile(arena, code, p.x, from(factors, p.seed));
        const out = placeTile(arena, "c128", p.out, [{ re: 0.7, im: -2 }]);
        const start = p.first ? { re: 1, im: 0 } : { re: 0.7, im: -2 };
        const expected = listsOf(arena, x, p.shared).map((list) =>
          (list as Complex[]).reduce(multiply, start),
        );
        const got = resultsOf(arena, out, () => core[`prod_${code}`](...tileArguments(out, x), p.first));
        checkResults(got, expected);
      }),
      { numRuns: 100 },
    );
  });

  describe("the error of a sum", () => {
    const length = 100_000;
    const values = Float64Array.from({ length }, (_, i) => ((i * 7919) % 10007) / 3 - 1000 / (i + 1));
    const magnitude = exactSum(values.map(Math.abs));
    const exact = exactSum(values);

    test("grows with the logarithm of a row's length", () => {
      arena.clear();
      const [x, out] = [arena.place(values), arena.place(new Float64Array(1))];
      core.sum_f64(out, 8, x, 0, 8, 1, length, true);
      const [got] = arena.read(out, new Float64Array(1));
      // NumPy's bound: 16 additions to each of its running sums, then a tree.
      const steps = 16 + 3 + Math.ceil(Math.log2(length / 128));
      expect(Math.abs(got - exact)).toBeLessThanOrEqual(steps * 2 ** -53 * magnitude);
    });

    test("of float32 is that of rounding float64 sums", () => {
      arena.clear();
      const small = Float32Array.from(values);
      const [x, out] = [arena.place(small), arena.place(new Float64Array(1))];
      core.sum_f32(out, 8, x, 0, 4, 1, length, true);
      const [got] = arena.read(out, new Float64Array(1));
      expect(Math.fround(got)).toBe(Math.fround(exactSum(small)));
    });
  });

  test("strips: more rows than advance together", () => {
    const [rows, cols] = [8199, 11];
    const values = Float64Array.from({ length: rows * cols }, (_, i) => (i * 7919) % 1009);
    arena.clear();
    const [x, out] = [arena.place(values), arena.place(new Float64Array(rows))];
    core.sum_f64(out, 8, x, 8, 8 * rows, rows, cols, true);
    const sums = Float64Array.from({ length: rows }, (_, i) => {
      const column = Array.from({ length: cols }, (_, j) => values[j * rows + i]);
      return column.reduce((a, b) => a + b);
    });
    expect(arena.read(out, new Float64Array(rows))).toEqual(sums);
    arena.checkGuards();
  });
});
