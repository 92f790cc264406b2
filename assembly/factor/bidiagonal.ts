/*
 * Reduction of an m x n matrix A, m >= n, of contiguous columns to a real upper bidiagonal B = Qᴴ A P by reflections from
 * the left and the right: LAPACK's xLABRD, after Dongarra, Sorensen and Hammarling, "Block reduction of matrices to
 * condensed forms for eigenvalue computations" (1989). In a panel of columns A is left as it is, and what it has become
 * is A + L Rᵀ: two columns of L and two of R come with each of the panel, v and x, y and u. v and u are the vectors of its
 * reflections, y and x what they make of A; of complex elements R has the conjugate of u. Addresses are those of the panel's corner: of A, and of rows of L and R.
 */
import { multiply } from "../gemm/macro";
import { conjugateTo, multiplyColumn } from "./block-reflector";
import { reflect } from "./householder";

/**
 * Makes column i of the panel what it has become and reflects it from row i on: v goes to column 2 i of L, and below the
 * diagonal of A; of complex elements its conjugate to `conjugate`; the diagonal's element to d[i]. `work` has room for m elements
 * and what gemm_work says.
 * @kernel.bidiagonal_column(1) f32 f64
 * @kernel.bidiagonal_column(2) f32=c64 f64=c128
 */
function reflectColumn<T>(
  parts: isize,
  a: usize,
  lda: isize,
  left: usize,
  ldl: isize,
  right: usize,
  ldr: isize,
  m: isize,
  i: isize,
  conjugate: usize,
  d: usize,
  tau: usize,
  work: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  const at = a + i * (lda + size);
  const rows = m - i;
  const rest = work + m * size;
  multiplyVector<T>(parts, at, left + i * size, size, ldl, right + i * size, ldr, rows, 2 * i, true, rest);
  reflect<T>(at, rows, tau, parts, work);
  store<f64>(d, <f64>load<T>(at));
  const v = left + 2 * i * ldl;
  memory.fill(v, 0, i * size);
  setOne<T>(v + i * size, parts);
  memory.copy(v + (i + 1) * size, at + size, (rows - 1) * size);
  if (parts == 2) conjugateTo<T>(conjugate, v + i * size, rows);
}

/**
 * Makes row i of the panel what it has become and reflects it from column i + 1 on: u goes to column 2 i + 1 of R and to `u`
 * from row i + 1 on, the element of the superdiagonal to e. `work` as in bidiagonal_column, for n elements.
 * @kernel.bidiagonal_row(1) f32 f64
 * @kernel.bidiagonal_row(2) f32=c64 f64=c128
 */
function reflectRow<T>(
  parts: isize,
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
  const size = parts * <isize>sizeof<T>();
  const count = n - i - 1;
  const column = right + (2 * i + 1) * ldr;
  const at = column + (i + 1) * size;
  let from = a + (i + 1) * lda + i * size;
  for (let j: isize = 0; j < count; j++) {
    store<T>(at + j * size, load<T>(from));
    if (parts == 2) store<T>(at + j * size, load<T>(from, sizeof<T>()), sizeof<T>());
    from += lda;
  }
  const rest = work + n * size;
  multiplyVector<T>(
    parts,
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
  if (parts == 2) conjugateTo<T>(at, at, count);
  reflect<T>(at, count, tau, parts, work);
  store<f64>(e, <f64>load<T>(at));
  memory.fill(column, 0, (i + 1) * size);
  setOne<T>(at, parts);
  memory.copy(u + (i + 1) * size, at, count * size);
  if (parts == 2) conjugateTo<T>(at, at, count);
}

/**
 * Finishes y, or x, which lies in column k of `to` from a row on and is so far the product of A and of the conjugate of v, or of
 * u, the `vector`: adds what L Rᵀ makes of it, by k columns of each, those of `from` to be multiplied by it first, and multiplies by
 * -τ, or with `adjoint` by its conjugate.
 * @kernel.bidiagonal_product(1) f32 f64
 * @kernel.bidiagonal_product(2) f32=c64 f64=c128
 */
function finishProduct<T>(
  parts: isize,
  to: usize,
  ldTo: isize,
  rows: isize,
  from: usize,
  ldFrom: isize,
  vector: usize,
  length: isize,
  k: isize,
  tau: usize,
  adjoint: bool,
  work: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  const y = to + k * ldTo;
  const rest = work + k * size;
  multiplyVector<T>(parts, work, from, ldFrom, size, vector, size, k, length, false, rest);
  multiplyVector<T>(parts, y, to, size, ldTo, work, size, rows, k, true, rest);
  const im: T = parts == 2 ? load<T>(tau, sizeof<T>()) : 0;
  multiplyColumn<T>(y, rows, -load<T>(tau), adjoint ? im : -im, parts);
}

/** @inline */
function setOne<T>(x: usize, parts: isize): void {
  store<T>(x, 1);
  if (parts == 2) store<T>(x, 0, sizeof<T>());
}

/** y (+)= A x for an m x k matrix A. */
function multiplyVector<T>(
  parts: isize,
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
  const size = parts * <isize>sizeof<T>();
  multiply<T, T>(y, size, size, a, aRow, aCol, x, xStep, size, m, 1, k, <i32>(parts - 1), add, work);
}
