import { HEAD, normOf } from "./head";
import { orthogonalise } from "./jacobi";
import { pivotedQr } from "./pivoted-qr";
import { factorPanel, qr_panel_work } from "./qr";
import { NOT_FINITE, scalingExponent, timesPowerOfTwo } from "./scaling";
import { completeBasis, setUnit, writeColumns } from "./singular-vectors";

/** Bytes that n numbers take when what follows starts at a multiple of 16. @inline */
function columnStep<T>(n: isize): isize {
  return (n * <isize>sizeof<T>() + 15) & ~15;
}

/*
 * A = U Σ Vᴴ for an m x n matrix A, m >= n, of elements of `parts` numbers, by Jacobi's method as Drmač and Veselić have it in
 * "New fast and accurate Jacobi SVD algorithm" (2008): rows and columns pivoted, Householder's A P = Q R; Rᴴ = Q₁ R₁; then
 * X = R₁ᴴ J, of orthogonal columns, by rotations J. Hence Σ are the norms of X's columns, U is Q times those columns normalised
 * and V is P Q₁ J. Small values keep their digits, as errors are small by the norms of the rows, and it is these that are graded.
 *
 * At the start of the scratch memory is the exponent of the power of two that A was multiplied by, then the rank; from
 * COLUMNS bytes on the columns of X, each with HEAD bytes before it and, if vectors are wanted, a column of J behind it.
 */
const COLUMNS: isize = 16 + HEAD;

let step: isize = 0;
let q: usize = 0;
let ldq: isize = 0;
let tau: usize = 0;
let first: usize = 0;
let ld: isize = 0;
let firstTau: usize = 0;
let rowOrder: usize = 0;
let colOrder: usize = 0;
let norms: usize = 0;
let buffer: usize = 0;

/** Finds the places of everything in the scratch memory; returns that of what is left. */
function divideMemory<T>(m: isize, n: isize, parts: isize, vectors: bool, work: usize): usize {
  ldq = columnStep<T>(m * parts);
  ld = columnStep<T>(n * parts);
  step = HEAD + ld + (vectors ? ld : 0);
  q = work + COLUMNS + n * step;
  tau = q + n * ldq;
  first = tau + ld;
  firstTau = first + n * ld;
  norms = firstTau + ld;
  colOrder = norms + columnStep<f64>(2 * n);
  rowOrder = colOrder + columnStep<i32>(n);
  buffer = rowOrder + columnStep<i32>(m);
  return buffer + ldq;
}

/**
 * Bytes of scratch memory for the functions below: maybe more than there are addresses.
 * @kernel.svd_work(1) f32 f64
 * @kernel.svd_work(2) f32=c64 f64=c128
 */
function workspace<T>(parts: f64, m: f64, n: f64, vectors: bool): f64 {
  const tall = m * parts * sizeof<T>() + 16;
  const square = n * parts * sizeof<T>() + 16;
  const columns = n * (HEAD + (vectors ? 2 : 1) * square) + (n + 1) * (tall + square) + 2 * square;
  return COLUMNS + columns + 20 * n + 4 * m + 64 + qr_panel_work(n, n, parts * sizeof<T>());
}

/**
 * Makes Q, Q₁ and the columns of R₁ᴴ, behind which are those of the identity. Returns the rank, or NOT_FINITE for a matrix
 * with a NaN or an infinity.
 * @kernel.svd_reduce(1) f32 f64
 * @kernel.svd_reduce(2) f32=c64 f64=c128
 */
