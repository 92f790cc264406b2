import fc from "fast-check";
import { expect, test } from "vitest";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import { layout, placeTile, readTile } from "./tiles.ts";

const codes = ["f32", "f64"] as const;
type RealCode = (typeof codes)[number];
const arrayOf = { f32: Float32Array, f64: Float64Array };
const epsilonOf = { f32: 2 ** -23, f64: 2 ** -52 };

/** A square of numbers row by row, and I - τ v vᵀ applied to rows or columns of it. */
type Rows = number[][];

function reflectRows(a: Rows, v: readonly number[], tau: number): void {
  for (let j = 0; j < a[0].length; j++) {
    const sum = a.reduce((total, row, i) => total + v[i] * row[j], 0);
    a.forEach((row, i) => {
      row[j] -= tau * v[i] * sum;
    });
  }
}

const transpose = (a: Rows): Rows => (a[0] ?? []).map((_, j) => a.map((row) => row[j]));

/** Reduces a matrix in one panel as src/ops does, and gives its bidiagonal form and reflections. */
function reduce(linalg: Linalg, arena: Arena, code: RealCode, m: number, n: number, a: Rows) {
  arena.clear();
  const Numbers = arrayOf[code];
  const size = Numbers.BYTES_PER_ELEMENT;
  const [ld, ldr] = [(m + 1) * size, (n + 2) * size];
  const placed = new Numbers(n * (m + 1));
  a.forEach((row, i) => {
    row.forEach((value, j) => {
      placed[j * (m + 1) + i] = value;
    });
  });
  const at = arena.place(placed);
  const [left, right] = [2 * n * (m + 1), 2 * n * (n + 2)].map((length) => arena.place(new Numbers(length)));
  const u = arena.place(new Numbers(n * (n + 2)));
  const [d, e] = [n, n].map((length) => arena.place(new Float64Array(length)));
  const [tauLeft, tauRight] = [n, n].map((length) => arena.place(new Numbers(length)));
  const work = arena.place(new Uint8Array((m + n) * size + linalg.gemm_work(m + n, 1, m + n)));
  const product = linalg[`gemm_${code}`];
  for (let i = 0; i < n; i++) {
    const tau = tauLeft + i * size;
    linalg[`bidiagonal_column_${code}`](at, ld, left, ld, right, ldr, m, i, d + 8 * i, tau, work);
    const [rows, cols] = [m - i, n - i - 1];
    if (cols === 0) break;
    const [v, rest] = [left + i * size, at + (i + 1) * ld + i * size];
    const w = right + (i + 1) * size;
    const finish = linalg[`bidiagonal_product_${code}`];
    product(w + 2 * i * ldr, size, size, rest, ld, size, v + 2 * i * ld, size, size, cols, 1, rows, work);
    finish(w, ldr, cols, v, ld, rows, 2 * i, tau, work);
    const next = tauRight + i * size;
    linalg[`bidiagonal_row_${code}`](
      ...([at, ld, left, ld, right, ldr, n, i, u + i * ldr, e + 8 * i, next, work] as const),
    );
    const [x, k] = [v + size + (2 * i + 1) * ld, 2 * i + 1];
    product(x, size, size, rest + size, size, ld, w + k * ldr, size, size, rows - 1, 1, cols, work);
    finish(v + size, ld, rows - 1, w, ldr, cols, k, next, work);
  }
  arena.checkGuards();
  const read = (from: number, length: number) => Array.from(arena.read(from, new Numbers(length)));
  const [columns, rows] = [read(at, n * (m + 1)), read(u, n * (n + 2))];
  return {
    d: Array.from(arena.read(d, new Float64Array(n))),
    e: Array.from(arena.read(e, new Float64Array(n))).slice(0, n - 1),
    left: Array.from({ length: n }, (_, k) =>
      Array.from({ length: m }, (_, i) => (i < k ? 0 : i === k ? 1 : columns[k * (m + 1) + i])),
    ),
    right: Array.from({ length: n }, (_, k) =>
      Array.from({ length: n }, (_, j) => (j <= k ? 0 : rows[k * (n + 2) + j])),
    ),
    tauLeft: read(tauLeft, n),
    tauRight: read(tauRight, n),
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
      const a = Array.from({ length: m }, (_, i) =>
        Array.from({ length: n }, (_, j) => numbers[(i * n + j) % numbers.length]),
      );
      const found = reduce(linalg, arena, code, m, n, a);
      let b = a.map((row) => [...row]);
      for (let k = 0; k < n; k++) {
        reflectRows(b, found.left[k], found.tauLeft[k]);
        if (k === n - 1) break;
        b = transpose(b);
        reflectRows(b, found.right[k], found.tauRight[k]);
        b = transpose(b);
      }
      const bound = 20 * epsilonOf[code] * Math.sqrt(m * n);
      b.forEach((row, i) => {
        row.forEach((value, j) => {
          const wanted = j === i ? found.d[i] : j === i + 1 ? found.e[i] : 0;
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(bound);
        });
      });
    });
    fc.assert(property, { numRuns: 60 });
  });

  test.each(codes)("largest_finite_%s and copy_scaled_%s: any layout", (code) => {
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
