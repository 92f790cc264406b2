import fc from "fast-check";
import { expect, test } from "vitest";
import type { Complex } from "../../src/dtype.ts";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import { distanceFromOrthonormal, distanceFromProduct, type Matrix, toMatrix } from "../matrices.ts";
import { type Element, gapsOf, type Layout, layout, placeTile, readTile, rowOf } from "./tiles.ts";

const codes = ["f32", "f64", "c64", "c128"] as const;
type SvdCode = (typeof codes)[number];
const isComplex = (code: SvdCode) => rowOf(code).kind === "complex";
const epsilonOf = (code: SvdCode) => (code === "f32" || code === "c64" ? 2 ** -23 : 2 ** -52);
const leastOf = (code: SvdCode) => (code === "f32" || code === "c64" ? 2 ** -149 : 2 ** -1074);

/** Singular values by the textbook's one-sided Jacobi method, in doubles. */
function reference(a: Matrix, cols: number): number[] {
  const columns = Array.from({ length: cols }, (_, j) => a.map((row) => row[j]));
  for (let sweep = 0; sweep < 40; sweep++) {
    for (let p = 0; p < cols; p++) for (let q = p + 1; q < cols; q++) orthogonalise(columns[p], columns[q]);
  }
  return columns.map(norm).sort((x, y) => y - x);
}

const norm = (x: readonly Complex[]): number => Math.hypot(...x.flatMap(({ re, im }) => [re, im]));

function orthogonalise(x: Complex[], y: Complex[]): void {
  const g = { re: 0, im: 0 };
  x.forEach((a, i) => {
    g.re += a.re * y[i].re + a.im * y[i].im;
    g.im += a.re * y[i].im - a.im * y[i].re;
  });
  const size = Math.hypot(g.re, g.im);
  // Far below rounding, where a quotient of subnormal numbers would be no unit.
  if (size < 1e-250) return;
  const zeta = (norm(y) ** 2 - norm(x) ** 2) / (2 * size);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const c = 1 / Math.hypot(1, t);
  const turn = { re: g.re / size, im: -g.im / size };
  x.forEach((a, i) => {
    const b = { re: y[i].re * turn.re - y[i].im * turn.im, im: y[i].re * turn.im + y[i].im * turn.re };
    y[i] = { re: c * (b.re + t * a.re), im: c * (b.im + t * a.im) };
    x[i] = { re: c * (a.re - t * b.re), im: c * (a.im - t * b.im) };
  });
}

interface Problem {
  readonly m: number;
  readonly n: number;
  readonly full: boolean;
  readonly a: Layout;
  readonly left: Layout;
  readonly right: Layout;
}

const problems: fc.Arbitrary<Problem> = fc
  .record({ n: fc.nat(9), extra: fc.oneof(fc.constant(0), fc.nat(9)), full: fc.boolean() })
  .chain(({ n, extra, full }) =>
    fc.record({
      m: fc.constant(n + extra),
      n: fc.constant(n),
      full: fc.constant(full),
      a: layout(n + extra, n, true),
      left: layout(n + extra, full ? n + extra : n, false),
      right: layout(n, n, false),
    }),
  );

/** Numbers with a fraction; whole numbers so few that columns repeat; zeros. Times a power of two. */
const values = fc
  .record({
    numbers: fc.oneof(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 150, maxLength: 150 }),
      fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 40 }),
      fc.constant<number[]>([0]),
    ),
    exponent: fc.constantFrom(0, 0, 0, -90, 100),
  })
  .map(({ numbers, exponent }) => numbers.map((x) => Math.fround(x) * 2 ** exponent));

const elementsOf = (code: SvdCode, numbers: readonly number[]): Element[] =>
  isComplex(code)
    ? numbers.map((re, i) => ({ re, im: numbers[(7 * i + 3) % numbers.length] }))
    : [...numbers];

