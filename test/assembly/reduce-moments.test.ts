import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Reduce } from "../../src/wasm/reduce.ts";
import { describeArtefacts } from "../kernels.ts";
import { checkResults, elementsFor, from, listsOf, problem, readResults, resultsOf } from "./reductions.ts";
import { placeTile } from "./tiles.ts";

/** Mean and sum of squared deviations of whole numbers, rounded once. */
function momentsOf(list: readonly number[]): [mean: number, squares: number] {
  const n = BigInt(list.length);
  const sum = list.reduce((a, b) => a + BigInt(b), 0n);
  const squares = list.reduce((a, b) => a + BigInt(b) ** 2n, 0n);
  return [Number(sum) / Number(n), Number(squares * n - sum * sum) / Number(n)];
}

describeArtefacts<Reduce>("reduce", (reduce, arena) => {
  describe("moments", () => {
    // A mean far from 0: it would cancel against the elements.
    const offsets = { f32: 2 ** 20, f64: 2 ** 40 };

    test.each(["f32", "f64"] as const)("%s: one pass, merged with what is there", (code) => {
      const elements = elementsFor(code).map((element) => Number(element) + offsets[code]);
      const earlier = elements.slice(0, 20);
      const less = (list: readonly number[], shift: number) => list.map((value) => value - shift);
      const [heldMean, heldSquares] = momentsOf(less(earlier, earlier[0]));
      fc.assert(
        fc.property(problem, (p) => {
          arena.clear();
          const x = placeTile(arena, code, p.x, from(elements, p.seed));
          const shifts = placeTile(arena, "f64", p.out, [earlier[0]]);
          const means = placeTile(arena, "f64", p.out, [heldMean]);
          const squares = placeTile(arena, "f64", p.out, [heldSquares]);
          const lists = (listsOf(arena, x, p.shared) as number[][]).map((list) =>
            p.first ? list : [...earlier, ...list],
          );
          const count = p.first ? 0 : earlier.length;
          const steps = [means.rowStep, x.pointer, x.rowStep, x.colStep, x.rows, x.cols] as const;
          const got = resultsOf(arena, means, () =>
            reduce[`moments_${code}`](shifts.pointer, means.pointer, squares.pointer, ...steps, count),
          );
          const gotSquares = readResults(arena, squares);
          checkResults(
            readResults(arena, shifts),
            lists.map((list) => list[0]),
          );
          for (const [i, list] of lists.entries()) {
            const [mean, square] = momentsOf(less(list, list[0]));
            expect(Math.abs((got[i] as number) - mean)).toBeLessThanOrEqual(1e-12);
            expect(Math.abs((gotSquares[i] as number) - square)).toBeLessThanOrEqual(1e-13 * square);
          }
        }),
        { numRuns: 200 },
      );
    });
  });

  test("average divides sums of parts, and takes the root", () => {
    arena.clear();
    const [x, out] = [arena.place(Float64Array.of(9, 16, 4, 0)), arena.place(new Float64Array(2))];
    reduce.average_f64(out, x, 2, 2, 4, true);
    expect(arena.read(out, new Float64Array(2))).toEqual(Float64Array.of(2.5, 1));
    reduce.average_f64(out, out, 2, 1, 2, false);
    expect(arena.read(out, new Float64Array(2))).toEqual(Float64Array.of(1.25, 0.5));
    arena.checkGuards();
  });

  test("strips: more rows than advance together", () => {
    const [rows, cols] = [8199, 11];
    const values = Float64Array.from({ length: rows * cols }, (_, i) => (i * 7919) % 1009);
    arena.clear();
    const x = arena.place(values);
    const [shifts, means, squares] = [0, 0, 0].map(() => arena.place(new Float64Array(rows)));
    reduce.moments_f64(shifts, means, squares, 8, x, 8, 8 * rows, rows, cols, 0);
    const read = (pointer: number) => arena.read(pointer, new Float64Array(rows));
    for (const i of [0, 1, 4095, 4096, 4097, 8191, 8192, 8193, 8197, 8198]) {
      const column = Array.from({ length: cols }, (_, j) => values[j * rows + i]);
      const [mean, square] = momentsOf(column);
      expect(read(shifts)[i] + read(means)[i]).toBeCloseTo(mean, 10);
      expect(read(squares)[i] / square).toBeCloseTo(1, 12);
    }
    arena.checkGuards();
  });
});
