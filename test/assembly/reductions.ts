import fc from "fast-check";
import { expect } from "vitest";
import type { Code, TypedArray } from "../../src/dtype.ts";
import type { Arena } from "../kernels.ts";
import { type Element, gapsOf, type Layout, rowOf, type Tile } from "./tiles.ts";

/** A reduction of rows by cols elements into `rows` results, or with `shared` into one. */
export interface Problem {
  readonly rows: number;
  readonly cols: number;
  readonly x: Layout;
  readonly out: Layout;
  readonly shared: boolean;
  readonly first: boolean;
  /** Where in a list of values the elements start. */
  readonly seed: number;
}

/** Lengths on both sides of the kernels' blocks; layouts for which each path is taken. */
export const problem: fc.Arbitrary<Problem> = fc
  .oneof(
    { weight: 12, arbitrary: fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })) },
    { weight: 4, arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 41, max: 1100 })) },
    { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4090, max: 4200 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constant(1), fc.integer({ min: 8190, max: 8300 })) },
    { weight: 1, arbitrary: fc.constantFrom<[number, number]>([0, 3], [1, 1]) },
  )
  .chain(([rows, cols]) =>
    fc
      .record({
        steps: fc.constantFrom(
          ...[
            [cols, 1],
            [cols, 1],
            [cols + 3, 1],
            [1, rows],
            [1, rows],
            [1, rows + 3],
            [-cols, -1],
            [cols, -1],
            [-1, -rows],
            [2 * cols, 2],
            [2, 2 * rows],
            [0, 1],
            [1, 0],
            [0, 0],
          ],
        ),
        outStep: fc.constantFrom(1, 1, 1, 2, -1, 0),
        misalign: fc.constantFrom(0, 0, 1, 8),
        first: fc.boolean(),
        seed: fc.nat(1000),
      })
      .map(({ steps: [row, col], outStep, misalign, first, seed }) => ({
        rows,
        cols,
        x: layout(rows, cols, row, col, misalign),
        out: layout(rows, 1, outStep, 0, misalign),
        shared: outStep === 0,
        first,
        seed,
      })),
  );

function layout(rows: number, cols: number, row: number, col: number, misalign: number): Layout {
  const ends = [0, Math.max(0, rows - 1) * row].flatMap((r) => [r, r + (cols - 1) * col]);
  const start = -Math.min(...ends);
  return { rows, cols, row, col, misalign, start, length: start + Math.max(...ends) + 1 };
}

/** `values` from `seed` on. */
export const from = (values: readonly Element[], seed: number): Element[] =>
  values.map((_, i) => values[(i + seed) % values.length]);

/** The elements of a tile row by row, read in one go. */
function readRows(arena: Arena, tile: Tile): Element[][] {
  const { array, size, kind } = rowOf(tile.code);
  const per = size / array.BYTES_PER_ELEMENT;
  const block = arena.read(tile.pointer - tile.start * size, new array(tile.length * per) as TypedArray);
  return Array.from({ length: tile.rows }, (_, i) =>
    Array.from({ length: tile.cols }, (_, j) => {
      const at = (tile.start + i * tile.row + j * tile.col) * per;
      return kind === "complex" ? { re: Number(block[at]), im: Number(block[at + 1]) } : block[at];
    }),
  );
}

/** The lists of elements that make each result: all rows one list if they share it. */
export function listsOf(arena: Arena, x: Tile, shared: boolean): Element[][] {
  const rows = readRows(arena, x);
  return shared && rows.length ? [rows.flat()] : rows;
}

/** The results of a tile, a shared one once. */
export const readResults = (arena: Arena, out: Tile): Element[] =>
  readRows(arena, out)
    .flat()
    .slice(0, out.row === 0 ? 1 : out.rows);

/** The results that `run` leaves in `out`; fails if it writes anything else. */
export function resultsOf(arena: Arena, out: Tile, run: () => void): Element[] {
  const gaps = gapsOf(arena, out);
  run();
  expect(Buffer.compare(gapsOf(arena, out), gaps)).toBe(0);
  arena.checkGuards();
  return readResults(arena, out);
}

/** The arguments that all reductions begin with. */
export const tileArguments = (out: Tile, x: Tile) =>
  [out.pointer, out.rowStep, x.pointer, x.rowStep, x.colStep, x.rows, x.cols] as const;

/** Fails unless the results are those expected. */
export function checkResults(got: readonly Element[], expected: readonly Element[]): void {
  // A matcher is slow with thousands of elements.
  if (got.length === expected.length && got.every((element, i) => Object.is(element, expected[i]))) return;
  expect(got).toEqual(expected);
}

/** Elements for `code`: small whole numbers and, unless `small`, such as need all bits of integers. */
export function elementsFor(code: Code, small = false): Element[] {
  const { kind, size } = rowOf(code);
  return Array.from({ length: 997 }, (_, i) => {
    const whole = ((i * 7919) % 199) - (kind === "uint" ? 0 : 99);
    if (kind === "float") return whole;
    if (kind === "complex") return { re: whole, im: (i * 104729) % 31 };
    const value = small ? BigInt(whole) : BigInt(i * 7919 + 1) * 0x9e3779b97f4a7c15n;
    const wrapped = (kind === "uint" ? BigInt.asUintN : BigInt.asIntN)(8 * size, value);
    return size === 8 ? wrapped : Number(wrapped);
  });
}
