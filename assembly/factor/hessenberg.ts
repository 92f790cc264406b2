import { dot } from "../lib/vector";
import { addScaled, dotImaginary, scale } from "./column";
import { reflect } from "./householder";
import { powerOfTwo } from "./scaling";

/**
 * Scales a square matrix of contiguous rows, ld bytes apart, by powers of two, A = D⁻¹ A D, so that the norms of each row and
 * its column become alike: Parlett and Reinsch (1969), with the norms of James, Langou and Lowery, "On matrix balancing and
 * eigenvector computation" (2014). The diagonal of D, float64 numbers, goes to `factors`.
 * @kernel.balance(1) f64
 * @kernel.balance(2) f64=c128
 */
function balance<T>(parts: isize, a: usize, ld: isize, n: isize, factors: usize): void {
  const size = parts * <isize>sizeof<T>();
  for (let i: isize = 0; i < n; i++) store<f64>(factors + (i << 3), 1);
  // It converges, slowly at the end, where it does not matter any more.
  let isDone = false;
  for (let sweep = 0; sweep < 20 && !isDone; sweep++) {
    isDone = true;
    for (let i: isize = 0; i < n; i++) {
      let c: f64 = 0;
      let r: f64 = 0;
      for (let j: isize = 0; j < n; j++) {
        if (j == i) continue;
        c += squareOf<T>(parts, a + j * ld + i * size);
        r += squareOf<T>(parts, a + i * ld + j * size);
      }
      if (c == 0 || r == 0) continue;
      const exponent = <i32>nearest(Math.log(r / c) / (4 * Math.LN2));
      const f = powerOfTwo(max(-500, min(500, exponent)));
      const scaled = c * f * f + r / f / f;
      if (!(scaled < 0.95 * (c + r))) continue;
      isDone = false;
      store<f64>(factors + (i << 3), load<f64>(factors + (i << 3)) * f);
      scale<T>(a + i * ld, a + i * ld, n * parts, <T>(1 / f));
      for (let j: isize = 0; j < n; j++) scale<T>(a + j * ld + i * size, a + j * ld + i * size, parts, <T>f);
    }
  }
}

function squareOf<T>(parts: isize, x: usize): f64 {
  const re = <f64>load<T>(x);
  const im = parts == 2 ? <f64>load<T>(x, sizeof<T>()) : 0;
  return re * re + im * im;
}

/**
 * Reduces a square matrix of contiguous rows, ld bytes apart, to upper Hessenberg form H = Qᴴ A Q. The reflections whose product
 * is Q go to the columns of `vectors`, contiguous and ldv bytes apart: in column k below row k + 1, and τ to tau. LAPACK's
 * xGEHD2, in two passes over the matrix for a column. `work` has room for three columns.
 * @kernel.hessenberg(1) f64
 * @kernel.hessenberg(2) f64=c128
 */
function reduce<T>(
  parts: isize,
  a: usize,
  ld: isize,
  n: isize,
  vectors: usize,
  ldv: isize,
  tau: usize,
  work: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  const conjugate = work;
  const sums = work + n * size;
  const buffer = sums + n * size;
  for (let k: isize = 0; k + 2 < n; k++) {
    const first = k + 1;
    const count = n - first;
    const v = vectors + k * ldv + first * size;
    const column = a + first * ld + k * size;
    for (let i: isize = 0; i < count; i++) copyElement<T>(parts, v + i * size, column + i * ld, false);
    reflect<T>(v, count, tau + k * size, parts, buffer);
    copyElement<T>(parts, column, v, false);
    store<T>(v, 1);
    if (parts == 2) store<T>(v, 0, sizeof<T>());
    for (let i: isize = 0; i < count; i++) {
      if (i > 0) memory.fill(column + i * ld, 0, size);
      copyElement<T>(parts, conjugate + i * size, v + i * size, true);
    }
    const tauRe = load<T>(tau + k * size);
    const tauIm: T = parts == 2 ? load<T>(tau + k * size, sizeof<T>()) : 0;
    memory.fill(sums, 0, count * size);
    for (let i: isize = 0; i < n; i++) {
      // From the right, and what that leaves times the conjugate of v to the sums, while it is at hand.
      const x = a + i * ld + first * size;
      const re = dot<T>(conjugate, x, count * parts);
      const im: T = parts == 2 ? dotImaginary<T>(conjugate, x, count * parts) : 0;
      const along: T = tauIm * im - tauRe * re;
      const across: T = -tauIm * re - tauRe * im;
      addScaled<T>(x, conjugate, count * parts, along, across, parts == 2);
      if (i >= first) addElement<T>(parts, sums, x, count, conjugate + (i - first) * size, 1, 0);
    }
    for (let i: isize = 0; i < count; i++) {
      const x = a + (first + i) * ld + first * size;
      addElement<T>(parts, x, sums, count, v + i * size, -tauRe, tauIm);
    }
  }
}

/** y += (re + i · im) times the element at `factor` times x. */
function addElement<T>(parts: isize, y: usize, x: usize, n: isize, factor: usize, re: T, im: T): void {
  const p = load<T>(factor);
  if (parts == 1) {
    addScaled<T>(y, x, n, re * p, 0, false);
    return;
  }
  const q = load<T>(factor, sizeof<T>());
  addScaled<T>(y, x, 2 * n, re * p - im * q, re * q + im * p, true);
}

function copyElement<T>(parts: isize, to: usize, from: usize, conjugate: bool): void {
  store<T>(to, load<T>(from));
  if (parts == 1) return;
  const im = load<T>(from, sizeof<T>());
  store<T>(to, conjugate ? -im : im, sizeof<T>());
}
