/*
 * The singular values of an upper bidiagonal matrix by the implicit QR iteration, with shift zero where the values are small:
 * Demmel and Kahan, "Accurate singular values of bidiagonal matrices" (1990), LAPACK's xBDSQR. The matrix is of float64
 * whatever the type T of the vectors; rows and columns are walked by steps, so that it can be chased from either end.
 */
import { rotate, swap } from "./column";
import { cosine, length, makeRotation, sine } from "./rotation";

/** Sweeps for each singular value after which the iteration has failed; two are usual. */
const SWEEPS: isize = 30;
const ROUNDOFF: f64 = 1.1102230246251565e-16;

/** Rotates columns k and k + 1 of x, of n numbers, `step` bytes apart: x = c x + s y, y = c y - s x. @inline */
function rotateNext<T>(x: usize, step: isize, k: isize, n: isize): void {
  if (n > 0) rotate<T>(x + k * step, x + (k + 1) * step, n, <T>-sine, <T>(-sine / (1 + cosine)));
}

/**
 * Makes the n x n bidiagonal matrix of diagonal d and superdiagonal e diagonal, and multiplies the columns of u and v, of uRows
 * and vRows numbers, by the rotations: none if that is 0. Then values are not negative, and ascend or descend as
 * the columns do. Returns false if the iteration did not converge.
 */
export function diagonalise<T>(
  d: usize,
  e: usize,
  n: isize,
  u: usize,
  ldu: isize,
  uRows: isize,
  v: usize,
  ldv: isize,
  vRows: isize,
  ascends: bool,
): bool {
  let size: f64 = 0;
  for (let k: isize = 0; k < n; k++) {
    size = max(size, abs(at(d, k)));
    if (k + 1 < n) size = max(size, abs(at(e, k)));
  }
  const relative = (sizeof<T>() == 8 ? ROUNDOFF : 5.9604644775390625e-8) * size * 0.25;
  // Subnormal numbers have not the digits to converge further.
  const negligible = max(relative, f64.MIN_NORMAL_VALUE);
  let left = SWEEPS * n;
  let high = n - 1;
  let oldLow = n;
  let oldHigh: isize = -1;
  let descends = true;
  while (high > 0) {
    let low = high;
    while (low > 0 && !isNegligible(d, e, low - 1, negligible)) low--;
    if (low > 0) store<f64>(e + ((low - 1) << 3), 0);
    if (low == high) {
      high--;
      continue;
    }
    if (left-- == 0) return false;
    // From the larger end to the smaller, so that small values are the first to be found: as long as it is the same block.
    if (low > oldHigh || high < oldLow) descends = abs(at(d, low)) >= abs(at(d, high));
    oldLow = low;
    oldHigh = high;
    const count = high - low + 1;
    for (let k = low; k <= high; k++) if (abs(at(d, k)) <= negligible) store<f64>(d + (k << 3), 0);
    if (descends) {
      sweep<T>(
        d + (low << 3),
        e + (low << 3),
        8,
        count,
        u + low * ldu,
        ldu,
        uRows,
        v + low * ldv,
        ldv,
        vRows,
      );
    } else {
      const from = high << 3;
      sweep<T>(d + from, e + from - 8, -8, count, v + high * ldv, -ldv, vRows, u + high * ldu, -ldu, uRows);
    }
  }
  for (let k: isize = 0; k < n; k++) {
    if (at(d, k) >= 0 && 1 / at(d, k) > 0) continue;
    store<f64>(d + (k << 3), -at(d, k));
    for (let i: isize = 0; i < vRows; i++) {
      const p = v + k * ldv + i * sizeof<T>();
      store<T>(p, -load<T>(p));
    }
  }
  sortColumns<T>(d, n, u, ldu, uRows, v, ldv, vRows, ascends);
  return true;
}

/** @inline */
function at(x: usize, k: isize): f64 {
  return load<f64>(x + (k << 3));
}

/** Whether e[k] is zero but for rounding. */
function isNegligible(d: usize, e: usize, k: isize, negligible: f64): bool {
  const value = abs(at(e, k));
  return value <= ROUNDOFF * (abs(at(d, k)) + abs(at(d, k + 1))) || value <= negligible;
}

