import fc from "fast-check";
import { describe, test } from "vitest";
import type { Code } from "../../src/dtype.ts";
import type { Sorting } from "../../src/wasm/sorting.ts";
import { describeArtefacts } from "../kernels.ts";
import { positions } from "./order.ts";
import { sample } from "./scalars.ts";
import {
  checkWritten,
  type Element,
  type Layout,
  layout,
  placeTile,
  readTile,
  rowOf,
  tileArgs,
} from "./tiles.ts";

const reals = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64"] as const;
const complex = ["c64", "c128"] as const;

/** Rows too short for digits, for wide digits, and long enough for both. */
const lengths = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 60 }) },
  { weight: 4, arbitrary: fc.integer({ min: 48, max: 600 }) },
  { weight: 1, arbitrary: fc.integer({ min: 8180, max: 9000 }) },
);

const problem = fc.record({ rows: fc.integer({ min: 0, max: 3 }), cols: lengths }).chain(({ rows, cols }) =>
  fc.record({
    x: layout(rows, cols, true),
    out: layout(rows, cols, false),
    values: fc.constantFrom("special", "random", "low bits", "few", "ascending"),
    seed: fc.nat(1e6),
    descending: fc.boolean(),
  }),
);

/** Elements for the tile of a layout: of random bits, of random bits below the same upper ones, of few values, … */
function elementsFor(code: Code, kind: string, seed: number, { length }: Layout): Element[] {
  if (kind === "special") return sample(code, seed);
  const { array, size } = rowOf(code);
  const part = array.BYTES_PER_ELEMENT;
  const count = kind === "few" ? 5 : length;
  const bytes = new Uint8Array(count * size);
  let state = seed;
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const random = kind !== "low bits" || i % part <= part / 2;
    bytes[i] = random ? state >> 16 : 0x3f;
  }
  const block = Array.from(new array(bytes.buffer) as Iterable<number | bigint>);
  const list: Element[] = code.startsWith("c")
    ? Array.from({ length: count }, (_, i) => ({ re: Number(block[2 * i]), im: Number(block[2 * i + 1]) }))
    : block;
  return kind === "ascending" ? positions(list).map((i) => list[i]) : list;
}

describeArtefacts<Sorting>("sorting", (sorting, arena) => {
  /** Room for the counters and two rows. */
  const roomFor = (cols: number, size: number) =>
    arena.place(new Uint8Array(sorting.sort_counter_bytes() + 2 * cols * size));

  test.each(reals)("sort of %s", (code) => {
    fc.assert(
      fc.property(problem, (p) => {
        arena.clear();
        const x = placeTile(arena, code, p.x, elementsFor(code, p.values, p.seed, p.x));
        const out = placeTile(arena, code, p.out, []);
        const room = roomFor(x.cols, rowOf(code).size);
        const expected = rowsOf(readTile(arena, x), x).flatMap((row) =>
          positions(row, p.descending).map((i) => row[i]),
        );
        checkWritten(arena, out, expected, () =>
          sorting[`sort_${code}`](...(tileArgs(out, x) as Args), x.rows, x.cols, p.descending, room),
        );
      }),
      { numRuns: 60 },
    );
  });

  describe("argsort", () => {
    test.each([...reals, ...complex])("%s", (code) => {
      fc.assert(
        fc.property(problem, (p) => {
          arena.clear();
          const x = placeTile(arena, code, p.x, elementsFor(code, p.values, p.seed, p.x));
          const out = placeTile(arena, "i64", p.out, []);
          const room = roomFor(x.cols, 8);
          const expected = rowsOf(readTile(arena, x), x).flatMap((row) =>
            positions(row, p.descending).map(BigInt),
          );
          checkWritten(arena, out, expected, () =>
            sorting[`argsort_${code}`](...(tileArgs(out, x) as Args), x.rows, x.cols, p.descending, room),
          );
        }),
        { numRuns: 60 },
      );
    });
  });
});

type Args = [number, number, number, number, number, number];

const rowsOf = (elements: readonly Element[], { rows, cols }: Layout): Element[][] =>
  Array.from({ length: rows }, (_, i) => elements.slice(i * cols, (i + 1) * cols));
