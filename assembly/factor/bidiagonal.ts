/*
 * Reduction of a real m x n matrix A, m >= n, of contiguous columns to an upper bidiagonal B = Qᵀ A P by reflections from
 * the left and the right: LAPACK's xLABRD, after Dongarra, Sorensen and Hammarling, "Block reduction of matrices to
 * condensed forms for eigenvalue computations" (1989). In a panel of columns A is left as it is, and what it has become
 * is A + L Rᵀ: two columns of L and two of R come with each of the panel, v and x, y and u. v and u are the vectors of its
 * reflections, y and x what they make of A. Addresses are those of the panel's corner: of A, and of rows of L and R.
 */
import { multiply } from "../gemm/macro";
import { scale } from "./column";
import { reflect } from "./householder";

/**
 * Makes column i of the panel what it has become and reflects it from row i on: v goes to column 2 i of L, and below the
 * diagonal of A; the diagonal's element to d[i]. `work` has room for m elements and what gemm_work says.
 * @kernel f32 f64
 */
function bidiagonal_column<T>(
  a: usize,
  lda: isize,
  left: usize,
  ldl: isize,
  right: usize,
  ldr: isize,
  m: isize,
  i: isize,
  d: usize,
  tau: usize,
  work: usize,
): void {
  const size = <isize>sizeof<T>();
  const at = a + i * (lda + size);
  const rows = m - i;
  const rest = work + m * size;
  multiplyVector<T>(at, left + i * size, size, ldl, right + i * size, ldr, rows, 2 * i, true, rest);
  reflect<T>(at, rows, tau, 1, work);
  store<f64>(d, <f64>load<T>(at));
  const v = left + 2 * i * ldl;
  memory.fill(v, 0, i * size);
  store<T>(v + i * size, 1);
  memory.copy(v + (i + 1) * size, at + size, (rows - 1) * size);
}

/**
 * Makes row i of the panel what it has become and reflects it from column i + 1 on: u goes to column 2 i + 1 of R and to `u`
 * from row i + 1 on, the element of the superdiagonal to e. `work` as in bidiagonal_column, for n elements.
 * @kernel f32 f64
 */
function bidiagonal_row<T>(
  a: usize,
  lda: isize,
  left: usize,
  ldl: isize,
  right: usize,
  ldr: isize,
  n: isize,
  i: isize,
  u: usize,
  e: usize,
  tau: usize,
  work: usize,
): void {
  const size = <isize>sizeof<T>();
  const count = n - i - 1;
  const column = right + (2 * i + 1) * ldr;
  const at = column + (i + 1) * size;
  let from = a + (i + 1) * lda + i * size;
  for (let j: isize = 0; j < count; j++) {
    store<T>(at + j * size, load<T>(from));
    from += lda;
  }
  const rest = work + n * size;
  multiplyVector<T>(
    at,
    right + (i + 1) * size,
    size,
    ldr,
    left + i * size,
    ldl,
    count,
    2 * i + 1,
    true,
    rest,
  );
  reflect<T>(at, count, tau, 1, work);
  store<f64>(e, <f64>load<T>(at));
  memory.fill(column, 0, (i + 1) * size);
  store<T>(at, 1);
  memory.copy(u + (i + 1) * size, at, count * size);
}

/**
 * Finishes y, or x, which lies in column k of `to` from a row on and is so far the product of A and of v, or u, which lie
 * in column k of `from`: adds what L Rᵀ makes of it, by k columns of each, and multiplies by -τ.
 * @kernel f32 f64
 */
function bidiagonal_product<T>(
  to: usize,
  ldTo: isize,
  rows: isize,
  from: usize,
  ldFrom: isize,
  length: isize,
  k: isize,
  tau: usize,
  work: usize,
): void {
  const size = <isize>sizeof<T>();
  const y = to + k * ldTo;
  const rest = work + k * size;
  multiplyVector<T>(work, from, ldFrom, size, from + k * ldFrom, size, k, length, false, rest);
  multiplyVector<T>(y, to, size, ldTo, work, size, rows, k, true, rest);
  scale<T>(y, y, rows, -load<T>(tau));
}

/** y (+)= A x for an m x k matrix A. */
function multiplyVector<T>(
  y: usize,
  a: usize,
  aRow: isize,
  aCol: isize,
  x: usize,
  xStep: isize,
  m: isize,
  k: isize,
  add: bool,
  work: usize,
): void {
  const size = <isize>sizeof<T>();
  multiply<T, T>(y, size, size, a, aRow, aCol, x, xStep, size, m, 1, k, 0, add, work);
}