/** One sweep over `count` rows, which lie `step` bytes apart. */
function sweep<T>(
  d: usize,
  e: usize,
  step: isize,
  count: isize,
  u: usize,
  ldu: isize,
  uRows: isize,
  v: usize,
  ldv: isize,
  vRows: isize,
): void {
  const last = count - 1;
  const first = load<f64>(d);
  const shift = smallerValue(
    load<f64>(d + (last - 1) * step),
    load<f64>(e + (last - 1) * step),
    load<f64>(d + last * step),
  );
  const ratio = shift / first;
  // A zero of the diagonal moves to the end of the block, and its last element leaves the block so, by shift zero alone.
  if (hasZero(d, step, count) || ratio * ratio < ROUNDOFF) {
    sweepUnshifted<T>(d, e, step, last, u, ldu, uRows, v, ldv, vRows);
    return;
  }
  let f = (abs(first) - shift) * (copysign(1, first) + ratio);
  let g = load<f64>(e);
  for (let k: isize = 0; k < last; k++) {
    const dk = d + k * step;
    const ek = e + k * step;
    makeRotation(f, g);
    if (k > 0) store<f64>(ek - step, length);
    f = cosine * load<f64>(dk) + sine * load<f64>(ek);
    const above = cosine * load<f64>(ek) - sine * load<f64>(dk);
    g = sine * load<f64>(dk + step);
    const below = cosine * load<f64>(dk + step);
    rotateNext<T>(v, ldv, k, vRows);
    makeRotation(f, g);
    store<f64>(dk, length);
    f = cosine * above + sine * below;
    store<f64>(dk + step, cosine * below - sine * above);
    if (k + 1 < last) {
      g = sine * load<f64>(ek + step);
      store<f64>(ek + step, cosine * load<f64>(ek + step));
    }
    rotateNext<T>(u, ldu, k, uRows);
  }
  store<f64>(e + (last - 1) * step, f);
}

function hasZero(d: usize, step: isize, count: isize): bool {
  for (; count > 0; count--) {
    if (load<f64>(d) == 0) return true;
    d += step;
  }
  return false;
}

/** The same with shift zero, by which no digit of small values is lost. */
function sweepUnshifted<T>(
  d: usize,
  e: usize,
  step: isize,
  last: isize,
  u: usize,
  ldu: isize,
  uRows: isize,
  v: usize,
  ldv: isize,
  vRows: isize,
): void {
  let newCosine: f64 = 1;
  let oldCosine: f64 = 1;
  let oldSine: f64 = 0;
  for (let k: isize = 0; k < last; k++) {
    const dk = d + k * step;
    const ek = e + k * step;
    makeRotation(load<f64>(dk) * newCosine, load<f64>(ek));
    newCosine = cosine;
    const newSine = sine;
    if (k > 0) store<f64>(ek - step, oldSine * length);
    rotateNext<T>(v, ldv, k, vRows);
    makeRotation(oldCosine * length, load<f64>(dk + step) * newSine);
    oldCosine = cosine;
    oldSine = sine;
    store<f64>(dk, length);
    rotateNext<T>(u, ldu, k, uRows);
  }
  const end = d + last * step;
  const h = load<f64>(end) * newCosine;
  store<f64>(end, h * oldCosine);
  store<f64>(e + (last - 1) * step, h * oldSine);
}

/** The smaller singular value of [f, g; 0, h]: LAPACK's xLAS2. */
function smallerValue(f: f64, g: f64, h: f64): f64 {
  const small = min(abs(f), abs(h));
  const large = max(abs(f), abs(h));
  const across = abs(g);
  if (small == 0) return 0;
  if (across < large) {
    const p = 1 + small / large;
    const q = (large - small) / large;
    const t = (across / large) * (across / large);
    return small * (2 / (sqrt(p * p + t) + sqrt(q * q + t)));
  }
  const u = large / across;
  if (u == 0) return (small * large) / across;
  const p = (1 + small / large) * u;
  const q = ((large - small) / large) * u;
  return 2 * (small * (1 / (sqrt(1 + p * p) + sqrt(1 + q * q)))) * u;
}

/** Brings the values into order, and the columns with them: selection sort, as columns are longer than there are many. */
function sortColumns<T>(
  d: usize,
  n: isize,
  u: usize,
  ldu: isize,
  uRows: isize,
  v: usize,
  ldv: isize,
  vRows: isize,
  ascends: bool,
): void {
  for (let k: isize = 0; k + 1 < n; k++) {
    let best = k;
    for (let j = k + 1; j < n; j++) {
      if (ascends ? at(d, j) < at(d, best) : at(d, j) > at(d, best)) best = j;
    }
    if (best == k) continue;
    swap<f64>(d + (k << 3), d + (best << 3), 1);
    swap<T>(u + k * ldu, u + best * ldu, uRows);
    swap<T>(v + k * ldv, v + best * ldv, vRows);
  }
}

/**
 * The singular values of the bidiagonal matrix, in place of d and descending; e is not kept. False if there was no convergence.
 */
export function bidiagonal_values(d: usize, e: usize, n: isize): bool {
  return diagonalise<f64>(d, e, n, 0, 0, 0, 0, 0, 0, false);
}
