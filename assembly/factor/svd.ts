import { HEAD, normOf, orthogonalise } from "./jacobi";
import { pivotedQr } from "./pivoted-qr";
import { NOT_FINITE, scalingExponent, timesPowerOfTwo } from "./scaling";
import { setUnit, writeLeft, writeRight } from "./singular-vectors";

/** Bytes that n numbers take when what follows starts at a multiple of 16. @inline */
function columnStep<T>(n: isize): isize {
  return (n * <isize>sizeof<T>() + 15) & ~15;
}

/** Bytes of scratch memory that `decompose` wants: maybe more than there are addresses. */
function workspace<T>(m: f64, n: f64, parts: f64, vectors: bool): f64 {
  const tall = m * parts * sizeof<T>() + 16;
  const square = n * parts * sizeof<T>() + 16;
  return (n + 1) * tall + n * (HEAD + (vectors ? 2 : 1) * square) + square + 20 * n + 4 * m + 16;
}

/**
 * A = U Σ Vᴴ for the m x n matrix A, m >= n, of elements of `parts` numbers: the singular values to `s`, largest first; the
 * first `leftCols` columns of U, all m or the n that count, to left[i, j]; the conjugate of V to right[j, i]. With
 * leftCols 0 neither is written. Any steps, in bytes; s is contiguous.
 *
 * Rows and columns pivoted, Householder's A P = Q R; then Rᴴ J = X, of orthogonal columns, by Jacobi's rotations J; hence
 * Σ are the norms of X's columns, V those columns normalised, and U is Q J: Drmač and Veselić, "New fast and accurate
 * Jacobi SVD algorithm" (2008). J and Q are orthogonal whatever the rank; V's columns for zeros of Σ have to be found.
 *
 * Returns the number of sweeps, -1 if the iteration did not converge, NOT_FINITE for a matrix with a NaN or an infinity.
 */
function decompose<T>(
  left: usize,
  leftRow: isize,
  leftCol: isize,
  leftCols: isize,
  s: usize,
  right: usize,
  rightRow: isize,
  rightCol: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  m: isize,
  n: isize,
  parts: isize,
  work: usize,
): i32 {
  const complex = parts == 2;
  const vectors = leftCols > 0;
  const ldq = columnStep<T>(m * parts);
  const ldx = columnStep<T>(n * parts);
  const q = work;
  const x = q + n * ldq + HEAD;
  // A column of J follows each column of X, and takes part in its rotations.
  const step = HEAD + ldx + (vectors ? ldx : 0);
  const buffer = x + n * step;
  const tau = buffer + ldq;
  const norms = tau + ldx;
  const colOrder = norms + columnStep<f64>(2 * n);
  const rowOrder = colOrder + (n << 2);

  const exponent = scalingExponent<T>(a, aRow, aCol, m, n, parts);
  if (exponent == NOT_FINITE) return NOT_FINITE;
  copyScaled<T>(parts, q, ldq, a, aRow, aCol, m, n, exponent);
  const rank = pivotedQr<T>(q, ldq, m, n, parts, tau, rowOrder, colOrder, norms, buffer);
  for (let k: isize = 0; k < rank; k++) {
    takeRow<T>(x + k * step, q + k * ldq, ldq, n - k, k, parts);
    if (vectors) setUnit<T>(x + k * step + ldx, n, k, parts);
  }
  const total = vectors ? ldx / sizeof<T>() + rank * parts : n * parts;
  const sweeps = orthogonalise<T>(x, step, n * parts, total, rank, complex, buffer);
  if (sweeps < 0) return sweeps;
  for (let k: isize = 0; k < n; k++) {
    const value = k < rank ? timesPowerOfTwo(normOf(x + k * step), -exponent) : 0;
    store<T>(s + k * sizeof<T>(), <T>value);
  }
  if (!vectors) return sweeps;
  writeLeft<T>(
    left,
    leftRow,
    leftCol,
    rowOrder,
    leftCols,
    q,
    ldq,
    tau,
    m,
    rank,
    x + ldx,
    step,
    parts,
    buffer,
  );
  writeRight<T>(right, rightRow, rightCol, colOrder, x, step, n, rank, tau, parts, buffer);
  return sweeps;
}

/**
 * q[i, j] = a[i, j] times 2 to the `exponent`; the columns of q are contiguous.
 * @kernel.copy_scaled(1) f32 f64
 */
function copyScaled<T>(
  parts: isize,
  q: usize,
  ldq: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  m: isize,
  n: isize,
  exponent: i32,
): void {
  const size = parts * <isize>sizeof<T>();
  for (let j: isize = 0; j < n; j++) {
    for (let i: isize = 0; i < m; i++) {
      for (let part: isize = 0; part < size; part += sizeof<T>()) {
        const value = <f64>load<T>(a + i * aRow + j * aCol + part);
        store<T>(q + j * ldq + i * size + part, <T>timesPowerOfTwo(value, exponent));
      }
    }
  }
}

/** x = the conjugate of row k of R: k zeros, then an element of each of `count` columns of q. */
function takeRow<T>(x: usize, q: usize, ldq: isize, count: isize, k: isize, parts: isize): void {
  const size = parts * <isize>sizeof<T>();
  setUnit<T>(x, k + count, k, parts);
  for (let j: isize = 0; j < count; j++) {
    const from = q + j * ldq + k * size;
    const to = x + (k + j) * size;
    store<T>(to, load<T>(from));
    if (parts == 2) store<T>(to, -load<T>(from, sizeof<T>()), sizeof<T>());
  }
}

/**
 * Bytes of scratch memory for `svd` of an m x n matrix of T.
 * @kernel f32 f64
 */
function svd_work<T>(m: f64, n: f64, vectors: bool): f64 {
  return workspace<T>(m, n, 1, vectors);
}

/**
 * The same for pairs of T.
 * @kernel.svd_work f32=c64 f64=c128
 */
function svdWorkComplex<T>(m: f64, n: f64, vectors: bool): f64 {
  return workspace<T>(m, n, 2, vectors);
}

/**
 * See `decompose`.
 * @kernel f32 f64
 */
function svd<T>(
  left: usize,
  leftRow: isize,
  leftCol: isize,
  leftCols: i32,
  s: usize,
  right: usize,
  rightRow: isize,
  rightCol: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  m: i32,
  n: i32,
  work: usize,
): i32 {
  return decompose<T>(
    left,
    leftRow,
    leftCol,
    leftCols,
    s,
    right,
    rightRow,
    rightCol,
    a,
    aRow,
    aCol,
    m,
    n,
    1,
    work,
  );
}

/**
 * The same for pairs of T, re and im.
 * @kernel.svd f32=c64 f64=c128
 */
function svdComplex<T>(
  left: usize,
  leftRow: isize,
  leftCol: isize,
  leftCols: i32,
  s: usize,
  right: usize,
  rightRow: isize,
  rightCol: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  m: i32,
  n: i32,
  work: usize,
): i32 {
  return decompose<T>(
    left,
    leftRow,
    leftCol,
    leftCols,
    s,
    right,
    rightRow,
    rightCol,
    a,
    aRow,
    aCol,
    m,
    n,
    2,
    work,
  );
}
