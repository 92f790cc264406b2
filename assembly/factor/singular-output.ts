/* Singular values and vectors from where divide and conquer leaves them to where they are wanted. */
import { index, real } from "./merge-plan";
import { timesPowerOfTwo } from "./scaling";

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
 * to[i, k] = x[i, order[n - 1 - k]] for `rows` rows and n columns of x, which are contiguous. Any steps, in bytes.
 * @kernel f32 f64
 */
function write_vectors<T>(
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
  const step: isize = toRow == size ? rows : 8;
  for (let i: isize = 0; i < rows; i += step) {
    const count = min(step, rows - i);
    for (let k: isize = 0; k < n; k++) {
      const from = x + index(order, n - 1 - k) * ldx + i * size;
      const at = to + i * toRow + k * toCol;
      for (let j: isize = 0; j < count; j++) store<T>(at + j * toRow, load<T>(from + j * size));
    }
  }
}

/**
 * Makes x the identity matrix of n contiguous columns.
 * @kernel f32 f64
 */
function set_identity<T>(x: usize, ldx: isize, n: isize): void {
  for (let k: isize = 0; k < n; k++) {
    memory.fill(x + k * ldx, 0, n * sizeof<T>());
    store<T>(x + k * ldx + k * sizeof<T>(), 1);
  }
}

/**
 * Makes the elements of a rows x cols matrix that are not among the first n rows and n columns those of the identity matrix.
 * @kernel f32 f64
 */
function extend_identity<T>(to: usize, toRow: isize, toCol: isize, rows: isize, cols: isize, n: isize): void {
  for (let i: isize = 0; i < rows; i++) {
    for (let j = i < n ? n : 0; j < cols; j++) store<T>(to + i * toRow + j * toCol, i == j ? 1 : 0);
  }
}
