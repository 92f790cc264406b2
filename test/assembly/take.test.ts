import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Code } from "../../src/dtype.ts";
import type { Core } from "../../src/wasm/core.ts";
import { describeArtefacts } from "../kernels.ts";
import { checkWritten, type Element, layout, placeTile, readTile, type Tile, tileArgs } from "./tiles.ts";

const kernels = { u8: 1, u16: 2, u32: 4, u64: 8, v128: 16 } as const;

/** Chosen elements of a block of `length`, each with rows by cols elements round it; steps in elements. */
const problem = fc
  .record({
    rows: fc.integer({ min: 0, max: 3 }),
    cols: fc.integer({ min: 0, max: 40 }),
    layout: fc.constantFrom("row-major", "column-major", "apart", "backward"),
    packed: fc.constantFrom("row-major", "column-major", "apart", "backward"),
    misalign: fc.constantFrom(0, 1, 8),
  })
  .chain(({ rows, cols, layout, packed, misalign }) => {
    const steps = stepsOf(layout, rows, cols);
    const reach = Math.abs(steps.reach) + 1;
    const length = reach + 30;
    const first = fc.integer({ min: 0, max: length - reach }).map((at) => at + Math.max(0, -steps.reach));
    return fc.record({
      rows: fc.constant(rows),
      cols: fc.constant(cols),
      steps: fc.constant(steps),
      packed: fc.constant(stepsOf(packed, rows, cols)),
      length: fc.constant(length),
      offsets: fc.array(first, { maxLength: 6 }),
      misalign: fc.constant(misalign),
    });
  });

interface Steps {
  row: number;
  col: number;
  /** Elements from the first to the last. */
  reach: number;
}

function stepsOf(layout: string, rows: number, cols: number): Steps {
  const [row, col] = { "column-major": [1, rows], apart: [2 * cols + 1, 2], backward: [-cols, -1] }[
    layout
  ] ?? [cols, 1];
  return { row, col, reach: Math.max(0, rows - 1) * row + Math.max(0, cols - 1) * col };
}

/** An element is known by its number, in all its bytes. */
const numbered = (length: number, size: number, from: number): Uint8Array =>
  Uint8Array.from({ length: length * size }, (_, at) => (from + Math.floor(at / size)) % 251);

describeArtefacts<Core>("core", (core, arena) => {
  describe.each(Object.entries(kernels))("%s", (code, size) => {
    const name = code as keyof typeof kernels;

    test("take", () => {
      fc.assert(
        fc.property(problem, ({ rows, cols, steps, packed, length, offsets, misalign }) => {
          arena.clear();
          const span = Math.abs(packed.reach) + 1;
          const block = numbered(length, size, 1);
          const x = arena.place(block, misalign);
          const out = arena.place(new Uint8Array(span * offsets.length * size), misalign);
          const list = arena.place(Int32Array.from(offsets, (at) => at * size));
          const start = Math.max(0, -packed.reach);
          const expected = new Uint8Array(span * offsets.length * size);
          eachElement({ rows, cols, steps, packed, offsets, span }, (from, to) => {
            expected.set(block.subarray(from * size, (from + 1) * size), to * size);
          });
          core[`take_${name}`](
            out + start * size,
            span * size,
            packed.row * size,
            packed.col * size,
            x,
            steps.row * size,
            steps.col * size,
            list,
            offsets.length,
            rows,
            cols,
          );
          expect(arena.read(out, expected)).toEqual(expected);
          expect(arena.read(x, block)).toEqual(block);
          arena.checkGuards();
        }),
        { numRuns: 60 },
      );
    });

    test("put: of an element chosen twice, the last value stays", () => {
      fc.assert(
        fc.property(problem, ({ rows, cols, steps, packed, length, offsets, misalign }) => {
          arena.clear();
          const span = Math.abs(packed.reach) + 1;
          const values = numbered(span * offsets.length, size, 100);
          const expected = numbered(length, size, 0);
          const out = arena.place(expected, misalign);
          const x = arena.place(values, misalign);
          const list = arena.place(Int32Array.from(offsets, (at) => at * size));
          const start = Math.max(0, -packed.reach);
          eachElement({ rows, cols, steps, packed, offsets, span }, (to, from) => {
            expected.set(values.subarray(from * size, (from + 1) * size), to * size);
          });
          core[`put_${name}`](
            out,
            steps.row * size,
            steps.col * size,
            x + start * size,
            span * size,
            packed.row * size,
            packed.col * size,
            list,
            offsets.length,
            rows,
            cols,
          );
          expect(arena.read(out, expected)).toEqual(expected);
          arena.checkGuards();
        }),
        { numRuns: 60 },
      );
    });
  });
});