function reduce<T>(
  parts: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  m: isize,
  n: isize,
  vectors: bool,
  work: usize,
): i32 {
  const exponent = scalingExponent<T>(a, aRow, aCol, m, n, parts);
  if (exponent == NOT_FINITE) return NOT_FINITE;
  const panel = divideMemory<T>(m, n, parts, vectors, work);
  copyScaled<T>(parts, q, ldq, a, aRow, aCol, m, n, exponent);
  const rank = pivotedQr<T>(q, ldq, m, n, parts, tau, rowOrder, colOrder, norms, buffer);
  store<i32>(work, exponent);
  store<i32>(work, <i32>rank, 4);
  takeRows<T>(first, ld, q, ldq, n, rank, parts);
  factorPanel<T>(parts, first, ld, n, rank, firstTau, panel);
  const x = work + COLUMNS;
  takeRows<T>(x, step, first, ld, rank, rank, parts);
  for (let k: isize = 0; k < rank; k++) {
    const column = x + k * step;
    memory.fill(column + rank * parts * sizeof<T>(), 0, step - HEAD - rank * parts * sizeof<T>());
    if (vectors) setUnit<T>(column + ld, rank, k, parts);
  }
  return <i32>rank;
}

/**
 * Makes the columns orthogonal: the singular values to `s`, largest first; the first `leftCols` columns of U, all m or the n
 * that count, to left[i, j]; the conjugate of V to right[j, i]. With leftCols 0 neither is written. Any steps, in bytes;
 * s is contiguous. Returns the number of sweeps, or -1 if the iteration did not converge.
 * @kernel.svd_finish(1) f32 f64
 * @kernel.svd_finish(2) f32=c64 f64=c128
 */
function finish<T>(
  parts: isize,
  left: usize,
  leftRow: isize,
  leftCol: isize,
  leftCols: isize,
  s: usize,
  right: usize,
  rightRow: isize,
  rightCol: isize,
  m: isize,
  n: isize,
  work: usize,
): i32 {
  const vectors = leftCols > 0;
  divideMemory<T>(m, n, parts, vectors, work);
  const exponent = load<i32>(work);
  const rank = <isize>load<i32>(work, 4);
  const x = work + COLUMNS;
  const j = x + ld;
  const total = vectors ? ld / sizeof<T>() + rank * parts : rank * parts;
  const sweeps = orthogonalise<T>(x, step, rank * parts, total, rank, parts == 2, buffer);
  if (sweeps < 0) return sweeps;
  for (let k: isize = 0; k < n; k++) {
    const value = k < rank ? timesPowerOfTwo(normOf(x + k * step), -exponent) : 0;
    store<T>(s + k * sizeof<T>(), <T>value);
  }
  if (!vectors) return sweeps;
  completeBasis<T>(x, step, rank, parts, norms);
  writeColumns<T>(
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
    x,
    step,
    parts,
    false,
    buffer,
  );
  writeColumns<T>(
    right,
    rightCol,
    rightRow,
    colOrder,
    n,
    first,
    ld,
    firstTau,
    n,
    rank,
    j,
    step,
    parts,
    true,
    buffer,
  );
  return sweeps;
}

/**
 * q[i, j] = a[i, j] times 2 to the `exponent`; the columns of q are contiguous.
 * @kernel.copy_scaled(1) f32 f64
 * @kernel.copy_scaled(2) f32=c64 f64=c128
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

/** x = Rᴴ, `rank` columns of n elements, for the R in the upper triangle of n contiguous columns. */
function takeRows<T>(x: usize, ldx: isize, r: usize, ldr: isize, n: isize, rank: isize, parts: isize): void {
  const size = parts * <isize>sizeof<T>();
  for (let k: isize = 0; k < rank; k++) {
    memory.fill(x, 0, k * size);
    for (let i = k; i < n; i++) {
      const from = r + i * ldr + k * size;
      const to = x + i * size;
      store<T>(to, load<T>(from));
      if (parts == 2) store<T>(to, -load<T>(from, sizeof<T>()), sizeof<T>());
    }
    x += ldx;
  }
}

/**
 * Both, for matrices so small that nothing is done in between. Returns the number of sweeps, -1 or NOT_FINITE.
 * @kernel.svd(1) f32 f64
 * @kernel.svd(2) f32=c64 f64=c128
 */
function svd<T>(
  parts: isize,
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
  work: usize,
): i32 {
  const status = reduce<T>(parts, a, aRow, aCol, m, n, leftCols > 0, work);
  if (status < 0) return status;
  return finish<T>(parts, left, leftRow, leftCol, leftCols, s, right, rightRow, rightCol, m, n, work);
}
