import { norm, smallest, swap } from "./column";
import { applyReflection, reflect } from "./householder";

/**
 * Householder's QR factorization of the m x n matrix of columns `a`, `lda` bytes apart, m >= n, rows and columns
 * exchanged so that the next column is the longest that is left and its first element the largest. Column k becomes the
 * vector of reflection k below row k, its τ in tau, and R up to there. rowOrder and colOrder tell where
 * rows and columns come from. Returns the rank: the number of reflections, past which R is zero.
 *
 * Pivoting columns and rows makes the error small in every row and column by its own scale: Cox and Higham, "Stability of
 * Householder QR factorization for weighted least squares problems" (1998). `norms` has room for 2 n numbers.
 */
export function pivotedQr<T>(
  a: usize,
  lda: isize,
  m: isize,
  n: isize,
  parts: isize,
  tau: usize,
  rowOrder: usize,
  colOrder: usize,
  norms: usize,
  buffer: usize,
): isize {
  const size = parts * <isize>sizeof<T>();
  for (let i: isize = 0; i < m; i++) store<i32>(rowOrder + (i << 2), <i32>i);
  for (let j: isize = 0; j < n; j++) {
    store<i32>(colOrder + (j << 2), <i32>j);
    setNorm(norms, n, j, norm<T>(a + j * lda, m * parts, buffer));
  }
  for (let k: isize = 0; k < n; k++) {
    let longest = k;
    for (let j = k + 1; j < n; j++)
      if (load<f64>(norms + (j << 3)) > load<f64>(norms + (longest << 3))) longest = j;
    if (longest != k) {
      swap<T>(a + k * lda, a + longest * lda, m * parts);
      swap<i32>(colOrder + (k << 2), colOrder + (longest << 2), 1);
      swap<f64>(norms + (k << 3), norms + (longest << 3), 1);
      swap<f64>(norms + ((n + k) << 3), norms + ((n + longest) << 3), 1);
    }
    const x = a + k * lda + k * size;
    const largest = k + indexOfLargest<T>(x, m - k, parts);
    if (largest != k) {
      for (let j: isize = 0; j < n; j++) swap<T>(a + j * lda + k * size, a + j * lda + largest * size, parts);
      swap<i32>(rowOrder + (k << 2), rowOrder + (largest << 2), 1);
    }
    if (reflect<T>(x, m - k, tau + k * size, parts, buffer) < smallest<T>()) return k;
    for (let j = k + 1; j < n; j++) {
      const y = a + j * lda + k * size;
      applyReflection<T>(x, tau + k * size, y, m - k, parts, true);
      shorten<T>(norms, n, j, y, m - k - 1, parts, buffer);
    }
  }
  return n;
}

/** The norm of what is left of column j, and the norm from which it was last computed anew. @inline */
function setNorm(norms: usize, n: isize, j: isize, value: f64): void {
  store<f64>(norms + (j << 3), value);
  store<f64>(norms + ((n + j) << 3), value);
}

/** Takes the first element of y off the norm of column j; computes it anew from the others where digits would cancel. */
function shorten<T>(
  norms: usize,
  n: isize,
  j: isize,
  y: usize,
  rest: isize,
  parts: isize,
  buffer: usize,
): void {
  const length = load<f64>(norms + (j << 3));
  if (length < smallest<T>()) return;
  const size = parts * <isize>sizeof<T>();
  const re = <f64>load<T>(y) / length;
  const im = parts == 2 ? <f64>load<T>(y, sizeof<T>()) / length : 0;
  const left = max(0, 1 - re * re - im * im);
  const since = length / load<f64>(norms + ((n + j) << 3));
  // The test of LAPACK's xLAQP2 (Drmač and Bujanović, 2008).
  const accurate = left * since * since > (sizeof<T>() == 8 ? 1.5e-8 : 3.5e-4);
  if (accurate) store<f64>(norms + (j << 3), length * sqrt(left));
  else setNorm(norms, n, j, norm<T>(y + size, rest * parts, buffer));
}

/** Index of the element with the largest |re| + |im|. */
function indexOfLargest<T>(x: usize, n: isize, parts: isize): isize {
  let at: isize = 0;
  let largest: T = -1;
  for (let i: isize = 0; i < n; i++) {
    let size = abs(load<T>(x));
    x += sizeof<T>();
    if (parts == 2) {
      size += abs(load<T>(x));
      x += sizeof<T>();
    }
    if (size <= largest) continue;
    largest = size;
    at = i;
  }
  return at;
}
