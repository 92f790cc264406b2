import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Linalg } from "../../src/wasm/linalg.ts";
import { difficultMatrices } from "../difficult-matrices.ts";
import { describeArtefacts } from "../kernels.ts";
import { adjoint, distance, identity, type Matrix, multiply, reflection, toMatrix } from "../matrices.ts";

const codes = ["f64", "c128"] as const;
type DoubleCode = (typeof codes)[number];
const partsOf = (code: DoubleCode) => (code === "f64" ? 1 : 2);
const epsilon = 2 ** -52;

/** Nothing so small that products underflow; often the same, so that some matrices are singular or defective. */
const values = fc.array(
  fc.oneof(
    fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((x) => x / 2 ** 20),
    fc.integer({ min: -1, max: 1 }),
  ),
  { minLength: 200, maxLength: 200 },
);

const norm = (x: Matrix) => Math.hypot(...x.flatMap((row) => row.flatMap(({ re, im }) => [re, im])));

const flatten = (code: DoubleCode, x: Matrix) =>
  Float64Array.from(x.flatMap((row) => row.flatMap(({ re, im }) => (code === "f64" ? [re] : [re, im]))));

const toElements = (code: DoubleCode, numbers: ArrayLike<number>) =>
  code === "f64"
    ? Array.from(numbers)
    : Array.from({ length: numbers.length / 2 }, (_, k) => ({ re: numbers[2 * k], im: numbers[2 * k + 1] }));

