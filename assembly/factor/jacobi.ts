import { dot } from "../lib/vector";
import { findAngles, SHARE, smallestTangent } from "./angles";
import { addScaled, dotImaginary, isSafe, norm, rotate, scale, smallest, turn } from "./column";
import { angleOf, HEAD, normOf, setNorm } from "./head";

/** Sweeps after which the iteration has failed; a dozen is much. */
const SWEEPS: i32 = 60;

/** Bytes of columns that are rotated against each other before others are looked at: half of the first-level cache. */
const BLOCK: isize = 1 << 14;

/**
 * Makes the first `length` numbers of n columns orthogonal to working precision by plane rotations of whole columns, of
 * `total` numbers, and brings the columns into the order of their norms, the longest first. Columns are `step` bytes
 * apart, HEAD included; those shorter than `smallest` are left as they are. Returns the number of sweeps, or -1 if there
 * were not enough.
 *
 * Hestenes' one-sided Jacobi method, with norms kept along as by Drmač and Veselić, "New fast and accurate Jacobi SVD
 * algorithm" (2008): small norms come out as accurate, relatively, as the angles between the columns determine them.
 */
export function orthogonalise<T>(
  columns: usize,
  step: isize,
  length: isize,
  total: isize,
  n: isize,
  complex: bool,
  buffer: usize,
): i32 {
  const roundoff = sizeof<T>() == 8 ? 1.2e-16 : 6e-8;
  const tolerance = roundoff * max(8, sqrt(<f64>length));
  const tiles: isize = 1 + (n * step) / BLOCK;
  const width = max(4, (n + tiles - 1) / tiles);
  for (let sweep = 1; sweep <= SWEEPS; sweep++) {
    for (let j: isize = 0; j < n; j++)
      setNorm(columns + j * step, norm<T>(columns + j * step, length, buffer));
    // Longer columns first: fewer sweeps.
    sortColumns(columns, step, n);
    let rotated = false;
    for (let left: isize = 0; left < n; left += width) {
      for (let right = left; right < n; right += width) {
        const x = columns + left * step;
        const y = columns + right * step;
        const cols = min(width, n - left);
        const rest = min(width, n - right);
        if (rotateTile<T>(x, cols, y, rest, step, length, total, tolerance, complex, buffer)) rotated = true;
      }
    }
    if (!rotated) return sweep;
  }
  return -1;
}

/**
 * Rotates each of the `cols` columns from x on against each of the `rest` from y on, or, where x is y, each pair of them once. Returns
 * whether there was one to rotate. A round takes the pairs whose numbers have one sum modulo `cols`: no column is in two of them,
 * and no rotation waits for another.
 */
function rotateTile<T>(
  x: usize,
  cols: isize,
  y: usize,
  rest: isize,
  step: isize,
  length: isize,
  total: isize,
  tolerance: f64,
  complex: bool,
  buffer: usize,
): bool {
  let rotated = false;
  for (let round: isize = 0; round < cols; round++) {
    if (!complex) findRound<T>(x, cols, y, rest, step, round, length, tolerance);
    for (let i: isize = 0; i < cols; i++) {
      const xi = x + i * step;
      const yi = partner(x, i, cols, y, rest, step, round);
      if (yi == 0) continue;
      const sine = complex ? NaN : angleOf(xi);
      if (sine == 0) continue;
      if (isNaN(sine)) {
        if (!rotatePair<T>(xi, yi, length, total, tolerance, complex, buffer)) continue;
      } else {
        rotate<T>(xi, yi, total, <T>sine, <T>angleOf(yi));
      }
      rotated = true;
    }
  }
  return rotated;
}

/** Finds the angles of a round, those of two pairs at a time. */
function findRound<T>(
  x: usize,
  cols: isize,
  y: usize,
  rest: isize,
  step: isize,
  round: isize,
  length: isize,
  tolerance: f64,
): void {
  let x0: usize = 0;
  let y0: usize = 0;
  for (let i: isize = 0; i < cols; i++) {
    const yi = partner(x, i, cols, y, rest, step, round);
    if (yi == 0) continue;
    if (x0 == 0) {
      x0 = x + i * step;
      y0 = yi;
    } else {
      findAngles<T>(x0, y0, x + i * step, yi, length, tolerance);
      x0 = 0;
    }
  }
  if (x0 != 0) findAngles<T>(x0, y0, x0, y0, length, tolerance);
}

