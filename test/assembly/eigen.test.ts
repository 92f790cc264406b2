import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Complex } from "../../src/dtype.ts";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { type Arena, describeArtefacts } from "../kernels.ts";
import {
  adjoint,
  distance,
  distanceFromOrthonormal,
  identity,
  type Matrix,
  multiply,
  reflection,
  toMatrix,
} from "../matrices.ts";

const codes = ["f64", "c128"] as const;
type DoubleCode = (typeof codes)[number];
const partsOf = (code: DoubleCode) => (code === "f64" ? 1 : 2);
const epsilon = 2 ** -52;

/** Nothing so small that products underflow; often the same. */
const values = fc.array(
  fc.oneof(
    fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((x) => x / 2 ** 20),
    fc.integer({ min: -1, max: 1 }),
  ),
  { minLength: 200, maxLength: 200 },
);

const norm = (x: Matrix) => Math.hypot(...x.flatMap((row) => row.flatMap(({ re, im }) => [re, im])));
const real = (re: number): Complex => ({ re, im: 0 });

/** A Hermitian matrix. */
function hermitian(code: DoubleCode, n: number, numbers: readonly number[]): Matrix {
  const draw = (i: number, j: number) => numbers[(i * 13 + j * 7) % numbers.length];
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      const im = code === "f64" || i === j ? 0 : draw(i + j, i * j + 1);
      return i < j ? { re: draw(j, i), im: 0 - im } : { re: draw(i, j), im };
    }),
  );
}

const flatten = (code: DoubleCode, x: Matrix) =>
  Float64Array.from(x.flatMap((row) => row.flatMap(({ re, im }) => (code === "f64" ? [re] : [re, im]))));

