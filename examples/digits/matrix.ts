import * as np from "ndwasm";
import { adopt } from "ndwasm/dispatch";
import { svdOfRows } from "./jacobi.ts";

/** A foreign array class: a matrix in plain JavaScript, a list of rows, that knows nothing of ndwasm. */
export class Matrix {
  readonly rows: Float64Array[];

  constructor(rows: Iterable<ArrayLike<number>>) {
    this.rows = Array.from(rows, (row) => Float64Array.from(row));
  }
}

/** Element by element; a single row, column or number stands for as many as the others have. */
function combine(f: (...values: number[]) => number) {
  return (...xs: unknown[]) => {
    const all = xs.map((x) => (x instanceof Matrix ? x.rows : [[Number(x)]]));
    const height = Math.max(...all.map((rows) => rows.length));
    const width = Math.max(...all.map(([row]) => row.length));
    const entry = (i: number, j: number) =>
      f(...all.map((rows) => rows[i % rows.length][j % rows[0].length]));
    const row = (i: number) => Array.from({ length: width }, (_, j) => entry(i, j));
    return new Matrix(Array.from({ length: height }, (_, i) => row(i)));
  };
}

/** One number for each column. */
const columns = (f: (column: number[]) => number) => (x: Matrix) =>
  new Matrix([Array.from(x.rows[0], (_, j) => f(x.rows.map((row) => row[j])))]);

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const mean = (values: number[]) => sum(values) / values.length;
const deviation = (values: number[]) => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

// The functions that the example calls, as far as it calls them, and no other.
const implement = adopt(Matrix);
const elementwise: Record<string, (...values: number[]) => number> = {
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  equal: (a, b) => Number(a === b),
  where: (condition, a, b) => (condition ? a : b),
};
for (const [id, f] of Object.entries(elementwise)) implement(id, combine(f));
implement(np.sum, (x: Matrix) => new Matrix([[sum(x.rows.map(sum))]]));
implement(np.mean, columns(mean));
implement(np.std, columns(deviation));
implement(np.linalg.svd, (x: Matrix) => {
  const { U, S, Vh } = svdOfRows(x.rows);
  return { U: new Matrix(U), S: new Matrix([S]), Vh: new Matrix(Vh) };
});
