import fc from "fast-check";
import { describe, test } from "vitest";
import type { Code, Complex } from "../../src/dtype.ts";
import type { Ufunc } from "../../src/wasm/ufunc.ts";
import { describeArtefacts } from "../kernels.ts";
import { elementsFor } from "./reductions.ts";
import { checkWritten, type Element, layout, placeTile, readTile, tileArgs } from "./tiles.ts";

const integers = ["i8", "i16", "i32", "i64", "u8", "u16", "u32"] as const;
const floats = ["f32", "f64"] as const;
const ops = ["sum", "prod", "min", "max"] as const;

/** Sizes on both sides of the strips of rows. */
const problem = fc
  .oneof(
    { weight: 9, arbitrary: fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 40 })) },
    { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1020, max: 1030 }), fc.integer({ min: 1, max: 4 })) },
  )
  .chain(([rows, cols]) => fc.record({ out: layout(rows, cols, false), x: layout(rows, cols, true) }));

/** What runs on along each row of elements. */
function scanned<T>(elements: readonly Element[], cols: number, combine: (a: T, b: T) => T): T[] {
  const results: T[] = [];
  for (const [k, element] of elements.entries()) {
    results.push(k % cols === 0 ? (element as T) : combine(results[k - 1], element as T));
  }
  return results;
}

const better = (op: "min" | "max") => (a: number, b: number) =>
  Number.isNaN(a) || !(op === "max" ? b > a || Number.isNaN(b) : b < a || Number.isNaN(b)) ? a : b;

describeArtefacts<Ufunc>("ufunc", (ufunc, arena) => {
  function check(
    name: keyof Ufunc,
    [from, to]: readonly [Code, Code],
    values: readonly Element[],
    reference: (elements: Element[], cols: number) => Element[],
  ): void {
    fc.assert(
      fc.property(problem, (p) => {
        arena.clear();
        const out = placeTile(arena, to, p.out, []);
        const x = placeTile(arena, from, p.x, values);
        const scratch = arena.place(new Float64Array(1024));
        const expected = reference(readTile(arena, x), p.x.cols);
        checkWritten(arena, out, expected, () =>
          (ufunc[name] as (...args: number[]) => void)(...tileArgs(out, x), p.x.rows, p.x.cols, scratch),
        );
      }),
      { numRuns: 80 },
    );
  }

  describe.each(ops)("cumulative_%s", (op) => {
    test.each(integers)("%s", (code) => {
      const wide = op === "sum" || op === "prod";
      check(`cumulative_${op}_${code}`, [code, wide ? "i64" : code], elementsFor(code), (elements, cols) => {
        if (!wide)
          return scanned<number>(elements, cols, (a, b) => (op === "max" ? (b > a ? b : a) : b < a ? b : a));
        const combine = (a: bigint, b: bigint) => BigInt.asIntN(64, op === "sum" ? a + b : a * b);
        return scanned(
          elements.map((element) => BigInt(element as number)),
          cols,
          combine,
        );
      });
    });

    test.each(floats)("%s, in float64", (code) => {
      const special = [Number.POSITIVE_INFINITY, Number.NaN, -0, Number.NEGATIVE_INFINITY];
      const values = (elementsFor(code) as number[]).map((v, i) =>
        i % 50 ? Math.fround(v / 3) : special[(i / 50) % 4],
      );
      const round = (value: number) => (code === "f32" ? Math.fround(value) : value);
      const combine =
        op === "min" || op === "max" ? better(op) : (a: number, b: number) => (op === "sum" ? a + b : a * b);
      check(`cumulative_${op}_${code}`, [code, code], values, (elements, cols) =>
        scanned<number>(elements, cols, combine).map(round),
      );
    });
  });

  test.each(["c64", "c128"] as const)("cumulative_prod %s, in complex128", (code) => {
    const round = code === "c64" ? Math.fround : (value: number) => value;
    const values = Array.from({ length: 97 }, (_, i) => ({
      re: Math.fround(0.3 + i / 97),
      im: Math.fround(0.6 - i / 50),
    }));
    check(`cumulative_prod_${code}`, [code, code], values, (elements, cols) =>
      scanned<Complex>(elements, cols, (a, b) => ({
        re: a.re * b.re - a.im * b.im,
        im: a.re * b.im + a.im * b.re,
      })).map(({ re, im }) => ({ re: round(re), im: round(im) })),
    );
  });
});