/** The column that the i-th from x on is rotated against in this round, or 0. @inline */
function partner(x: usize, i: isize, cols: isize, y: usize, rest: isize, step: isize, round: isize): usize {
  const j = i > round ? round - i + cols : round - i;
  return j >= rest || (x == y && j <= i) ? 0 : y + j * step;
}

/** Selection sort by the norms kept, with whole columns moved: they are nearly in order. */
function sortColumns(columns: usize, step: isize, n: isize): void {
  for (let i: isize = 0; i < n; i++) {
    const x = columns + i * step;
    let longest = x;
    for (let y = x + step, rest = n - i - 1; rest > 0; rest--) {
      if (normOf(y) > normOf(longest)) longest = y;
      y += step;
    }
    if (longest == x) continue;
    for (let at = -HEAD; at < step - HEAD; at += 16) {
      const v = v128.load(x + at);
      v128.store(x + at, v128.load(longest + at));
      v128.store(longest + at, v);
    }
  }
}

/** Makes x and y orthogonal; false if they are. */
function rotatePair<T>(
  x: usize,
  y: usize,
  length: isize,
  total: isize,
  tolerance: f64,
  complex: bool,
  buffer: usize,
): bool {
  const a = normOf(x);
  const b = normOf(y);
  if (a < smallest<T>() || b < smallest<T>()) return false;
  let from = x;
  let size = a * b;
  let aa = a * a;
  let bb = b * b;
  // Where squares or products leave the range, x's norm is the unit.
  let unit: f64 = 1;
  let perUnit: f64 = 1;
  if (!isSafe<T>(size) || !isSafe<f64>(aa) || !isSafe<f64>(bb)) {
    unit = a;
    perUnit = 1 / a;
    scale<T>(buffer, x, length, <T>perUnit);
    from = buffer;
    size = b;
    aa = 1;
    bb = b * perUnit * (b * perUnit);
  }
  const dotted = <f64>dot<T>(from, y, length);
  const re = dotted / size;
  const im = complex ? <f64>dotImaginary<T>(from, y, length) / size : 0;
  const cosine = complex ? sqrt(re * re + im * im) : abs(re);
  if (cosine <= tolerance) return false;

  // A complex y is turned until the product is a positive number.
  const product = (complex ? cosine * size : dotted) * perUnit;
  const cotangent = (bb - aa) / (2 * product);
  const steep = abs(cotangent) > 1e8;
  let t = steep ? 0.5 / abs(cotangent) : 1 / (abs(cotangent) + sqrt(1 + cotangent * cotangent));
  if (t < smallestTangent<T>()) {
    if (a > b) project<T>(y, x, length, re, im, complex, buffer);
    else project<T>(x, y, length, re, -im, complex, buffer);
    return true;
  }
  if (cotangent < 0) t = -t;
  if (complex) turn<T>(y, total, <T>(re / cosine), <T>(-im / cosine));
  const secant = sqrt(1 + t * t);
  rotate<T>(x, y, total, <T>(t / secant), <T>(t / (1 + secant)));
  updateNorm<T>(x, aa, aa - t * product, unit, length, buffer);
  updateNorm<T>(y, bb, bb + t * product, unit, length, buffer);
  return true;
}

/** Takes off the column y its part along x, which is re + i · im of y's length. */
function project<T>(y: usize, x: usize, length: isize, re: f64, im: f64, complex: bool, buffer: usize): void {
  scale<T>(buffer, x, length, <T>(1 / normOf(x)));
  addScaled<T>(y, buffer, length, <T>(-re * normOf(y)), <T>(-im * normOf(y)), complex);
  setNorm(y, norm<T>(y, length, buffer));
}

/** Keeps the norm whose square in units was `before` and now is `after`, or computes it anew where digits have cancelled. @inline */
function updateNorm<T>(x: usize, before: f64, after: f64, unit: f64, length: isize, buffer: usize): void {
  setNorm(x, after > SHARE * before ? unit * sqrt(after) : norm<T>(x, length, buffer));
}
