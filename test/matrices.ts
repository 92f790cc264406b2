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

export const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => ({ re: i === j ? 1 : 0, im: 0 })));

/** |aᴴ a - I|: how far the columns are from orthonormal. */
export const distanceFromOrthonormal = (a: Matrix, cols: number): number =>
  distance(multiply(adjoint(a, cols), a, cols), identity(cols));

/** |a - u diag(s) vh|. */
export function distanceFromProduct(a: Matrix, u: Matrix, s: readonly number[], vh: Matrix): number {
  const scaled = u.map((row) => s.map((value, j) => ({ re: row[j].re * value, im: row[j].im * value })));
  return distance(a, multiply(scaled, vh, a[0]?.length ?? 0));
}

/** I - τ v vᴴ, where v is 1 in row k + 1 and `column` below. */
export function reflection(n: number, k: number, tau: Complex, column: readonly Complex[]): Matrix {
  const v = column
    .map((x, i) => (i < k + 1 ? { re: 0, im: 0 } : i === k + 1 ? { re: 1, im: 0 } : x))
    .map((x) => [x]);
  const scaled = v.map(([{ re, im }]) => [{ re: re * tau.re - im * tau.im, im: re * tau.im + im * tau.re }]);
  const product = multiply(scaled, adjoint(v, 1), n);
  return identity(n).map((row, i) =>
    row.map(({ re, im }, j) => ({ re: re - product[i][j].re, im: im - product[i][j].im })),
  );
}