describeArtefacts<Linalg>("linalg", (linalg, arena) => {
  describe.each(codes)("%s", (code) => {
    const parts = partsOf(code);
    const size = 8 * parts;
    const place = (x: Matrix) => arena.place(flatten(code, x));
    const read = (at: number, n: number) =>
      toMatrix(toElements(code, arena.read(at, new Float64Array(n * n * parts))), n, n);
    const draw = (n: number, numbers: readonly number[]) =>
      toMatrix(toElements(code, numbers.slice(0, n * n * parts)), n, n);

    test("balance: D⁻¹ A D, by powers of two", () => {
      const exponents = fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 9, maxLength: 9 });
      const property = fc.property(fc.nat(9), exponents, values, (n, grades, numbers) => {
        arena.clear();
        const given = draw(n, numbers).map((row, i) =>
          row.map(({ re, im }, j) => ({
            re: re * 2 ** (grades[i] - grades[j]),
            im: im * 2 ** (grades[i] - grades[j]),
          })),
        );
        const [a, factors] = [place(given), arena.place(new Float64Array(n))];
        linalg[`balance_${code}`](a, n * size, n, factors);
        arena.checkGuards();
        const d = arena.read(factors, new Float64Array(n));
        const expected = given.map((row, i) =>
          row.map(({ re, im }, j) => ({ re: (re / d[i]) * d[j], im: (im / d[i]) * d[j] })),
        );
        expect(distance(read(a, n), expected)).toBe(0);
        expect(norm(expected)).toBeLessThanOrEqual(norm(given));
        for (const x of d) expect(Number.isInteger(Math.log2(x))).toBe(true);
      });
      fc.assert(property, { numRuns: 60 });
    });

    test("hessenberg, QR iterations, Schur and eigenvectors: A V = V Λ", () => {
      const property = fc.property(fc.integer({ min: 1, max: 9 }), values, (n, numbers) => {
        arena.clear();
        const given = draw(n, numbers);
        const square = new Float64Array(n * n * parts);
        const [source, h, vectors, q, z] = [place(given), ...[0, 0, 0, 0].map(() => arena.place(square))];
        const ld = n * size;
        expect(linalg[`load_square_${code}`](h, ld, source, size, ld, n, false)).toBe(0);
        expect(read(h, n)).toEqual(given);
        const tau = arena.place(new Float64Array(n * parts));
        const work = arena.place(new Float64Array(3 * n * parts));
        linalg[`hessenberg_${code}`](h, ld, n, vectors, ld, tau, work);
        arena.checkGuards();
        // Columns of `vectors` are contiguous; so are those of Q in q.
        const columns = adjoint(read(vectors, n), n).map((row) =>
          row.map(({ re, im }) => ({ re, im: 0 - im })),
        );
        const taus = toElements(code, arena.read(tau, new Float64Array(n * parts)));
        let unitary: Matrix = identity(n);
        for (let k = 0; k + 2 < n; k++) {
          const t = taus[k];
          const scale = typeof t === "number" ? { re: t, im: 0 } : t;
          unitary = multiply(
            unitary,
            reflection(
              n,
              k,
              scale,
              columns.map((row) => row[k]),
            ),
            n,
          );
        }
        const reduced = read(h, n);
        for (const [i, row] of reduced.entries()) {
          for (const { re, im } of row.slice(0, Math.max(0, i - 1))) expect([re, im]).toEqual([0, 0]);
        }
        const bound = 100 * n * epsilon * (norm(given) + 1e-300);
        const restored = multiply(multiply(unitary, reduced, n), adjoint(unitary, n), n);
        expect(distance(restored, given)).toBeLessThanOrEqual(bound);
        const transposed = adjoint(unitary, n).map((row) => row.map(({ re, im }) => ({ re, im: 0 - im })));
        linalg[`set_identity_rows_${code}`](q, ld, n);
        expect(distance(read(q, n), identity(n))).toBe(0);
        const rows = flatten(code, transposed);
        new Float64Array(arena.memory.buffer, q, rows.length).set(rows);
        const [re, im, factors] = [2 * n, n, n].map((count) => arena.place(new Float64Array(count).fill(1)));
        const isFound =
          code === "f64"
            ? linalg.hessenberg_qr(h, ld, n, re, im, q, ld, true)
            : linalg.hessenberg_qr_c128(h, ld, n, re, q, ld, true);
        expect(Boolean(isFound)).toBe(true);
        if (code === "f64") linalg.schur_vectors(h, ld, n, re, im, z, ld);
        else linalg.schur_vectors_c128(h, ld, n, z, ld);
        const product = flatten(code, multiply(read(z, n), read(q, n), n));
        new Float64Array(arena.memory.buffer, h, product.length).set(product);
        const out = arena.place(new Float64Array(2 * n * n));
        if (code === "f64") linalg.write_eigenvectors_f64(out, h, ld, factors, im, n);
        else linalg.write_eigenvectors_c128(out, h, ld, factors, n);
        const values = arena.place(new Float64Array(2 * n));
        const [imaginary, step] = code === "f64" ? [im, 8] : [re + 8, 16];
        linalg.write_complex_values(values, re, imaginary, step, n, 0);
        arena.checkGuards();
        const lambda = toMatrix(toElements("c128", arena.read(values, new Float64Array(2 * n))), 1, n)[0];
        const v = toMatrix(toElements("c128", arena.read(out, new Float64Array(2 * n * n))), n, n);
        const stretched = v.map((row) =>
          row.map((x, k) => ({
            re: x.re * lambda[k].re - x.im * lambda[k].im,
            im: x.re * lambda[k].im + x.im * lambda[k].re,
          })),
        );
        expect(distance(multiply(given, v, n), stretched)).toBeLessThanOrEqual(bound);
        for (const column of adjoint(v, n)) expect(norm([column])).toBeCloseTo(1, 12);
      });
      fc.assert(property, { numRuns: 80 });
    });

    test.each(difficultMatrices)("QR iterations converge: %s", (_, elements) => {
      for (const n of [2, 9, 15, 23, 42, 65, 90]) {
        arena.clear();
        const a = toMatrix(elements(n).flat(), n, n);
        const square = new Float64Array(n * n * parts);
        const [source, h, vectors] = [place(a), arena.place(square), arena.place(square)];
        const list = new Float64Array(3 * n * parts);
        const [tau, work, re, im, factors] = [0, 0, 0, 0, 0].map(() => arena.place(list));
        const ld = n * size;
        const exponent = linalg[`load_square_${code}`](h, ld, source, size, ld, n, false);
        linalg[`balance_${code}`](h, ld, n, factors);
        linalg[`hessenberg_${code}`](h, ld, n, vectors, ld, tau, work);
        const isFound =
          code === "f64"
            ? linalg.hessenberg_qr(h, ld, n, re, im, 0, 0, false)
            : linalg.hessenberg_qr_c128(h, ld, n, re, 0, 0, false);
        arena.checkGuards();
        expect(Boolean(isFound)).toBe(true);
        const values = toElements(code, arena.read(re, new Float64Array(n * parts)));
        const sum = values.reduce<number>((total, x) => total + (typeof x === "number" ? x : x.re), 0);
        const trace = a.reduce((total, row, i) => total + row[i].re, 0);
        expect(Math.abs(sum * 2 ** -exponent - trace)).toBeLessThanOrEqual(10 * n * epsilon * norm(a));
      }
    });
  });
});
