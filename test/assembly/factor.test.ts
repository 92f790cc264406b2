import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Complex } from "../../src/dtype.ts";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import { adjoint, distance, type Matrix, multiply, toMatrix } from "../matrices.ts";
import { type Element, gapsOf, type Layout, layout, placeTile, readTile, rowOf, type Tile } from "./tiles.ts";

const codes = ["f32", "f64", "c64", "c128"] as const;
type FloatCode = (typeof codes)[number];
const isComplex = (code: FloatCode) => rowOf(code).kind === "complex";
const epsilonOf = (code: FloatCode) => (code === "f32" || code === "c64" ? 2 ** -23 : 2 ** -52);

/** Nothing so small that products underflow. */
const values = fc.array(
  fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((x) => x / 2 ** 20),
  { minLength: 150, maxLength: 150 },
);

const elementsOf = (code: FloatCode, numbers: readonly number[]): Element[] =>
  isComplex(code)
    ? numbers.map((re, i) => ({ re, im: numbers[(7 * i + 3) % numbers.length] }))
    : [...numbers];

const largest = (x: Matrix) => Math.max(0, ...x.flat().map(({ re, im }) => Math.hypot(re, im)));

/** Rows of contiguous elements, and some bytes between them. */
const rows = (m: number, n: number): Layout => ({
  rows: m,
  cols: n,
  row: n + 3,
  col: 1,
  start: 0,
  length: Math.max(0, m - 1) * (n + 3) + n + 1,
  misalign: 0,
});

/** Calls the kernel and checks that it wrote to the elements of the tiles alone. */
function guarded<R>(arena: Arena, tiles: Tile[], run: () => R): R {
  const gaps = tiles.map((tile) => gapsOf(arena, tile));
  const result = run();
  arena.checkGuards();
  expect(tiles.map((tile) => gapsOf(arena, tile))).toEqual(gaps);
  return result;
}

const matrixOf = (arena: Arena, tile: Tile) => toMatrix(readTile(arena, tile), tile.rows, tile.cols);

