/*
 * The secular equation f(x) = 1 + Σ w_j² / (p_j - x) = 0 for ascending poles p. Its roots are the eigenvalues of a diagonal
 * p to which w wᵀ is added; and, if p are squares d², 0 = d_0 < d_1 < …, the squares of the singular values of a matrix with
 * the row w and the diagonal d: so divide and conquer joins two halves. A root is kept as the d that it is measured from and
 * the difference λ - d, or σ - d, so that all differences from the d_j are accurate, however small they are.
 */

/** Steps after which the iteration has failed; half a dozen is much. */
const STEPS: i32 = 100;
const ROUNDOFF: f64 = 1.1102230246251565e-16;

/** What `evaluate` finds: the sums over the poles left and right of the root, their derivatives, and a bound of the error. */
let leftSum: f64 = 0;
let leftSlope: f64 = 0;
let rightSum: f64 = 0;
let rightSlope: f64 = 0;
let partialSums: f64 = 0;

/** Whether poles are the squares of d, or d themselves. */
let areSquares: bool = false;

/** The sums at x past the pole of `origin`: terms before `split` belong to the left. */
function evaluate(d: usize, w: usize, k: isize, origin: f64, x: f64, split: isize): void {
  partialSums = 0;
  sumTerms(d, w, split, 8, origin, x);
  leftSum = sum;
  leftSlope = slope;
  // From the far end, so that the small terms are added first.
  sumTerms(d + ((k - 1) << 3), w + ((k - 1) << 3), k - split, -8, origin, x);
  rightSum = sum;
  rightSlope = slope;
}

/** From the pole of `from` to that of `to`. @inline */
function distance(to: f64, from: f64): f64 {
  return areSquares ? (to - from) * (to + from) : to - from;
}

let sum: f64 = 0;
let slope: f64 = 0;

/** Σ w² / (p - x) and Σ w² / (p - x)² over `count` terms that lie `step` bytes, 8 or -8, apart. */
function sumTerms(d: usize, w: usize, count: isize, step: isize, origin: f64, x: f64): void {
  const p = f64x2.splat(origin);
  const shift = f64x2.splat(x);
  let s = f64x2.splat(0);
  let t = s;
  let partial = s;
  // Two at a time, whichever way: from the lower address.
  const low = step < 0 ? -8 : 0;
  for (; count >= 2; count -= 2) {
    const pole = v128.load(d + low);
    const weight = v128.load(w + low);
    let gap = f64x2.sub(pole, p);
    if (areSquares) gap = f64x2.mul(gap, f64x2.add(pole, p));
    gap = f64x2.sub(gap, shift);
    const term = f64x2.div(weight, gap);
    s = f64x2.add(s, f64x2.mul(weight, term));
    t = f64x2.add(t, f64x2.mul(term, term));
    partial = f64x2.add(partial, f64x2.abs(s));
    d += 2 * step;
    w += 2 * step;
  }
  sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  slope = f64x2.extract_lane(t, 0) + f64x2.extract_lane(t, 1);
  partialSums += f64x2.extract_lane(partial, 0) + f64x2.extract_lane(partial, 1);
  if (count > 0) {
    const pole = load<f64>(d);
    const weight = load<f64>(w);
    const term = weight / (distance(pole, origin) - x);
    sum += weight * term;
    slope += term * term;
  }
  partialSums += abs(sum);
}

/** The root next to the origin of c - p / x + q / (δ - x), between 0 and δ. */
function rootOfTwoPoles(c: f64, p: f64, q: f64, delta: f64): f64 {
  const a = c * delta + p + q;
  const b = p * delta;
  const root = sqrt(max(a * a - 4 * b * c, 0));
  return a > 0 ? (2 * b) / (a + root) : (a - root) / (2 * c);
}

/**
 * The roots from `first` on, `count` of the k, of poles d, or of their `squares`: λ or σ to `value`, the index of the pole to
 * origin, and the difference to shift. One that
 * is not found is NaN. The step is Li's "middle way": "Solving secular equations stably and efficiently" (1994).
 */
