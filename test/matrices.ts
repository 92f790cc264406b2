import type { Complex, Scalar } from "../src/dtype.ts";

/** A matrix of complex numbers, row by row; real ones have no imaginary parts. */
export type Matrix = readonly (readonly Complex[])[];

const toComplex = (x: Scalar): Complex => (typeof x === "object" ? x : { re: Number(x), im: 0 });

/** Rows of `cols` elements. */
export const toMatrix = (elements: readonly Scalar[], rows: number, cols: number): Matrix =>
  Array.from({ length: rows }, (_, i) => elements.slice(i * cols, (i + 1) * cols).map(toComplex));

/** aᴴ, of `cols` rows. */
export const adjoint = (a: Matrix, cols: number): Matrix =>
  Array.from({ length: cols }, (_, j) => a.map((row) => ({ re: row[j].re, im: -row[j].im })));

/** a b, of `cols` columns. */
export const multiply = (a: Matrix, b: Matrix, cols: number): Matrix =>
  a.map((row) =>
    Array.from({ length: cols }, (_, j) => {
      const sum = { re: 0, im: 0 };
      for (let p = 0; p < row.length; p++) {
        const [x, y] = [row[p], b[p][j]];
        sum.re += x.re * y.re - x.im * y.im;
        sum.im += x.re * y.im + x.im * y.re;
      }
      return sum;
    }),
  );

/** The Frobenius norm of a - b. */
export const distance = (a: Matrix, b: Matrix): number =>
  Math.hypot(...a.flatMap((row, i) => row.flatMap(({ re, im }, j) => [re - b[i][j].re, im - b[i][j].im])));

const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => ({ re: i === j ? 1 : 0, im: 0 })));

/** |aᴴ a - I|: how far the columns are from orthonormal. */
export const distanceFromOrthonormal = (a: Matrix, cols: number): number =>
  distance(multiply(adjoint(a, cols), a, cols), identity(cols));

/** |a - u diag(s) vh|. */
export function distanceFromProduct(a: Matrix, u: Matrix, s: readonly number[], vh: Matrix): number {
  const scaled = u.map((row) => s.map((value, j) => ({ re: row[j].re * value, im: row[j].im * value })));
  return distance(a, multiply(scaled, vh, a[0]?.length ?? 0));
}
