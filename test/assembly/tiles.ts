import fc from "fast-check";
import { expect } from "vitest";
import { type Code, type Complex, type DTypeRow, dtypes, type TypedArray } from "../../src/dtype.ts";
import type { Arena } from "../kernels.ts";

export type Element = number | bigint | Complex;

export const rowOf = (code: Code): DTypeRow => Object.values(dtypes).find((row) => row.code === code)!;

/** How rows by cols elements lie in memory: steps in elements, `start` the first one's index in `length` of them. */
export interface Layout {
  readonly rows: number;
  readonly cols: number;
  readonly row: number;
  readonly col: number;
  readonly start: number;
  readonly length: number;
  /** Bytes past a multiple of 16. */
  readonly misalign: number;
}

export interface Tile extends Layout {
  readonly code: Code;
  readonly pointer: number;
  readonly rowStep: number;
  readonly colStep: number;
}

/** A kernel that takes addresses and steps of tiles, then rows and cols. */
export type Kernel = (...args: number[]) => number | undefined;

/** The arguments that a kernel takes for tiles. */
export const tileArgs = (...tiles: Tile[]): number[] =>
  tiles.flatMap(({ pointer, rowStep, colStep }) => [pointer, rowStep, colStep]);

/** Lengths that reach past the vectors of every kernel, and layouts for an output and `inputs` inputs. */
export const problem = (inputs: number) =>
  fc
    .record({ rows: fc.integer({ min: 0, max: 4 }), cols: fc.integer({ min: 0, max: 70 }) })
    .chain(({ rows, cols }) =>
      fc.record({
        rows: fc.constant(rows),
        cols: fc.constant(cols),
        out: layout(rows, cols, false),
        inputs: fc.tuple(...Array.from({ length: inputs }, () => layout(rows, cols, true))),
      }),
    );

/** A layout of rows by cols elements; one of an input may have repeated ones. */
export function layout(rows: number, cols: number, repeats: boolean): fc.Arbitrary<Layout> {
  const steps: [number, number][] = [
    [cols, 1],
    [cols, 1],
    [cols + 3, 1],
    [1, rows],
    [-cols, -1],
    [2 * cols, 2],
  ];
  if (repeats) steps.push([0, 0], [1, 0], [0, 1]);
  // Plans have step 0 where there is but one element.
  if (rows <= 1) steps.push([0, 1]);
  if (rows <= 1 && cols <= 1) steps.push([0, 0]);
  return fc
    .record({ steps: fc.constantFrom(...steps), misalign: fc.constantFrom(0, 0, 1, 8) })
    .map(({ steps: [row, col], misalign }) => {
      const reach = Math.max(0, rows - 1) * row + Math.max(0, cols - 1) * col;
      return { rows, cols, row, col, misalign, start: Math.max(0, -reach), length: Math.abs(reach) + 1 };
    });
}

/** Puts a tile whose elements are drawn from `values` in turn into the arena. */
export function placeTile(arena: Arena, code: Code, layout: Layout, values: readonly Element[]): Tile {
  const { array, size, kind } = rowOf(code);
  const block = new array((layout.length * size) / array.BYTES_PER_ELEMENT);
  for (let i = 0; i < layout.length && values.length; i++) {
    const value = values[i % values.length];
    if (kind === "complex")
      (block as Float64Array).set([(value as Complex).re, (value as Complex).im], 2 * i);
    else block.fill(value as never, i, i + 1);
  }
  const pointer = arena.place(block, layout.misalign) + layout.start * size;
  return { ...layout, code, pointer, rowStep: layout.row * size, colStep: layout.col * size };
}

/** The elements of a tile row by row. */
export function readTile(
  arena: Arena,
  { code, pointer, start, length, rows, cols, row, col }: Tile,
): Element[] {
  const { array, size, kind } = rowOf(code);
  const entries = new array((length * size) / array.BYTES_PER_ELEMENT);
  const block = arena.read(pointer - start * size, entries as TypedArray);
  return Array.from({ length: rows * cols }, (_, flat) => {
    const at = start + Math.floor(flat / cols) * row + (flat % cols) * col;
    return kind === "complex" ? { re: Number(block[2 * at]), im: Number(block[2 * at + 1]) } : block[at];
  });
}

/** The bytes of an output's block that belong to none of its elements. */
export function gapsOf(arena: Arena, tile: Tile): Uint8Array {
  const { size } = rowOf(tile.code);
  const bytes = arena.read(tile.pointer - tile.start * size, new Uint8Array(tile.length * size));
  for (let i = 0; i < tile.rows; i++) {
    for (let j = 0; j < tile.cols; j++) {
      const at = (tile.start + i * tile.row + j * tile.col) * size;
      bytes.fill(0, at, at + size);
    }
  }
  return bytes;
}

/** Fails unless `run` writes `expected` (row by row), and nothing else. */
export function checkWritten(arena: Arena, out: Tile, expected: readonly Element[], run: () => void): void {
  const gaps = gapsOf(arena, out);
  run();
  const written = readTile(arena, out);
  if (!written.every((value, i) => isSame(value, expected[i]))) expect(written).toEqual(expected);
  expect(Buffer.compare(gapsOf(arena, out), gaps), "bytes between the elements").toBe(0);
  arena.checkGuards();
}

// `toEqual` alone takes most of the time.
const isSame = (a: Element, b: Element): boolean =>
  typeof a === "object"
    ? Object.is(a.re, (b as Complex).re) && Object.is(a.im, (b as Complex).im)
    : Object.is(a, b);