/** Runs the kernel with the vectors, or without. Returns its status and what it has written. */
function run(
  linalg: Linalg,
  arena: Arena,
  code: SvdCode,
  problem: Problem,
  elements: Element[],
  vectors: boolean,
) {
  const { m, n } = problem;
  arena.clear();
  const [a, left, right] = [
    placeTile(arena, code, problem.a, elements),
    placeTile(arena, code, problem.left, []),
    placeTile(arena, code, problem.right, []),
  ];
  const realArray = rowOf(code).array;
  const s = arena.place(new realArray(n));
  const work = arena.place(new Uint8Array(linalg[`svd_work_${code}`](m, n, vectors)));
  const gaps = [left, right].map((tile) => gapsOf(arena, tile));
  const status = linalg[`svd_${code}`](
    ...[left.pointer, left.rowStep, left.colStep, vectors ? left.cols : 0, s],
    ...[right.pointer, right.rowStep, right.colStep],
    ...[a.pointer, a.rowStep, a.colStep, m, n, work],
  );
  arena.checkGuards();
  expect([left, right].map((tile) => gapsOf(arena, tile))).toEqual(gaps);
  return {
    status,
    a: toMatrix(readTile(arena, a), m, n),
    left: toMatrix(readTile(arena, left), m, left.cols),
    right: toMatrix(readTile(arena, right), n, n),
    s: Array.from(arena.read(s, new realArray(n)), Number),
  };
}

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  test.each(codes)("svd_%s: any size, layout, rank and scale", (code) => {
    const epsilon = epsilonOf(code);
    const property = fc.property(problems, values, (problem, numbers) => {
      const { m, n } = problem;
      const { status, a, left, right, s } = run(
        linalg,
        arena,
        code,
        problem,
        elementsOf(code, numbers),
        true,
      );
      const bound = 30 * epsilon * Math.sqrt(m + 1);
      const expected = reference(a, n);
      // Subnormal values are rounded to a multiple of the least of them.
      const allowed = bound * (expected[0] ?? 0) + 10 * leastOf(code);
      expect(status).toBeGreaterThan(0);
      s.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(0);
        if (i) expect(value).toBeLessThanOrEqual(s[i - 1]);
        expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(allowed);
      });
      const leftCols = problem.left.cols;
      expect(distanceFromOrthonormal(left, leftCols)).toBeLessThan(bound);
      expect(distanceFromOrthonormal(right, n)).toBeLessThan(bound);
      expect(distanceFromProduct(a, left, s, right)).toBeLessThanOrEqual(allowed);
    });
    fc.assert(property, { numRuns: 100 });
  });

  test.each(codes)("svd_%s: the values alone are the same, and nothing else is written", (code) => {
    const property = fc.property(problems, values, (problem, numbers) => {
      const elements = elementsOf(code, numbers);
      const { s } = run(linalg, arena, code, problem, elements, true);
      const alone = run(linalg, arena, code, problem, elements, false);
      const bound = 10 * epsilonOf(code) * (s[0] ?? 0);
      s.forEach((value, i) => {
        expect(Math.abs(alone.s[i] - value)).toBeLessThanOrEqual(bound);
      });
      for (const { re, im } of [...alone.left.flat(), ...alone.right.flat()])
        expect([re, im]).toEqual([0, 0]);
    });
    fc.assert(property, { numRuns: 30 });
  });

  test.each(codes)("svd_%s: NaN and infinity are told by the status", (code) => {
    const square: Layout = { rows: 3, cols: 3, row: 3, col: 1, start: 0, misalign: 0, length: 9 };
    const problem = { m: 3, n: 3, full: true, a: square, left: square, right: square };
    for (const value of [NaN, Infinity, -Infinity]) {
      const elements = elementsOf(code, [1, 2, 3, 4, value, 6, 7, 8, 9]);
      const { status, s } = run(linalg, arena, code, problem, elements, true);
      expect(status).toBeLessThan(-1);
      expect(s).toEqual([0, 0, 0]);
    }
  });
});