export function findRoots(
  d: usize,
  w: usize,
  k: isize,
  value: usize,
  shift: usize,
  origin: usize,
  first: isize,
  count: isize,
  squares: bool,
): void {
  areSquares = squares;
  let square: f64 = 0;
  for (let j: isize = 0; j < k; j++) square += load<f64>(w + (j << 3)) * load<f64>(w + (j << 3));
  for (let i = first; i < first + count; i++) {
    const at = i + 1 < k ? findBetween(d, w, k, i) : findLast(d, w, k, square);
    const pole = load<f64>(d + (at << 3));
    const difference = squares ? root / (pole + sqrt(pole * pole + root)) : root;
    store<i32>(origin + (i << 2), <i32>at);
    store<f64>(shift + (i << 3), difference);
    store<f64>(value + (i << 3), pole + difference);
  }
}

/** What findBetween and findLast find, measured from the pole of which they return the index. */
let root: f64 = 0;

/** The root between d[i] and d[i + 1]. */
function findBetween(d: usize, w: usize, k: isize, i: isize): isize {
  const left = load<f64>(d + (i << 3));
  const right = load<f64>(d + ((i + 1) << 3));
  const delta = distance(right, left);
  const p = load<f64>(w + (i << 3)) * load<f64>(w + (i << 3));
  const q = load<f64>(w + ((i + 1) << 3)) * load<f64>(w + ((i + 1) << 3));
  // The sign in the middle tells which pole is nearer.
  const half = delta / 2;
  evaluate(d, w, k, left, half, i + 1);
  const value = 1 + leftSum + rightSum;
  const rest = value + p / half - q / half;
  if (value >= 0) {
    iterate(d, w, k, i + 1, left, 0, half, 0, delta, rootOfTwoPoles(rest, p, q, delta));
    return i;
  }
  iterate(d, w, k, i + 1, right, -half, 0, -delta, 0, -rootOfTwoPoles(-rest, q, p, delta));
  return i + 1;
}

/** The root past the last pole; `square` is Σ w². */
function findLast(d: usize, w: usize, k: isize, square: f64): isize {
  const last = k - 1;
  const pole = load<f64>(d + (last << 3));
  const weight = load<f64>(w + (last << 3));
  if (k == 1) {
    root = square;
    return 0;
  }
  const before = load<f64>(d + ((k - 2) << 3));
  evaluate(d, w, k, pole, square, last);
  const start = (weight * weight) / (1 + leftSum);
  const low = distance(before, pole);
  iterate(d, w, k, last, pole, 0, 2 * square, low, 0, start);
  return last;
}

/**
 * Finds the root between low and high, from `start` on, as `root`, or NaN: x is measured from the pole of `origin`, as are the
 * poles `left` and `right` whose terms the steps are most careful about.
 */
function iterate(
  d: usize,
  w: usize,
  k: isize,
  split: isize,
  origin: f64,
  low: f64,
  high: f64,
  left: f64,
  right: f64,
  start: f64,
): void {
  let x = start > low && start < high ? start : (low + high) / 2;
  for (let step = 0; step < STEPS; step++) {
    evaluate(d, w, k, origin, x, split);
    const f = 1 + leftSum + rightSum;
    const slope = leftSlope + rightSlope;
    root = x;
    const bound = 8 * (1 + abs(leftSum) + abs(rightSum)) + partialSums + abs(x) * slope;
    if (abs(f) <= ROUNDOFF * bound) return;
    if (f < 0) low = x;
    else high = x;
    const next = x + stepOf(f, slope, left - x, right - x);
    // Where the model misleads, halves: of the exponent, as x may be very small.
    if (next > low && next < high && step < 20) x = next;
    else x = low * high > 0 ? copysign(sqrt(abs(low)) * sqrt(abs(high)), low) : (low + high) / 2;
    if (x == root || !(x > low && x < high)) return;
  }
  root = NaN;
}

/** The zero of c + s / (l - η) + t / (r - η), which has f's value and the slopes of its two sums at 0. */
function stepOf(f: f64, slope: f64, l: f64, r: f64): f64 {
  const c = f - l * leftSlope - r * rightSlope;
  const a = (l + r) * f - l * r * slope;
  const b = l * r * f;
  const discriminant = sqrt(max(a * a - 4 * b * c, 0));
  // Past the last pole both l and r are negative, and the other root is wanted.
  if (r <= 0 && l < 0) {
    if (a >= 0) return (a + discriminant) / (2 * c);
    return (2 * b) / (a - discriminant);
  }
  if (a > 0) return (2 * b) / (a + discriminant);
  return (a - discriminant) / (2 * c);
}
