import { exponentOf, NOT_FINITE, timesPowerOfTwo } from "./scaling";

/**
 * Copies an n x n matrix, or its conjugate, to contiguous columns `ld` bytes apart, times the power of two, whose exponent it
 * returns, that makes the largest element moderate. Of a Hermitian one only the lower triangle. NOT_FINITE for a NaN or an
 * infinity.
 * @kernel.load_hermitian(1,true) f64
 * @kernel.load_hermitian(2,true) f64=c128
 * @kernel.load_square(1,false) f64
 * @kernel.load_square(2,false) f64=c128
 */
function loadMatrix<T>(
  parts: isize,
  isHermitian: bool,
  to: usize,
  ld: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  n: isize,
  conjugate: bool,
): i32 {
  const size = parts * <isize>sizeof<T>();
  let largest: f64 = 0;
  for (let j: isize = 0; j < n; j++) {
    for (let i: isize = isHermitian ? j : 0; i < n; i++) {
      const from = a + i * aRow + j * aCol;
      const re = <f64>load<T>(from);
      // The diagonal of a Hermitian matrix is real.
      const im = parts == 2 && !(isHermitian && i == j) ? <f64>load<T>(from, sizeof<T>()) : 0;
      if (!(abs(re) < Infinity && abs(im) < Infinity)) return NOT_FINITE;
      largest = max(largest, max(abs(re), abs(im)));
      store<T>(to + j * ld + i * size, <T>re);
      if (parts == 2) store<T>(to + j * ld + i * size, <T>(conjugate ? -im : im), sizeof<T>());
    }
  }
  if (largest == 0) return 0;
  const exponent = -exponentOf(largest);
  // Near 1 products are far from both ends of the range as they are.
  if (abs(exponent) < 200) return 0;
  for (let j: isize = 0; j < n; j++) {
    for (let i: isize = isHermitian ? j * parts : 0; i < n * parts; i++) {
      const at = to + j * ld + i * sizeof<T>();
      store<T>(at, <T>timesPowerOfTwo(<f64>load<T>(at), exponent));
    }
  }
  return exponent;
}

/** to[k] = d[order[k]] times 2 to the `exponent`. */
export function write_eigenvalues(to: usize, d: usize, order: usize, n: isize, exponent: i32): void {
  for (let k: isize = 0; k < n; k++) {
    const value = load<f64>(d + ((<isize>load<i32>(order + (k << 2))) << 3));
    store<f64>(to + (k << 3), timesPowerOfTwo(value, exponent));
  }
}

/**
 * Row k of the n x n matrix `to` = row order[k] of v, of real numbers; rows are contiguous, ldTo and ldv bytes apart.
 * @kernel.order_vectors(1) f64
 * @kernel.order_vectors(2) f64=c128
 */
function orderRows<T>(
  parts: isize,
  to: usize,
  ldTo: isize,
  v: usize,
  ldv: isize,
  order: usize,
  n: isize,
): void {
  for (let k: isize = 0; k < n; k++) {
    const from = v + <isize>load<i32>(order + (k << 2)) * ldv;
    const row = to + k * ldTo;
    if (parts == 1) {
      memory.copy(row, from, n * sizeof<T>());
      continue;
    }
    for (let i: isize = 0; i < n; i++) {
      const at = row + 2 * i * sizeof<T>();
      store<T>(at, load<T>(from + i * sizeof<T>()));
      store<T>(at, 0, sizeof<T>());
    }
  }
}

/**
 * Makes the n x n matrix of contiguous rows, ldv bytes apart, the identity.
 * @kernel.set_identity_rows(1) f64
 * @kernel.set_identity_rows(2) f64=c128
 */
function setIdentity<T>(parts: isize, v: usize, ldv: isize, n: isize): void {
  const size = parts * <isize>sizeof<T>();
  for (let k: isize = 0; k < n; k++) {
    memory.fill(v + k * ldv, 0, n * size);
    store<T>(v + k * (ldv + size), 1);
  }
}