/** Indices of an axis of `length` for each of rows by cols places, from the front or the end. */
const along = fc
  .record({ rows: fc.integer({ min: 0, max: 4 }), cols: fc.integer({ min: 0, max: 20 }) })
  .chain(({ rows, cols }) =>
    fc.integer({ min: 1, max: 12 }).chain((length) =>
      fc.record({
        index: layout(rows, cols, true),
        packed: layout(rows, cols, false),
        spread: layout(rows, length, false),
        length: fc.constant(length),
        indices: fc.array(fc.integer({ min: -length, max: length - 1 }), { minLength: 1, maxLength: 50 }),
      }),
    ),
  );

const codes = { u8: "u8", u16: "u16", u32: "u32", u64: "u64", v128: "c128" } as const;

describeArtefacts<Core>("core", (core, arena) => {
  describe.each(Object.entries(codes) as [keyof typeof codes, Code][])("%s", (name, code) => {
    const elements = (from: number): Element[] =>
      Array.from({ length: 200 }, (_, i) => numberedElement(code, from + i));

    /** For each place of the indices: its row, its number, and the index counted from the front. */
    const places = (index: Tile, length: number) =>
      readTile(arena, index).map((k, at) => ({
        row: Math.floor(at / index.cols),
        at,
        k: (Number(k) + length) % length,
      }));

    test("take_along", () => {
      fc.assert(
        fc.property(along, ({ index: indexLayout, packed, spread, length, indices }) => {
          arena.clear();
          const index = placeTile(arena, "i64", indexLayout, indices.map(BigInt));
          const out = placeTile(arena, code, packed, []);
          const x = placeTile(arena, code, spread, elements(1));
          const values = readTile(arena, x);
          const expected = places(index, length).map(({ row, k }) => values[row * length + k]);
          const [o, a, i] = [out, x, index].map((tile) => tileArgs(tile) as Triple);
          checkWritten(arena, out, expected, () =>
            core[`take_along_${name}`](...o, ...a, length, ...i, out.rows, out.cols),
          );
        }),
        { numRuns: 60 },
      );
    });

    test("put_along: of elements for one place, the last stays", () => {
      fc.assert(
        fc.property(along, ({ index: indexLayout, packed, spread, length, indices }) => {
          arena.clear();
          const index = placeTile(arena, "i64", indexLayout, indices.map(BigInt));
          const x = placeTile(arena, code, packed, elements(100));
          const out = placeTile(arena, code, spread, elements(1));
          const values = readTile(arena, x);
          const expected = readTile(arena, out);
          for (const { row, at, k } of places(index, length)) expected[row * length + k] = values[at];
          const [o, a, i] = [out, x, index].map((tile) => tileArgs(tile) as Triple);
          checkWritten(arena, out, expected, () =>
            core[`put_along_${name}`](...o, length, ...a, ...i, x.rows, x.cols),
          );
        }),
        { numRuns: 60 },
      );
    });
  });

  test("index_offsets: raise, wrap, clip", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -40, max: 40 }), fc.constantFrom(2 ** 53, -(2 ** 53))), {
          maxLength: 9,
        }),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(8, -16, 1, 0),
        (given, length, step) => {
          for (const mode of [0, 1, 2]) {
            const indices = mode ? given : given.filter((i) => i >= -length && i < length);
            arena.clear();
            const index = arena.place(BigInt64Array.from(indices, BigInt));
            const out = arena.place(new Int32Array(indices.length));
            core.index_offsets(out, index, indices.length, length, step, mode);
            const wrapped = (i: number) => ((i % length) + length) % length;
            const bounded = (i: number) => (mode === 2 ? Math.max(0, Math.min(i, length - 1)) : wrapped(i));
            const expected = Int32Array.from(indices, (i) => bounded(i) * step);
            expect(arena.read(out, expected)).toEqual(expected);
            arena.checkGuards();
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

type Triple = [number, number, number];

function numberedElement(code: Code, n: number): Element {
  if (code === "c128") return { re: n, im: -n };
  return code === "u64" ? BigInt(n) << 40n : n;
}

interface Walk {
  rows: number;
  cols: number;
  steps: Steps;
  packed: Steps;
  offsets: readonly number[];
  /** Elements from one choice to the next where they are packed. */
  span: number;
}

/** Calls `visit` with the places of each element among the others and where they are packed, choice by choice. */
function eachElement(
  { rows, cols, steps, packed, offsets, span }: Walk,
  visit: (scattered: number, packed: number) => void,
) {
  offsets.forEach((offset, k) => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) {
        const start = k * span + Math.max(0, -packed.reach);
        visit(offset + i * steps.row + j * steps.col, start + i * packed.row + j * packed.col);
      }
    }
  });
}