const zero: Complex = { re: 0, im: 0 };
const unit: Complex = { re: 1, im: 0 };

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  describe.each(codes)("%s", (code) => {
    const epsilon = epsilonOf(code);

    test("lu: L U are the rows exchanged, columns done in two calls", () => {
      const sizes = fc.record({ n: fc.integer({ min: 1, max: 9 }), extra: fc.nat(9), first: fc.nat(9) });
      const property = fc.property(sizes, values, ({ n, extra, first }, numbers) => {
        arena.clear();
        const m = n + extra;
        const tile = placeTile(arena, code, rows(m, n), elementsOf(code, numbers));
        const pivots = arena.place(new Int32Array(n));
        const a = matrixOf(arena, tile);
        const panel = Math.min(first, n);
        // The first columns alone; what they make of the others is what the triangle's solution and a product make.
        const status = guarded(arena, [tile], () => {
          const found = linalg[`lu_${code}`](tile.pointer, tile.rowStep, m, 0, panel, panel, pivots);
          const { size } = rowOf(code);
          const right = tile.pointer + panel * size;
          linalg.swap_rows(right, tile.rowStep, (n - panel) * size, pivots, 0, panel);
          return found;
        });
        const exchanged = [...a];
        for (const [i, pivot] of arena.read(pivots, new Int32Array(panel)).entries()) {
          [exchanged[i], exchanged[pivot]] = [exchanged[pivot], exchanged[i]];
        }
        const found = matrixOf(arena, tile);
        const zeroPivot = found.slice(0, panel).findIndex((row, i) => row[i].re === 0 && row[i].im === 0);
        expect(status).toBe(zeroPivot + 1);
        const l = found.map((row, i) =>
          row.slice(0, panel).map((x, j) => (i > j ? x : i === j ? unit : zero)),
        );
        const u = found
          .slice(0, panel)
          .map((row, i) => row.slice(0, panel).map((x, j) => (i > j ? zero : x)));
        const left = exchanged.map((row) => row.slice(0, panel));
        expect(distance(multiply(l, u, panel), left)).toBeLessThanOrEqual(8 * m * n * epsilon * largest(a));
        expect(largest(l)).toBeLessThanOrEqual(isComplex(code) ? 1.5 : 1);
        expect(found.map((row) => row.slice(panel))).toEqual(exchanged.map((row) => row.slice(panel)));
      });
      fc.assert(property, { numRuns: 60 });
    });

    test("lu: the first zero pivot is told", () => {
      arena.clear();
      const numbers = [1, 2, 3, 2, 4, 6, 1, 1, 1];
      const elements = isComplex(code) ? numbers.map((re) => ({ re, im: 0 })) : numbers;
      const tile = placeTile(arena, code, { ...rows(3, 3), row: 3, length: 9 }, elements);
      const pivots = arena.place(new Int32Array(3));
      expect(linalg[`lu_${code}`](tile.pointer, tile.rowStep, 3, 0, 3, 3, pivots)).toBe(3);
    });

    test("swap_rows: backwards undoes forwards", () => {
      arena.clear();
      const elements = elementsOf(code, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      const tile = placeTile(arena, code, rows(4, 3), elements);
      const pivots = arena.place(Int32Array.of(2, 3, 3));
      const before = matrixOf(arena, tile);
      const nbytes = 3 * rowOf(code).size;
      guarded(arena, [tile], () => linalg.swap_rows(tile.pointer, tile.rowStep, nbytes, pivots, 0, 3));
      expect(matrixOf(arena, tile)).toEqual([2, 3, 1, 0].map((i) => before[i]));
      guarded(arena, [tile], () => linalg.swap_rows(tile.pointer, tile.rowStep, nbytes, pivots, 3, 0));
      expect(matrixOf(arena, tile)).toEqual(before);
    });

    test("solve_lower: T X is B again, for any layout of T, also backwards", () => {
      const problems = fc.record({ n: fc.nat(12), cols: fc.nat(5) }).chain(({ n, cols }) =>
        fc.record({
          n: fc.constant(n),
          cols: fc.constant(cols),
          t: layout(n, n, false),
          unit: fc.boolean(),
          conjugate: fc.boolean(),
          upper: fc.boolean(),
        }),
      );
      const property = fc.property(problems, values, ({ n, cols, t, upper, ...options }, numbers) => {
        arena.clear();
        const large = numbers.map((x) => x + Math.sign(x || 1));
        const tile = placeTile(arena, code, t, elementsOf(code, large));
        const x = placeTile(arena, code, rows(n, cols), elementsOf(code, numbers));
        const [given, b] = [matrixOf(arena, tile), matrixOf(arena, x)];
        const last = Math.max(0, n - 1);
        const status = guarded(arena, [tile, x], () =>
          upper
            ? linalg[`solve_lower_${code}`](
                ...[tile.pointer + last * (tile.rowStep + tile.colStep), -tile.rowStep, -tile.colStep],
                ...[x.pointer + last * x.rowStep, -x.rowStep, n, cols],
                ...[options.unit, options.conjugate],
              )
            : linalg[`solve_lower_${code}`](
                ...[tile.pointer, tile.rowStep, tile.colStep, x.pointer, x.rowStep, n, cols],
                ...[options.unit, options.conjugate],
              ),
        );
        expect(status).toBe(0);
        const triangle = given.map((row, i) =>
          row.map(({ re, im }, j) => {
            if (options.unit && i === j) return unit;
            if (upper ? i > j : i < j) return zero;
            return { re, im: options.conjugate ? -im : im };
          }),
        );
        const found = matrixOf(arena, x);
        const bound = 8 * (n + 1) ** 2 * epsilon * largest(triangle) * largest(found);
        expect(distance(multiply(triangle, found, cols), b)).toBeLessThanOrEqual(bound);
      });
      fc.assert(property, { numRuns: 100 });
    });

    test("solve_stack: A X is B again for each of several matrices, singular ones are told", () => {
      const problems = fc.record({ n: fc.nat(7), cols: fc.nat(4), count: fc.nat(3) });
      const property = fc.property(problems, values, ({ n, cols, count }, numbers) => {
        arena.clear();
        const a = placeTile(arena, code, rows(count * n, n), elementsOf(code, numbers));
        const dense = { ...rows(count * n, cols), row: cols, length: Math.max(1, count * n * cols) };
        const x = placeTile(arena, code, dense, elementsOf(code, numbers));
        const [given, b] = [matrixOf(arena, a), matrixOf(arena, x)];
        const { size } = rowOf(code);
        const work = arena.place(new Uint8Array(n * (n + cols) * size + 4 * n));
        const regular = guarded(arena, [a, x], () =>
          linalg[`solve_stack_${code}`](
            ...[x.pointer, n * cols * size, a.pointer, n * a.rowStep, a.rowStep, a.colStep],
            ...[count, n, cols, work],
          ),
        );
        const found = matrixOf(arena, x);
        for (let at = 0; at < count && regular; at++) {
          const [matrix, sides, solution] = [given, b, found].map((m) => m.slice(at * n, (at + 1) * n));
          const bound = 40 * (n + 1) ** 2 * epsilon * largest(matrix) * largest(solution);
          expect(distance(multiply(matrix, solution, cols), sides)).toBeLessThanOrEqual(bound);
        }
      });
      fc.assert(property, { numRuns: 60 });
      arena.clear();
      const a = placeTile(arena, code, { ...rows(2, 2), row: 2, length: 4 }, elementsOf(code, [1]));
      const x = placeTile(arena, code, { ...rows(2, 1), row: 1, length: 2 }, elementsOf(code, [1]));
      const work = arena.place(new Uint8Array(128));
      const args = [x.pointer, 0, a.pointer, 0, a.rowStep, a.colStep, 1, 2, 1, work] as const;
      expect(Boolean(linalg[`solve_stack_${code}`](...args))).toBe(false);
    });

    test("solve_lower: the first zero of the diagonal is told", () => {
      arena.clear();
      const elements = elementsOf(code, [0]);
      const t = placeTile(arena, code, rows(2, 2), elements);
      const x = placeTile(arena, code, rows(2, 2), elements);
      const args = [t.pointer, t.rowStep, t.colStep, x.pointer, x.rowStep, 2, 2] as const;
      expect(linalg[`solve_lower_${code}`](...args, false, false)).toBe(1);
      expect(linalg[`solve_lower_${code}`](...args, true, false)).toBe(0);
    });

    test("cholesky: Uᴴ U is A, from the upper triangle alone", () => {
      const property = fc.property(fc.integer({ min: 0, max: 12 }), values, (n, numbers) => {
        arena.clear();
        const x = toMatrix(elementsOf(code, numbers) as Complex[], n, n);
        const gram = multiply(adjoint(x, n), x, n);
        const a = gram.map((row, i) =>
          row.map(({ re, im }, j) => (i === j ? { re: re + 1, im: 99 } : { re, im })),
        );
        const flat = a.flatMap((row, i) => row.map((value, j) => (i > j ? { re: 99, im: 99 } : value)));
        const elements = isComplex(code) ? flat : flat.map(({ re }) => re);
        const tile = placeTile(arena, code, { ...rows(n, n), row: n, length: Math.max(1, n * n) }, elements);
        const given = matrixOf(arena, tile).map((row, i, all) =>
          row.map((value, j) =>
            i < j ? value : i === j ? { re: value.re, im: 0 } : { re: all[j][i].re, im: -all[j][i].im },
          ),
        );
        expect(guarded(arena, [tile], () => linalg[`cholesky_${code}`](tile.pointer, tile.rowStep, n))).toBe(
          0,
        );
        const u = matrixOf(arena, tile).map((row, i) => row.map((value, j) => (i > j ? zero : value)));
        expect(distance(multiply(adjoint(u, n), u, n), given)).toBeLessThanOrEqual(
          8 * (n + 1) ** 2 * epsilon * largest(given),
        );
      });
      fc.assert(property, { numRuns: 60 });
    });

    test("cholesky: the order of the minor that is not positive is told", () => {
      for (const value of [0, -1, Number.NaN]) {
        arena.clear();
        const numbers = [1, 0, 0, 0, value, 0, 0, 0, 1];
        const elements = isComplex(code) ? numbers.map((re) => ({ re, im: 0 })) : numbers;
        const tile = placeTile(arena, code, { ...rows(3, 3), row: 3, length: 9 }, elements);
        expect(linalg[`cholesky_${code}`](tile.pointer, tile.rowStep, 3)).toBe(2);
      }
    });

    test("copy_triangle: any layout", () => {
      const problems = fc.record({ m: fc.nat(40), n: fc.nat(40) }).chain(({ m, n }) =>
        fc.record({
          to: layout(m, n, false),
          from: layout(m, n, true),
          unit: fc.boolean(),
          conjugate: fc.boolean(),
        }),
      );
      const property = fc.property(problems, values, (problem, numbers) => {
        arena.clear();
        const to = placeTile(arena, code, problem.to, []);
        const from = placeTile(arena, code, problem.from, elementsOf(code, numbers));
        guarded(arena, [to], () =>
          linalg[`copy_triangle_${code}`](
            ...[
              to.pointer,
              to.rowStep,
              to.colStep,
              from.pointer,
              from.rowStep,
              from.colStep,
              to.rows,
              to.cols,
            ],
            ...[problem.unit, problem.conjugate],
          ),
        );
        const expected = matrixOf(arena, from).map((row, i) =>
          row.map(({ re, im }, j) => {
            if (problem.unit && i === j) return unit;
            return i > j ? zero : { re, im: problem.conjugate && isComplex(code) ? 0 - im : im };
          }),
        );
        expect(distance(matrixOf(arena, to), expected)).toBe(0);
      });
      fc.assert(property, { numRuns: 60 });
    });

    test("det and slogdet: products that leave the range on the way, zero, NaN, the sign of the exchanges", () => {
      const single = epsilon > 1e-10;
      const [large, small] = single ? [2 ** 120, 2 ** -120] : [2 ** 1000, 2 ** -1000];
      const cases: [number[], number[], number, number][] = [
        [[], [], 1, 0],
        [[2, 3, 4], [0, 1, 2], 24, Math.log(24)],
        [[2, 3, 4], [2, 2, 2], 24, Math.log(24)],
        [[2, 3, 4], [1, 1, 2], -24, Math.log(24)],
        [[large, large, small, small], [0, 1, 2, 3], 1, 0],
        [[small, small, large, large, -3], [0, 1, 2, 3, 4], -3, Math.log(3)],
        [[large, large, large], [0, 1, 2], Infinity, 3 * Math.log(large)],
        [[small, -small, small], [0, 1, 2], -0, 3 * Math.log(small)],
        [[1, 0, 2], [0, 1, 2], 0, -Infinity],
        [[1, NaN], [0, 1], NaN, NaN],
      ];
      const signs = [1, 1, 1, -1, 1, -1, 1, -1, 0, NaN];
      for (const [at, [diagonal, pivots, product, logarithm]] of cases.entries()) {
        arena.clear();
        const n = diagonal.length;
        const elements = isComplex(code) ? diagonal.map((re) => ({ re, im: 0 })) : diagonal;
        const step = { ...rows(1, n), length: Math.max(1, n) };
        const tile = placeTile(arena, code, step, elements);
        const [out, log] = [1, 2].map(() => placeTile(arena, code, { ...rows(1, 1), length: 1 }, []));
        const args = [tile.pointer, tile.colStep, n, arena.place(Int32Array.from(pivots))] as const;
        const work = arena.place(new Uint8Array(32));
        const partOf = (value: Element) => (typeof value === "object" ? value.re : value);
        linalg[`det_${code}`](out.pointer, ...args, work);
        expect(partOf(readTile(arena, out)[0])).toBe(product);
        linalg[`slogdet_${code}`](out.pointer, log.pointer, ...args, work);
        expect(partOf(readTile(arena, out)[0])).toBe(signs[at]);
        const found = Number(partOf(readTile(arena, log)[0]));
        if (Number.isFinite(logarithm)) {
          expect(Math.abs(found - logarithm)).toBeLessThanOrEqual(4 * epsilon * Math.abs(logarithm));
        } else expect(found).toBe(logarithm);
        arena.checkGuards();
      }
    });
  });
});
