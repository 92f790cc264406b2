import { complex, divide, imaginary, multiply, real as realPart } from "../lib/complex";
import { dot } from "../lib/vector";
import { scale } from "./column";
import { normOf } from "./hessenberg-qr";

const ROUNDOFF: f64 = 2.220446049250313e-16;
/** Elements beyond this size are scaled down with their vector. */
const LARGE: f64 = 1e100;

/** @inline */
function real(x: usize, k: isize): f64 {
  return load<f64>(x + (k << 3));
}

/** @inline */
function setReal(x: usize, k: isize, value: f64): void {
  store<f64>(x + (k << 3), value);
}

/**
 * The eigenvectors of a real quasi-triangular matrix, whose eigenvalues re + i · im are known, as the rows of x, ldx bytes
 * apart: of a pair the real parts in the first row and the imaginary ones in the second. By back-substitution: EISPACK's
 * hqr2, Peters and Wilkinson (1970).
 */
export function schur_vectors(
  h: usize,
  ld: isize,
  n: isize,
  re: usize,
  im: usize,
  x: usize,
  ldx: isize,
): void {
  const least = max(ROUNDOFF * normOf(h, ld, n), 1e-292);
  for (let k: isize = 0; k < n; k++) {
    const row = x + k * ldx;
    memory.fill(row, 0, n << 3);
    if (real(im, k) == 0) solveReal(h, ld, k, re, im, row, least);
    else if (real(im, k) < 0) solvePair(h, ld, k, re, im, row - ldx, row, least);
  }
}

/** Row i of the matrix, from column `from` to column k, times x. @inline */
function rowTimes(h: usize, ld: isize, i: isize, from: isize, k: isize, x: usize): f64 {
  return dot<f64>(h + i * ld + (from << 3), x + (from << 3), k + 1 - from);
}

function solveReal(h: usize, ld: isize, k: isize, re: usize, im: usize, x: usize, least: f64): void {
  const value = real(re, k);
  setReal(x, k, 1);
  for (let i = k - 1; i >= 0; i--) {
    let size: f64 = 0;
    if (real(im, i) == 0) {
      const w = real(h + i * ld, i) - value;
      setReal(x, i, -rowTimes(h, ld, i, i + 1, k, x) / (abs(w) < least ? least : w));
    } else {
      // The second row of a pair: both are solved together.
      const low = -rowTimes(h, ld, i, i + 1, k, x);
      const high = -rowTimes(h, ld, i - 1, i + 1, k, x);
      const a = real(h + (i - 1) * ld, i - 1) - value;
      const b = real(h + (i - 1) * ld, i);
      const c = real(h + i * ld, i - 1);
      const d = real(h + i * ld, i) - value;
      const determinant = a * d - b * c;
      const divisor = abs(determinant) < least * least ? least * least : determinant;
      setReal(x, i, (a * low - c * high) / divisor);
      setReal(x, i - 1, (d * high - b * low) / divisor);
      size = abs(real(x, i));
      i--;
    }
    size = max(size, abs(real(x, i)));
    if (size > LARGE) scale<f64>(x, x, k + 1, 1 / size);
  }
}

/** For the pair whose second is k: the vector of re - i · |im|'s conjugate, its parts p and q. */
function solvePair(
  h: usize,
  ld: isize,
  k: isize,
  re: usize,
  im: usize,
  p: usize,
  q: usize,
  least: f64,
): void {
  const value = real(re, k);
  const part = -real(im, k);
  memory.fill(p, 0, (k + 1) << 3);
  // (H - λ) z = 0 in the last two rows, one of whose elements is given.
  const above = real(h + (k - 1) * ld, k);
  const below = real(h + k * ld, k - 1);
  if (abs(above) >= abs(below)) {
    setReal(p, k - 1, 1);
    const w = divide(complex(value - real(h + (k - 1) * ld, k - 1), part), complex(above, 0));
    setReal(p, k, realPart(w));
    setReal(q, k, imaginary(w));
  } else {
    setReal(p, k, 1);
    const w = divide(complex(value - real(h + k * ld, k), part), complex(below, 0));
    setReal(p, k - 1, realPart(w));
    setReal(q, k - 1, imaginary(w));
  }
  for (let i = k - 2; i >= 0; i--) {
    if (real(im, i) == 0) {
      const right = complex(-rowTimes(h, ld, i, i + 1, k, p), -rowTimes(h, ld, i, i + 1, k, q));
      setComplex(p, q, i, divide(right, away(complex(real(h + i * ld, i) - value, -part), least)));
    } else {
      const low = complex(-rowTimes(h, ld, i, i + 1, k, p), -rowTimes(h, ld, i, i + 1, k, q));
      const high = complex(-rowTimes(h, ld, i - 1, i + 1, k, p), -rowTimes(h, ld, i - 1, i + 1, k, q));
      const a = complex(real(h + (i - 1) * ld, i - 1) - value, -part);
      const d = complex(real(h + i * ld, i) - value, -part);
      const b = f64x2.splat(real(h + (i - 1) * ld, i));
      const c = f64x2.splat(real(h + i * ld, i - 1));
      const product = complex(realPart(b) * realPart(c), 0);
      const determinant = away(f64x2.sub(multiply(a, d), product), least * least);
      setComplex(p, q, i, divide(f64x2.sub(multiply(a, low), f64x2.mul(c, high)), determinant));
      setComplex(p, q, i - 1, divide(f64x2.sub(multiply(d, high), f64x2.mul(b, low)), determinant));
      i--;
    }
    const size = max(max(abs(real(p, i)), abs(real(q, i))), max(abs(real(p, i + 1)), abs(real(q, i + 1))));
    if (size <= LARGE) continue;
    scale<f64>(p, p, k + 1, 1 / size);
    scale<f64>(q, q, k + 1, 1 / size);
  }
}

/** z, or `least` if it is smaller than that. */
function away(z: v128, least: f64): v128 {
  const size = abs(realPart(z)) + abs(imaginary(z));
  return size < least ? complex(least, 0) : z;
}

function setComplex(p: usize, q: usize, k: isize, z: v128): void {
  setReal(p, k, realPart(z));
  setReal(q, k, imaginary(z));
}
