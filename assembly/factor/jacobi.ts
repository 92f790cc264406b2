import { dot } from "../lib/vector";
import { addScaled, dotImaginary, isSafe, norm, rotate, scale, smallest, swap, turn } from "./column";

/** Sweeps after which the iteration has failed; a dozen is much. */
const SWEEPS: i32 = 60;

/** Bytes of columns that are rotated against each other before others are looked at: a part of the second-level cache. */
const BLOCK: isize = 1 << 17;

/**
 * Makes the n columns of x orthogonal to working precision by plane rotations, from the right, applied to the columns of
 * v too; columns are `ldx` and `ldv` bytes apart and of `length` and `lengthV` numbers (0 for no v). Norms of x's columns
 * go to `norms`; columns shorter than `smallest` are left as they are. Returns the number of sweeps, or -1 if they were
 * not enough.
 *
 * Hestenes' one-sided Jacobi method, with norms kept along as by Drmač and Veselić, "New fast and accurate Jacobi SVD
 * algorithm" (2008): small singular values are as accurate, relatively, as the columns' angles determine them.
 */
export function orthogonalise<T>(
  x: usize,
  ldx: isize,
  length: isize,
  v: usize,
  ldv: isize,
  lengthV: isize,
  n: isize,
  norms: usize,
  complex: bool,
  buffer: usize,
): i32 {
  const roundoff = sizeof<T>() == 8 ? 1.2e-16 : 6e-8;
  const tolerance = roundoff * max(8, sqrt(<f64>length));
  const block = max(4, BLOCK / max(1, ldx + ldv));
  for (let sweep = 1; sweep <= SWEEPS; sweep++) {
    for (let j: isize = 0; j < n; j++) store<f64>(norms + (j << 3), norm<T>(x + j * ldx, length, buffer));
    // Longer columns first: fewer sweeps, and the order that singular values want.
    sortColumns<T>(x, ldx, length, v, ldv, lengthV, n, norms);
    let rotated = false;
    for (let i: isize = 0; i < n; i += block) {
      for (let j = i; j < n; j += block) {
        for (let p = i; p < min(i + block, n); p++) {
          const xp = x + p * ldx;
          const vp = v + p * ldv;
          for (let q = max(j, p + 1); q < min(j + block, n); q++) {
            const xq = x + q * ldx;
            const vq = v + q * ldv;
            const np = norms + (p << 3);
            const nq = norms + (q << 3);
            if (rotatePair<T>(xp, xq, length, vp, vq, lengthV, np, nq, tolerance, complex, buffer))
              rotated = true;
          }
        }
      }
    }
    if (!rotated) return sweep;
  }
  return -1;
}

/** Makes x and y orthogonal; false if they are. Their norms are at np and nq. */
function rotatePair<T>(
  x: usize,
  y: usize,
  length: isize,
  vx: usize,
  vy: usize,
  lengthV: isize,
  np: usize,
  nq: usize,
  tolerance: f64,
  complex: bool,
  buffer: usize,
): bool {
  const a = load<f64>(np);
  const b = load<f64>(nq);
  if (a < smallest<T>() || b < smallest<T>()) return false;
  // re + i im is the cosine of the angle between x and y.
  let re: f64;
  let im: f64 = 0;
  if (isSafe<T>(a * b)) {
    re = <f64>dot<T>(x, y, length) / (a * b);
    if (complex) im = <f64>dotImaginary<T>(x, y, length) / (a * b);
  } else {
    scale<T>(buffer, x, length, <T>(1 / a));
    re = <f64>dot<T>(buffer, y, length) / b;
    if (complex) im = <f64>dotImaginary<T>(buffer, y, length) / b;
  }
  const size = complex ? sqrt(re * re + im * im) : abs(re);
  if (size <= tolerance) return false;

  const cosine = complex ? size : re;
  const cotangent = (b / a - a / b) / (2 * cosine);
  let tangent =
    abs(cotangent) > 1e8 ? 0.5 / abs(cotangent) : 1 / (abs(cotangent) + sqrt(1 + cotangent * cotangent));
  if (tangent < (sizeof<T>() == 8 ? 1e-32 : 1e-15)) {
    // Norms so far apart that a rotation would change nothing but the shorter one, which takes no part in v.
    if (a > b) {
      project<T>(y, x, length, a, -re * b, -im * b, complex, buffer);
      store<f64>(nq, norm<T>(y, length, buffer));
    } else {
      project<T>(x, y, length, b, -re * a, im * a, complex, buffer);
      store<f64>(np, norm<T>(x, length, buffer));
    }
    return true;
  }
  if (cotangent < 0) tangent = -tangent;
  if (complex) {
    turn<T>(y, length, <T>(re / size), <T>(-im / size));
    turn<T>(vy, lengthV, <T>(re / size), <T>(-im / size));
  }
  const c = 1 / sqrt(1 + tangent * tangent);
  const s = tangent * c;
  rotate<T>(x, y, length, <T>s, <T>(s / (1 + c)));
  rotate<T>(vx, vy, lengthV, <T>s, <T>(s / (1 + c)));
  updateNorm<T>(np, a, 1 - tangent * (b / a) * cosine, x, length, buffer);
  updateNorm<T>(nq, b, 1 + tangent * (a / b) * cosine, y, length, buffer);
  return true;
}

/** y += (re + i · im) · x / `norm`. @inline */
function project<T>(
  y: usize,
  x: usize,
  n: isize,
  norm: f64,
  re: f64,
  im: f64,
  complex: bool,
  buffer: usize,
): void {
  scale<T>(buffer, x, n, <T>(1 / norm));
  addScaled<T>(y, buffer, n, <T>re, <T>im, complex);
}

/** Multiplies a squared norm by `factor`, or computes it anew where digits have cancelled. @inline */
function updateNorm<T>(at: usize, before: f64, factor: f64, x: usize, n: isize, buffer: usize): void {
  store<f64>(at, factor > 0.01 ? before * sqrt(factor) : norm<T>(x, n, buffer));
}

/** Brings the n columns of x, and of v with them, into the order of descending norms. */
export function sortColumns<T>(
  x: usize,
  ldx: isize,
  length: isize,
  v: usize,
  ldv: isize,
  lengthV: isize,
  n: isize,
  norms: usize,
): void {
  for (let k: isize = 0; k < n; k++) {
    let largest = k;
    for (let j = k + 1; j < n; j++)
      if (load<f64>(norms + (j << 3)) > load<f64>(norms + (largest << 3))) largest = j;
    if (largest == k) continue;
    swap<T>(x + k * ldx, x + largest * ldx, length);
    swap<T>(v + k * ldv, v + largest * ldv, lengthV);
    swap<f64>(norms + (k << 3), norms + (largest << 3), 1);
  }
}
