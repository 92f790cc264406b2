import { norm, scale, smallest, swap } from "./column";
import { applyReflection, applyReflections, reflect } from "./householder";
import { orthogonalise, sortColumns } from "./jacobi";
import { pivotedQr } from "./pivoted-qr";
import { NOT_FINITE, scalingExponent, timesPowerOfTwo } from "./scaling";

/** Bytes from one column to the next for columns of n numbers: columns start at multiples of 16. @inline */
function columnStep<T>(n: isize): isize {
  return (n * <isize>sizeof<T>() + 15) & ~15;
}

/** Bytes of scratch memory that `decompose` wants: maybe more than there are addresses. */
function workspace<T>(m: f64, n: f64, parts: f64, vectors: bool): f64 {
  const tall = m * parts * sizeof<T>() + 16;
  const square = n * parts * sizeof<T>() + 16;
  return (n + 1) * tall + (vectors ? 2 * n + 1 : n + 1) * square + 20 * n + 4 * m + 16;
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
  const size = parts * <isize>sizeof<T>();
  const vectors = leftCols > 0;
  const ldq = columnStep<T>(m * parts);
  const ldx = columnStep<T>(n * parts);
  const q = work;
  const x = q + n * ldq;
  const v = x + n * ldx;
  const buffer = vectors ? v + n * ldx : v;
  const diagonal = buffer + ldq;
  const norms = diagonal + ldx;
  const colOrder = norms + columnStep<f64>(2 * n);
  const rowOrder = colOrder + (n << 2);

  const exponent = scalingExponent<T>(a, aRow, aCol, m, n, parts);
  if (exponent == NOT_FINITE) return NOT_FINITE;
  for (let j: isize = 0; j < n; j++) {
    for (let i: isize = 0; i < m; i++) {
      for (let part: isize = 0; part < size; part += sizeof<T>()) {
        const value = <f64>load<T>(a + i * aRow + j * aCol + part);
        store<T>(q + j * ldq + i * size + part, <T>timesPowerOfTwo(value, exponent));
      }
    }
  }
  const rank = pivotedQr<T>(q, ldq, m, n, complex, diagonal, rowOrder, colOrder, norms, buffer);
  takeTriangle<T>(x, ldx, q, ldq, n, rank, parts, diagonal);
  const lengthV = vectors ? rank * parts : 0;
  if (vectors) for (let k: isize = 0; k < rank; k++) setUnit<T>(v + k * ldx, rank, k, parts);
  const sweeps = orthogonalise<T>(x, ldx, n * parts, v, ldx, lengthV, rank, norms, complex, buffer);
  if (sweeps < 0) return sweeps;
  for (let j: isize = 0; j < n; j++) {
    const value = j < rank ? timesPowerOfTwo(load<f64>(norms + (j << 3)), -exponent) : 0;
    store<T>(s + j * sizeof<T>(), <T>value);
  }
  if (!vectors) return sweeps;

  for (let k: isize = 0; k < leftCols; k++) {
    setUnit<T>(buffer, m, k, parts);
    if (k < rank) memory.copy(buffer, v + k * ldx, rank * size);
    applyReflections<T>(q, ldq, rank, buffer, m, complex);
    writeColumn<T>(left + k * leftCol, leftRow, rowOrder, buffer, m, parts, false);
  }
  writeRight<T>(right, rightRow, rightCol, colOrder, x, ldx, norms, n, rank, parts, buffer, diagonal);
  return sweeps;
}

/** x = Rᴴ, of which the columns past `rank` are zero, from the factorization that pivotedQr leaves. */
function takeTriangle<T>(
  x: usize,
  ldx: isize,
  q: usize,
  ldq: isize,
  n: isize,
  rank: isize,
  parts: isize,
  diagonal: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  for (let k: isize = 0; k < rank; k++) {
    setUnit<T>(x + k * ldx, n, k, parts);
    for (let j = k; j < n; j++) {
      const from = j == k ? diagonal + k * size : q + j * ldq + k * size;
      const to = x + k * ldx + j * size;
      store<T>(to, load<T>(from));
      if (parts == 2) store<T>(to, -load<T>(from, sizeof<T>()), sizeof<T>());
    }
  }
}

/**
 * right[k, order[i]] = the conjugate of row i of column k of x, normalised; columns from the first that is zero but for
 * rounding are those of an orthogonal basis that goes on from the others.
 */
function writeRight<T>(
  right: usize,
  rightRow: isize,
  rightCol: isize,
  order: usize,
  x: usize,
  ldx: isize,
  norms: usize,
  n: isize,
  rank: isize,
  parts: isize,
  buffer: usize,
  diagonal: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  const complex = parts == 2;
  let k: isize = 0;
  for (; k < rank; k++) {
    const length = load<f64>(norms + (k << 3));
    if (length < smallest<T>()) break;
    scale<T>(x + k * ldx, x + k * ldx, n * parts, <T>(1 / length));
    writeColumn<T>(right + k * rightRow, rightCol, order, x + k * ldx, n, parts, true);
  }
  if (k == n) return;
  const count = k;
  for (let i: isize = 0; i < count; i++) {
    const at = x + i * ldx + i * size;
    reflect<T>(at, (n - i) * parts, diagonal, complex, buffer);
    for (let j = i + 1; j < count; j++)
      applyReflection<T>(at, x + j * ldx + i * size, (n - i) * parts, complex);
  }
  for (; k < n; k++) {
    setUnit<T>(buffer, n, k, parts);
    applyReflections<T>(x, ldx, count, buffer, n, complex);
    writeColumn<T>(right + k * rightRow, rightCol, order, buffer, n, parts, true);
  }
}

/** x = the k-th unit vector of n elements. */
function setUnit<T>(x: usize, n: isize, k: isize, parts: isize): void {
  const size = parts * <isize>sizeof<T>();
  memory.fill(x, 0, n * size);
  store<T>(x + k * size, 1);
}

/** Element i of x, or its conjugate, to `to` + order[i] steps. */
function writeColumn<T>(
  to: usize,
  step: isize,
  order: usize,
  x: usize,
  n: isize,
  parts: isize,
  conjugate: bool,
): void {
  for (let i: isize = 0; i < n; i++) {
    const at = to + <isize>load<i32>(order + (i << 2)) * step;
    store<T>(at, load<T>(x));
    x += sizeof<T>();
    if (parts == 1) continue;
    store<T>(at, conjugate ? -load<T>(x) : load<T>(x), sizeof<T>());
    x += sizeof<T>();
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
