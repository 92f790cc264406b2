import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Code, dtypes } from "../../src/dtype.ts";
import type { Sorting } from "../../src/wasm/sorting.ts";
import { describeArtefacts } from "../kernels.ts";
import { areEqual, compare, positions } from "./order.ts";
import { sample } from "./scalars.ts";
import { checkWritten, type Element, type Layout, layout, placeTile, readTile, tileArgs } from "./tiles.ts";

const codes = Object.values(dtypes)
  .map(({ code }) => code)
  .filter((code): code is Exclude<Code, "bool"> => code !== "bool");

const line = (length: number): Layout => ({
  rows: 1,
  cols: length,
  row: length,
  col: 1,
  misalign: 0,
  start: 0,
  length,
});

const problem = fc
  .record({
    rows: fc.integer({ min: 0, max: 3 }),
    cols: fc.integer({ min: 0, max: 30 }),
    n: fc.integer({ min: 0, max: 80 }),
  })
  .chain(({ rows, cols, n }) =>
    fc.record({
      n: fc.constant(n),
      x: layout(1, n, false),
      out: layout(rows, cols, false),
      values: layout(rows, cols, true),
      seed: fc.nat(200),
      flag: fc.boolean(),
    }),
  );

/** n elements, some of them more than once. */
const elementsFor = (code: Code, n: number, seed: number): Element[] => {
  const list = sample(code, seed);
  return Array.from({ length: n }, (_, i) => list[(i * i) % list.length]);
};

describeArtefacts<Sorting>("sorting", (sorting, arena) => {
  describe.each(codes)("%s", (code) => {
    test("searchsorted, also in the order of positions", () => {
      fc.assert(
        fc.property(problem, fc.boolean(), (p, direct) => {
          arena.clear();
          const elements = elementsFor(code, p.n, p.seed);
          const order = positions(elements);
          const sorted = order.map((i) => elements[i]);
          // What is placed is in the order of memory, which need not be that of the tile.
          const spread = Array.from({ length: p.x.length }, () => sample(code)[0]);
          (direct ? sorted : elements).forEach((value, i) => {
            spread[p.x.start + i * p.x.col] = value;
          });
          const x = placeTile(arena, code, p.x, spread);
          const sorter = placeTile(arena, "i64", line(p.n), order.map(BigInt));
          const v = placeTile(arena, code, p.values, sample(code, p.seed + 7));
          const out = placeTile(arena, "i64", p.out, []);
          const expected = readTile(arena, v).map((value) => {
            const before = (x: Element) => (p.flag ? compare(x, value) <= 0 : compare(x, value) < 0);
            return BigInt(sorted.filter(before).length);
          });
          const [o, values] = [out, v].map((tile) => tileArgs(tile) as [number, number, number]);
          const list = direct ? 0 : sorter.pointer;
          checkWritten(arena, out, expected, () =>
            sorting[`searchsorted_${code}`](
              ...o,
              x.pointer,
              x.colStep,
              list,
              8,
              p.n,
              ...values,
              v.rows,
              v.cols,
              p.flag,
            ),
          );
        }),
        { numRuns: 60 },
      );
    });

    test("contains", () => {
      fc.assert(
        fc.property(problem, (p) => {
          arena.clear();
          const elements = elementsFor(code, p.n, p.seed);
          const sorted = positions(elements).map((i) => elements[i]);
          const x = placeTile(arena, code, line(p.n), sorted);
          const v = placeTile(arena, code, p.values, sample(code, p.seed + 7));
          const out = placeTile(arena, "bool", p.out, []);
          const expected = readTile(arena, v).map((value) =>
            Number(sorted.some((element) => areEqual(element, value)) !== p.flag),
          );
          const [o, values] = [out, v].map((tile) => tileArgs(tile) as [number, number, number]);
          checkWritten(arena, out, expected, () =>
            sorting[`contains_${code}`](...o, x.pointer, p.n, ...values, v.rows, v.cols, p.flag),
          );
        }),
        { numRuns: 60 },
      );
    });

    test("groups", () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 90 }), fc.nat(200), fc.boolean(), (n, seed, wantInverse) => {
          arena.clear();
          const elements = elementsFor(code, n, seed);
          const order = positions(elements);
          const sorted = order.map((i) => elements[i]);
          const starts = [...sorted.keys()].filter((k) => k === 0 || !areEqual(sorted[k - 1], sorted[k]));
          const inverse = new BigInt64Array(n);
          order.forEach((place, k) => {
            inverse[place] = BigInt(starts.filter((start) => start <= k).length - 1);
          });
          const x = placeTile(arena, code, line(n), sorted);
          const bounds = arena.place(new BigInt64Array(n + 1));
          const places = arena.place(new BigInt64Array(n));
          const list = arena.place(BigInt64Array.from(order, BigInt));
          const count = sorting[`groups_${code}`](bounds, wantInverse ? places : 0, list, x.pointer, n);
          expect(count).toBe(starts.length);
          const expected = BigInt64Array.from([...starts, n], BigInt);
          expect(arena.read(bounds, expected)).toEqual(expected);
          if (wantInverse) expect(arena.read(places, inverse)).toEqual(inverse);
          arena.checkGuards();
        }),
        { numRuns: 60 },
      );
    });
  });
});
