/* Singular values and vectors from where divide and conquer leaves them to where they are wanted. */
import { index, real } from "./merge-plan";
import { timesPowerOfTwo } from "./scaling";
import { setUnit } from "./singular-vectors";

/**
 * s = the values, descending, times 2 to the `exponent`. Without `order`, at address 0, they descend in d.
 * @kernel f32 f64
 */
function write_values<T>(s: usize, d: usize, order: usize, n: isize, exponent: i32): void {
  for (let k: isize = 0; k < n; k++) {
    const value = real(d, order ? index(order, n - 1 - k) : k);
    store<T>(s + k * sizeof<T>(), <T>timesPowerOfTwo(value, exponent));
  }
}

/**
 * to[i, k] = x[i, order[n - 1 - k]] for `rows` rows and n columns of x, which are contiguous and real, whatever `to` is.
 * Any steps, in bytes.
 * @kernel.write_vectors(1) f32 f64
 * @kernel.write_vectors(2) f32=c64 f64=c128
 */
function writeVectors<T>(
  parts: isize,
  to: usize,
  toRow: isize,
  toCol: isize,
  x: usize,
  ldx: isize,
  order: usize,
  rows: isize,
  n: isize,
): void {
  const size = <isize>sizeof<T>();
  // Few rows at a time: whole cache lines are read, and rows that are written stay at hand.
  const step: isize = toRow == parts * size ? rows : 8;
  for (let i: isize = 0; i < rows; i += step) {
    const count = min(step, rows - i);
    for (let k: isize = 0; k < n; k++) {
      const from = x + index(order, n - 1 - k) * ldx + i * size;
      const at = to + i * toRow + k * toCol;
      for (let j: isize = 0; j < count; j++) {
        store<T>(at + j * toRow, load<T>(from + j * size));
        if (parts == 2) store<T>(at + j * toRow, 0, sizeof<T>());
      }
    }
  }
}

/**
 * Makes x the identity matrix of n contiguous columns.
 * @kernel.set_identity(1) f32 f64
 * @kernel.set_identity(2) f32=c64 f64=c128
 */
function setIdentity<T>(parts: isize, x: usize, ldx: isize, n: isize): void {
  for (let k: isize = 0; k < n; k++) setUnit<T>(x + k * ldx, n, k, parts);
}

/**
 * Makes the elements of a rows x cols matrix that are not among the first n rows and n columns those of the identity matrix.
 * @kernel.extend_identity(1) f32 f64
 * @kernel.extend_identity(2) f32=c64 f64=c128
 */
function extendIdentity<T>(
  parts: isize,
  to: usize,
  toRow: isize,
  toCol: isize,
  rows: isize,
  cols: isize,
  n: isize,
): void {
  for (let i: isize = 0; i < rows; i++) {
    for (let j = i < n ? n : 0; j < cols; j++) {
      const at = to + i * toRow + j * toCol;
      store<T>(at, i == j ? 1 : 0);
      if (parts == 2) store<T>(at, 0, sizeof<T>());
    }
  }
}
