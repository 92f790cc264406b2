import fc from "fast-check";
import { describe, test } from "vitest";
import type { Reduce } from "../../src/wasm/reduce.ts";
import { describeArtefacts } from "../kernels.ts";
import {
  checkResults,
  elementsFor,
  from,
  listsOf,
  problem,
  readResults,
  resultsOf,
  tileArguments,
} from "./reductions.ts";
import { type Element, placeTile, rowOf } from "./tiles.ts";

const codes = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"] as const;

const isNan = (a: Element) => Number.isNaN(a);
const beats = (a: Element, b: Element, greatest: boolean) =>
  (greatest ? a > b : a < b) || (isNan(a) && !isNan(b));
const bestOf = (list: readonly Element[], greatest: boolean) =>
  list.reduce((best, value) => (beats(value, best, greatest) ? value : best));

/** Lists of values: many equal ones, such as need all bits, and among floats infinities and NaN. */
function listsFor(code: (typeof codes)[number]): Element[][] {
  const lists = [elementsFor(code, true), elementsFor(code)];
  if (rowOf(code).kind !== "float") return lists;
  const among = (values: Element[], scarce: Element[]) =>
    values.map((value, i) => (i % 61 === 0 ? scarce[i % scarce.length] : value));
  return [lists[0], among(lists[0], [Infinity, -Infinity]), among(lists[0], [NaN, Infinity])];
}

describeArtefacts<Reduce>("reduce", (reduce, arena) => {
  describe.each(["min", "max"] as const)("%s", (op) => {
    const greatest = op === "max";

    test.each(codes)("%s: NaN wins", (code) => {
      const lists = listsFor(code);
      fc.assert(
        fc.property(problem, (p) => {
          arena.clear();
          const x = placeTile(arena, code, p.x, from(lists[p.seed % lists.length], p.seed));
          const held = rowOf(code).size === 8 && rowOf(code).kind !== "float" ? 50n : 50;
          const out = placeTile(arena, code, p.out, [held]);
          const expected = listsOf(arena, x, p.shared).map((list) =>
            bestOf(p.first ? list : [held, ...list], greatest),
          );
          const got = resultsOf(arena, out, () => reduce[`${op}_${code}`](...tileArguments(out, x), p.first));
          checkResults(got, expected);
        }),
        { numRuns: 100 },
      );
    });
  });
});

describeArtefacts<Reduce>("reduce", (reduce, arena) => {
  describe.each(["argmin", "argmax"] as const)("%s", (op) => {
    const greatest = op === "argmax";

    test.each(codes)("%s: the first of equals, the first NaN", (code) => {
      const lists = listsFor(code);
      const arbitrary = fc.record({
        p: problem,
        // Rows that share a result may lie in any order of positions.
        weights: fc.constantFrom("rows first", "columns first"),
      });
      fc.assert(
        fc.property(arbitrary, ({ p, weights }) => {
          arena.clear();
          const x = placeTile(arena, code, p.x, from(lists[p.seed % lists.length], p.seed));
          const held = rowOf(code).size === 8 && rowOf(code).kind !== "float" ? 50n : 50;
          const index = placeTile(arena, "i64", p.out, [7n]);
          const best = placeTile(arena, code, p.out, [held]);
          const start = p.shared ? 0 : 100;
          const rowWeight = p.shared ? (weights === "rows first" ? p.cols : 1) : 0;
          const colWeight = p.shared && weights !== "rows first" ? p.rows : 1;
          const expected = listsOf(arena, x, p.shared).map((list) => {
            const candidates = list.map((value, k) => ({
              value,
              at: start + Math.floor(k / p.cols) * rowWeight + (k % p.cols) * colWeight,
            }));
            if (!p.first) candidates.push({ value: held, at: 7 });
            candidates.sort((a, b) => a.at - b.at);
            const value = bestOf(
              candidates.map((candidate) => candidate.value),
              greatest,
            );
            const { at } = candidates.find((candidate) => Object.is(candidate.value, value))!;
            return { value, at: BigInt(at) };
          });
          const got = resultsOf(arena, index, () =>
            reduce[`${op}_${code}`](
              index.pointer,
              index.rowStep,
              best.pointer,
              best.rowStep,
              x.pointer,
              x.rowStep,
              x.colStep,
              p.rows,
              p.cols,
              start,
              rowWeight,
              colWeight,
              p.first,
            ),
          );
          const [positions, values] = [expected.map(({ at }) => at), expected.map(({ value }) => value)];
          checkResults(got, positions);
          checkResults(readResults(arena, best), values);
        }),
        { numRuns: 100 },
      );
    });
  });
});
