import fc from "fast-check";
import { expect, test } from "vitest";
import type { Complex } from "../../src/dtype.ts";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import { adjoint, distance, type Matrix, multiply, reflection } from "../matrices.ts";
import { layout, placeTile, readTile } from "./tiles.ts";

const codes = ["f32", "f64", "c64", "c128"] as const;
type FloatCode = (typeof codes)[number];
const realCodes = ["f32", "f64"] as const;
const arrayOf = { f32: Float32Array, f64: Float64Array, c64: Float32Array, c128: Float64Array };
const epsilonOf = { f32: 2 ** -23, f64: 2 ** -52, c64: 2 ** -23, c128: 2 ** -52 };

/** Reduces a matrix in one panel as src/ops does, and gives its bidiagonal form and reflections. */
function reduce(linalg: Linalg, arena: Arena, code: FloatCode, m: number, n: number, a: Matrix) {
  arena.clear();
  const parts = code.startsWith("c") ? 2 : 1;
  const Numbers = arrayOf[code];
  const size = parts * Numbers.BYTES_PER_ELEMENT;
  const [ld, ldr] = [(m + 1) * size, (n + 2) * size];
  const room = (elements: number) => arena.place(new Numbers(parts * elements));
  const placed = new Numbers(parts * n * (m + 1));
  a.forEach((row, i) => {
    row.forEach(({ re, im }, j) => {
      placed.set([re, im].slice(0, parts), parts * (j * (m + 1) + i));
    });
  });
  const at = arena.place(placed);
  const [left, right, u] = [2 * n * (m + 1), 2 * n * (n + 2), n * (n + 2)].map(room);
  const [d, e] = [n, n].map((length) => arena.place(new Float64Array(length)));
  const [tauLeft, tauRight, conjugate] = [n, n, m].map(room);
  const work = arena.place(new Uint8Array((m + n) * size + linalg.gemm_work(m + n, 1, m + n)));
  const product = linalg[`gemm_${code}`];
  const finish = linalg[`bidiagonal_product_${code}`];
  for (let i = 0; i < n; i++) {
    const tau = tauLeft + i * size;
    linalg[`bidiagonal_column_${code}`](
      ...([at, ld, left, ld, right, ldr, m, i, conjugate, d + 8 * i, tau, work] as const),
    );
    const [rows, cols] = [m - i, n - i - 1];
    if (cols === 0) break;
    const [v, rest] = [left + i * size, at + (i + 1) * ld + i * size];
    const w = right + (i + 1) * size;
    const first = parts === 2 ? conjugate : v + 2 * i * ld;
    product(w + 2 * i * ldr, size, size, rest, ld, size, first, size, size, cols, 1, rows, work);
    finish(w, ldr, cols, v, ld, first, rows, 2 * i, tau, true, work);
    const next = tauRight + i * size;
    linalg[`bidiagonal_row_${code}`](
      ...([at, ld, left, ld, right, ldr, n, i, u + i * ldr, e + 8 * i, next, work] as const),
    );
    const [x, k, second] = [v + size + (2 * i + 1) * ld, 2 * i + 1, u + i * ldr + (i + 1) * size];
    product(x, size, size, rest + size, size, ld, second, size, size, rows - 1, 1, cols, work);
    finish(v + size, ld, rows - 1, w, ldr, second, cols, k, next, false, work);
  }
  arena.checkGuards();
  const read = (from: number, count: number): Complex[] => {
    const numbers = arena.read(from, new Numbers(parts * count));
    return Array.from({ length: count }, (_, i) => ({
      re: Number(numbers[parts * i]),
      im: parts === 2 ? Number(numbers[parts * i + 1]) : 0,
    }));
  };
  const [taus, nextTaus] = [read(tauLeft, n), read(tauRight, n)];
  return {
    d: Array.from(arena.read(d, new Float64Array(n))),
    e: Array.from(arena.read(e, new Float64Array(n))).slice(0, n - 1),
    left: taus.map((tau, k) => reflection(m, k - 1, tau, read(at + k * ld, m))),
    right: nextTaus.slice(0, n - 1).map((tau, k) => reflection(n, k, tau, read(u + k * ldr, n))),
  };
}

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  test.each(codes)("bidiagonal_%s: reflections from both sides make the matrix bidiagonal", (code) => {
    const problems = fc.record({
      n: fc.integer({ min: 1, max: 12 }),
      extra: fc.nat(9),
      numbers: fc.array(fc.double({ min: -1, max: 1, noNaN: true }).map(Math.fround), {
        minLength: 1,
        maxLength: 90,
      }),
    });
    const property = fc.property(problems, ({ n, extra, numbers }) => {
      const m = n + extra;
      const numberAt = (k: number) => numbers[k % numbers.length];
      const a = Array.from({ length: m }, (_, i) =>
        Array.from({ length: n }, (_, j) => ({
          re: numberAt(i * n + j),
          im: code.startsWith("c") ? numberAt(7 * i * n + j + 3) : 0,
        })),
      );
      const { d, e, left, right } = reduce(linalg, arena, code, m, n, a);
      let b: Matrix = a;
      for (const reflected of left) b = multiply(adjoint(reflected, m), b, n);
      for (const reflected of right) b = multiply(b, reflected, n);
      const wanted = b.map((row, i) =>
        row.map((_, j) => ({ re: j === i ? d[i] : j === i + 1 ? e[i] : 0, im: 0 })),
      );
      expect(distance(b, wanted)).toBeLessThanOrEqual(20 * epsilonOf[code] * Math.sqrt(m * n));
    });
    fc.assert(property, { numRuns: 60 });
  });

  test.each(realCodes)("largest_finite_%s and copy_scaled_%s: any layout", (code) => {
    const numbers = fc.array(fc.double({ noDefaultInfinity: true }).map(Math.fround), {
      minLength: 1,
      maxLength: 99,
    });
    const sizes = fc.record({ rows: fc.nat(12), cols: fc.nat(12) });
    const problems = sizes.chain(({ rows, cols }) => fc.record({ place: layout(rows, cols, true), numbers }));
    const property = fc.property(problems, ({ place, numbers }) => {
      arena.clear();
      const tile = placeTile(arena, code, place, numbers);
      const { pointer, rowStep, colStep, rows, cols } = tile;
      const found = linalg[`largest_finite_${code}`](pointer, rowStep, colStep, rows, cols);
      const elements = readTile(arena, tile).map(Number);
      const finite = elements.every(Number.isFinite);
      expect(found).toBe(finite ? Math.max(0, ...elements.map(Math.abs)) : Number.NaN);
      const Numbers = arrayOf[code];
      const copy = arena.place(new Numbers(rows * cols));
      const ld = rows * Numbers.BYTES_PER_ELEMENT;
      linalg[`copy_scaled_${code}`](copy, ld, pointer, rowStep, colStep, rows, cols, -3);
      arena.checkGuards();
      const scaled = new Numbers(rows * cols);
      elements.forEach((x, k) => {
        scaled[(k % cols) * rows + Math.floor(k / cols)] = x / 8;
      });
      expect(arena.read(copy, scaled)).toEqual(scaled);
    });
    fc.assert(property, { numRuns: 60 });
  });
});
