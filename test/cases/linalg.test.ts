import { type Complex, realDType, type Scalar } from "../../src/dtype.ts";
import { ulp } from "./compare.ts";
import { type Case, type Elements, isElements } from "./fixtures.ts";
import { describeCases } from "./run.ts";

// One-sided Jacobi: errors of a few units of the largest singular value for each of the few columns.
const units = 16;
const singularValues = { ulps: units, ofLargest: true, unsignedZeros: true };

describeCases("linalg", {
  tolerances: { "linalg.svd": singularValues, "linalg.svdvals": singularValues, "linalg.qr": singularValues },
  checks: { "linalg.svd": checkDecomposition, "linalg.qr": checkFactorization },
});

type Matrix = readonly (readonly Complex[])[];

/** U S Vh is x, and the columns of U and the rows of Vh are orthonormal, matrix by matrix of a stack. */
function checkDecomposition(
  { args: [x] }: Case,
  found: Readonly<Record<string, Elements>>,
): string | undefined {
  if (!isElements(x)) return "there is no operand";
  const { U, S, Vh } = found;
  const unit = units * ulp(1, realDType(U.dtype));
  const k = S.shape[S.shape.length - 1];
  const [left, right] = [matrices(U), matrices(Vh)];
  for (const [at, matrix] of matrices(x).entries()) {
    const s = S.data.slice(at * k, (at + 1) * k) as number[];
    const [u, vh] = [left[at], right[at]];
    const scaled = u.map((row) => s.map((value, j) => ({ re: row[j].re * value, im: row[j].im * value })));
    const problem =
      farFrom(multiply(scaled, vh), matrix, unit * Math.max(0, ...s), "U S Vh") ??
      farFrom(multiply(adjoint(u), u), identity(U.shape[U.shape.length - 1]), unit, "Uᴴ U") ??
      farFrom(multiply(vh, adjoint(vh)), identity(Vh.shape[Vh.shape.length - 2]), unit, "Vh Vhᴴ");
    if (problem) return problem;
  }
  return undefined;
}

/** Q R is x, and the columns of Q are orthonormal. What is R alone has been compared already. */
function checkFactorization(
  { args: [x] }: Case,
  found: Readonly<Record<string, Elements>>,
): string | undefined {
  if (!isElements(x)) return "there is no operand";
  const { Q, R } = found;
  if (!Q) return undefined;
  const unit = units * ulp(1, realDType(Q.dtype));
  const [left, right] = [matrices(Q), matrices(R)];
  for (const [at, matrix] of matrices(x).entries()) {
    const [q, r] = [left[at], right[at]];
    const largest = Math.max(0, ...matrix.flat().map(({ re, im }) => Math.hypot(re, im)));
    const problem =
      farFrom(multiply(q, r), matrix, unit * largest, "Q R") ??
      farFrom(multiply(adjoint(q), q), identity(Q.shape[Q.shape.length - 1]), unit, "Qᴴ Q");
    if (problem) return problem;
  }
  return undefined;
}

/** The matrices in the last two axes, of any dtype as complex numbers. */
function matrices({ shape, data }: Elements): Matrix[] {
  const [rows, columns] = shape.slice(-2);
  const count = shape.slice(0, -2).reduce((product, n) => product * n, 1);
  const item = (flat: number) => toComplex(data[flat]);
  return Array.from({ length: count }, (_, at) =>
    Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => item((at * rows + i) * columns + j)),
    ),
  );
}

const toComplex = (value: Scalar): Complex =>
  typeof value === "object" ? value : { re: Number(value), im: 0 };

const adjoint = (a: Matrix): Matrix =>
  (a[0] ?? []).map((_, j) => a.map((row) => ({ re: row[j].re, im: -row[j].im })));

const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => ({ re: i === j ? 1 : 0, im: 0 })));

/** a b, the rows of b that a has no columns for left out. */
function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    (b[0] ?? []).map((_, j) => {
      const sum = { re: 0, im: 0 };
      for (const [l, x] of row.entries()) {
        const y = b[l][j];
        sum.re += x.re * y.re - x.im * y.im;
        sum.im += x.re * y.im + x.im * y.re;
      }
      return sum;
    }),
  );
}

function farFrom(actual: Matrix, expected: Matrix, bound: number, name: string): string | undefined {
  for (const [i, row] of expected.entries()) {
    for (const [j, { re, im }] of row.entries()) {
      const error = Math.hypot(actual[i][j].re - re, actual[i][j].im - im);
      if (!(error <= bound)) return `${name} is off by ${error} at [${i}, ${j}], more than ${bound}`;
    }
  }
  return undefined;
}