/** Reads columns of `rows` elements that lie one behind the other. */
function readColumns(arena: Arena, code: DoubleCode, at: number, rows: number, cols: number): Matrix {
  const parts = partsOf(code);
  const entries = arena.read(at, new Float64Array(rows * cols * parts));
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) => {
      const k = (j * rows + i) * parts;
      return { re: entries[k], im: parts === 2 ? entries[k + 1] : 0 };
    }),
  );
}

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  describe.each(codes)("%s", (code) => {
    const parts = partsOf(code);
    const size = 8 * parts;

    test("tridiagonal_panel: what it makes of the matrix is Qᴴ A Q", () => {
      const sizes = fc.record({ n: fc.integer({ min: 1, max: 12 }), most: fc.integer({ min: 1, max: 12 }) });
      const property = fc.property(sizes, values, ({ n, most }, numbers) => {
        arena.clear();
        const width = Math.min(n, most);
        const given = hermitian(code, n, numbers);
        // Column by column, and nonsense in the upper triangle.
        const lower = adjoint(given, n).map((row, j) =>
          row.map(({ re, im }, i) => (i < j ? { re: 99, im: 99 } : { re, im: 0 - im })),
        );
        const a = arena.place(flatten(code, lower));
        const [d, e] = [arena.place(new Float64Array(width)), arena.place(new Float64Array(width))];
        const tau = arena.place(new Float64Array(width * parts));
        const block = new Float64Array(2 * width * n * parts);
        const [left, right] = [arena.place(block), arena.place(block)];
        const buffer = arena.place(new Float64Array(n * parts));
        linalg[`tridiagonal_panel_${code}`](a, n * size, n, width, d, e, tau, left, right, buffer);
        arena.checkGuards();
        const columns = readColumns(arena, code, a, n, n);
        const update = multiply(
          readColumns(arena, code, left, n, 2 * width),
          adjoint(readColumns(arena, code, right, n, 2 * width), 2 * width).map((row) =>
            row.map(({ re, im }) => ({ re, im: 0 - im })),
          ),
          n,
        );
        const [diagonal, beside] = [d, e].map((at) => arena.read(at, new Float64Array(width)));
        const found = identity(n).map((row, i) =>
          row.map((_, j): Complex => {
            const [low, high] = [Math.min(i, j), Math.max(i, j)];
            if (low < width) return real(low === high ? diagonal[low] : high === low + 1 ? beside[low] : 0);
            const x = columns[high][low];
            const y = update[high][low];
            return { re: x.re + y.re, im: i === j ? 0 : (i > j ? 1 : -1) * (x.im + y.im) };
          }),
        );
        const taus = readColumns(arena, code, tau, width, 1);
        let q: Matrix = identity(n);
        for (let k = 0; k < Math.min(width, n - 1); k++) {
          const column = columns.map((row) => row[k]);
          q = multiply(q, reflection(n, k, taus[k][0], column), n);
        }
        expect(distanceFromOrthonormal(q, n)).toBeLessThanOrEqual(20 * n * epsilon);
        const restored = multiply(multiply(q, found, n), adjoint(q, n), n);
        expect(distance(restored, given)).toBeLessThanOrEqual(20 * n * epsilon * norm(given));
      });
      fc.assert(property, { numRuns: 60 });
    });

    test("load_hermitian: one triangle, moderate, and nothing that is not finite", () => {
      for (const [factor, exponent] of [
        [1, 0],
        [2 ** 300, -301],
        [2 ** -300, 299],
      ]) {
        for (const conjugate of [false, true]) {
          arena.clear();
          const given = hermitian(code, 3, [1.5 * factor, factor, -factor]);
          const a = arena.place(flatten(code, given));
          const to = arena.place(new Float64Array(9 * parts));
          const load = linalg[`load_hermitian_${code}`];
          expect(load(to, 3 * size, a, 3 * size, size, 3, conjugate)).toBe(exponent && exponent + 1);
          const columns = readColumns(arena, code, to, 3, 3);
          for (const [i, row] of given.entries()) {
            for (const [j, { re, im }] of row.slice(0, i + 1).entries()) {
              const scale = exponent ? 2 ** (exponent + 1) : 1;
              const expected = { re: re * scale, im: (conjugate ? -im : im) * scale };
              expect(distance([[columns[i][j]]], [[expected]])).toBe(0);
            }
          }
          arena.checkGuards();
        }
      }
      for (const value of [Number.NaN, Infinity]) {
        arena.clear();
        const a = arena.place(new Float64Array(4 * parts).fill(value, 2 * parts, 3 * parts));
        const to = arena.place(new Float64Array(4 * parts));
        expect(linalg[`load_hermitian_${code}`](to, 2 * size, a, 2 * size, size, 2, false)).toBeLessThan(
          -5000,
        );
      }
    });
  });

  /** Rows of numbers that lie one behind the other. */
  const readRows = (at: number, n: number) =>
    toMatrix(Array.from(arena.read(at, new Float64Array(n * n))), n, n);

  const tridiagonal = (d: readonly number[], e: readonly number[]): Matrix =>
    d.map((_, i) => d.map((_, j) => real(i === j ? d[i] : Math.abs(i - j) === 1 ? e[Math.min(i, j)] : 0)));

  /** Checks eigenvalues in d and eigenvectors in the rows of v. */
  function checkPairs(matrix: Matrix, d: Float64Array, v: Matrix, n: number): void {
    const bound = 30 * n * epsilon;
    expect(distanceFromOrthonormal(adjoint(v, n), n)).toBeLessThanOrEqual(bound);
    const scaled = v.map((row, k) => row.map(({ re }) => real(re * d[k])));
    expect(distance(multiply(v, matrix, n), scaled)).toBeLessThanOrEqual(bound * norm(matrix) + 1e-300);
  }

  test("tridiagonal_ql: eigenvalues with and without vectors", () => {
    const property = fc.property(fc.nat(14), values, (n, numbers) => {
      arena.clear();
      const [d, e] = [numbers.slice(0, n), numbers.slice(20, 20 + n)];
      const at = [d, e, d, e].map((x) => arena.place(Float64Array.from(x)));
      const v = arena.place(new Float64Array(n * n));
      linalg.set_identity_rows_f64(v, 8 * n, n);
      expect(Boolean(linalg.tridiagonal_ql(at[0], at[1], n, v, 8 * n, n))).toBe(true);
      expect(Boolean(linalg.tridiagonal_ql(at[2], at[3], n, 0, 0, 0))).toBe(true);
      arena.checkGuards();
      const found = arena.read(at[0], new Float64Array(n));
      checkPairs(tridiagonal(d, e), found, readRows(v, n), n);
      expect(arena.read(at[2], new Float64Array(n))).toEqual(found);
    });
    fc.assert(property, { numRuns: 100 });
  });

  test("eigen_*: two halves merged, whatever is deflated", () => {
    const sizes = fc.record({
      upper: fc.integer({ min: 1, max: 8 }),
      lower: fc.integer({ min: 1, max: 8 }),
      tiny: fc.constantFrom(1, 1, 1e-9, 1e-17, 0),
    });
    const property = fc.property(sizes, values, ({ upper, lower, tiny }, numbers) => {
      arena.clear();
      const n = upper + lower;
      const diagonal = numbers.slice(0, n);
      const beside = numbers.slice(20, 20 + n - 1).map((x, i) => (i === upper - 1 ? x * tiny : x));
      const d = arena.place(Float64Array.from(diagonal));
      const e = arena.place(Float64Array.from([...beside, 0]));
      const order = arena.place(new Int32Array(n));
      const v = arena.place(new Float64Array(n * n));
      const plan = arena.place(new Uint8Array(linalg.eigen_plan_bytes(n)));
      const rows = arena.place(new Float64Array(2 * n * n));
      const q = arena.place(new Float64Array(n * n));
      const row = 8 * n;
      linalg.set_identity_rows_f64(v, row, n);
      const rho = linalg.eigen_split(d, e, upper - 1);
      linalg.tridiagonal_ql(d, e, upper, v, row, upper);
      linalg.tridiagonal_ql(d + 8 * upper, e + 8 * upper, lower, v + upper * (row + 8), row, lower);
      linalg.eigen_sort(order, d, upper);
      linalg.eigen_sort(order + 4 * upper, d + 8 * upper, lower);
      const count = linalg.eigen_deflate(d, order, v, row, n, upper, rho, plan, n);
      linalg.eigen_gather(rows, d, v, row, n, upper, count, plan, n);
      linalg.eigen_roots(count, plan, n, 0, count);
      linalg.eigen_weights(count, plan, n);
      linalg.eigen_vectors(q, count, plan, n, 0, count);
      const [first, both] = [0, 1].map((turn) => linalg.eigen_group(plan, n, turn));
      const gathered = Array.from(arena.read(rows, new Float64Array(2 * n * n)));
      const above = toMatrix(gathered, first + both, upper);
      const below = toMatrix(gathered.slice((first + both) * upper), count - first, lower);
      const weights = toMatrix(Array.from(arena.read(q, new Float64Array(count * count))), count, count);
      expect(Boolean(linalg.eigen_finish(d, order, n, count, plan, n))).toBe(true);
      arena.checkGuards();
      const left = multiply(
        weights.map((x) => x.slice(0, first + both)),
        above,
        upper,
      );
      const right = multiply(
        weights.map((x) => x.slice(first)),
        below,
        lower,
      );
      const vectors = readRows(v, n).map((x, i) => (i < count ? [...left[i], ...right[i]] : x));
      const found = arena.read(d, new Float64Array(n));
      checkPairs(tridiagonal(diagonal, beside), found, vectors, n);
      const sorted = Array.from(arena.read(order, new Int32Array(n)), (k) => found[k]);
      expect(sorted).toEqual([...sorted].sort((x, y) => x - y));
    });
    fc.assert(property, { numRuns: 200 });
  });

  test("write_eigenvalues and order_vectors: in order", () => {
    arena.clear();
    const d = arena.place(Float64Array.of(3, 1, 2));
    const order = arena.place(new Int32Array(3));
    const v = arena.place(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
    const [to, w] = [arena.place(new Float64Array(18)), arena.place(new Float64Array(3))];
    linalg.eigen_sort(order, d, 3);
    linalg.write_eigenvalues(w, d, order, 3, 1);
    expect(Array.from(arena.read(w, new Float64Array(3)))).toEqual([2, 4, 6]);
    linalg.order_vectors_f64(to, 24, v, 24, order, 3);
    expect(Array.from(arena.read(to, new Float64Array(9)))).toEqual([4, 5, 6, 7, 8, 9, 1, 2, 3]);
    linalg.order_vectors_c128(to, 48, v, 24, order, 3);
    expect(Array.from(arena.read(to, new Float64Array(6)))).toEqual([4, 0, 5, 0, 6, 0]);
    arena.checkGuards();
  });
});
