import { madd } from "../lib/lanes";
import { loadOne, loadPair, plusEight } from "./pairs";

/**
 * Merges x[i, :] into squares[i], the sum of the squared deviations of `count` elements from their mean. means[i] is
 * that mean less shifts[i], the very first element: what is subtracted first does not cancel later. Steps are in bytes.
 * With outRow 0 all rows are merged into one. Chan, Golub and LeVeque, "Algorithms for computing the sample variance"
 * (1983): pairwise, the blocks by two passes.
 * @kernel float
 */
function moments<T>(
  shifts: usize,
  means: usize,
  squares: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  count: f64,
): void {
  if (count == 0) {
    const results = outRow == 0 ? min<i32>(rows, 1) : rows;
    for (let i = 0; i < results; i++) {
      store<f64>(shifts + <isize>i * outRow, <f64>load<T>(x + <isize>i * xRow));
    }
  }
  if (rows > 1 && outRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    mergeColumns<T>(shifts, means, squares, outRow, x, xRow, xCol, rows, cols, count);
    return;
  }
  for (let i = 0; i < rows; i++) {
    const row = momentsOfRow<T>(x, xCol, cols, load<f64>(shifts));
    const all = count == 0 ? row : merge(pairOf(load<f64>(means), load<f64>(squares)), count, row, cols);
    store<f64>(means, f64x2.extract_lane(all, 0));
    store<f64>(squares, f64x2.extract_lane(all, 1));
    if (outRow == 0) count += cols;
    shifts += outRow;
    means += outRow;
    squares += outRow;
    x += xRow;
  }
}

/** Elements whose mean is taken before their deviations: the second pass finds them in the nearest cache. */
const block: i32 = 1024;

/** Mean less `shift` and sum of squared deviations of n ≥ 1 elements. */
function momentsOfRow<T>(x: usize, step: isize, n: i32, shift: f64): v128 {
  if (n > block) {
    const half = 1 << (31 - clz<i32>(n - 1));
    const rest = x + <isize>half * step;
    return merge(
      momentsOfRow<T>(x, step, half, shift),
      half,
      momentsOfRow<T>(rest, step, n - half, shift),
      n - half,
    );
  }
  return step == sizeof<T>()
    ? momentsOfBlock<T>(x, sizeof<T>(), n, shift, true)
    : momentsOfBlock<T>(x, step, n, shift, false);
}

/** @inline */
function momentsOfBlock<T>(x: usize, step: isize, n: i32, shift: f64, contiguous: bool): v128 {
  const mean = addDeviations<T>(x, step, n, shift, 0, false, contiguous) / n;
  return pairOf(mean, addDeviations<T>(x, step, n, shift, mean, true, contiguous));
}

/** Σ x[j] - shift - mean, j < n, or the sum of the squares. @inline */
function addDeviations<T>(
  x: usize,
  step: isize,
  n: i32,
  shift: f64,
  mean: f64,
  squared: bool,
  contiguous: bool,
): f64 {
  const shifts = f64x2.splat(shift);
  const means = f64x2.splat(mean);
  const pair = <isize>2 * step;
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let j = 0;
  for (; j + 8 <= n; j += 8) {
    s0 = addDeviation(s0, loadPair<T>(x, step, contiguous), shifts, means, squared);
    s1 = addDeviation(s1, loadPair<T>(x + pair, step, contiguous), shifts, means, squared);
    s2 = addDeviation(s2, loadPair<T>(x + 2 * pair, step, contiguous), shifts, means, squared);
    s3 = addDeviation(s3, loadPair<T>(x + 3 * pair, step, contiguous), shifts, means, squared);
    x += 4 * pair;
  }
  const total = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  let sum = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
  for (; j < n; j++) {
    const deviation = <f64>load<T>(x) - shift - mean;
    sum += squared ? deviation * deviation : deviation;
    x += step;
  }
  return sum;
}

/** @inline */
function addDeviation(sum: v128, v: v128, shift: v128, mean: v128, squared: bool): v128 {
  const shifted = f64x2.sub(v, shift);
  return squared ? addSquare(sum, f64x2.sub(shifted, mean)) : f64x2.add(sum, shifted);
}

/** The moments a of n elements and b of m other ones together. */
function merge(a: v128, n: f64, b: v128, m: f64): v128 {
  const share = m / (n + m);
  const mean = f64x2.extract_lane(a, 0);
  const delta = f64x2.extract_lane(b, 0) - mean;
  const squares = f64x2.extract_lane(a, 1) + f64x2.extract_lane(b, 1);
  return pairOf(mean + delta * share, squares + delta * delta * (n * share));
}

/** Moments that one strip holds: they stay in a near cache while column after column is merged. */
const strip: i32 = 4096;

/** The moments of a strip of rows advance together, eight columns a pass: for rows that lie closer than columns. */
function mergeColumns<T>(
  shifts: usize,
  means: usize,
  squares: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  count: f64,
): void {
  for (let start = 0; start < rows; start += strip) {
    const length = min<i32>(strip, rows - start);
    const paired = xRow == sizeof<T>() && outRow == 8 ? length & ~1 : 0;
    let p = x;
    let n = count;
    for (let j = 0; j < cols; ) {
      const columns = j + 8 <= cols ? 8 : 1;
      const share = <f64>columns / (n + columns);
      let o: isize = 0;
      let q = p;
      for (let i = 0; i < paired; i += 2) {
        mergePass<T>(shifts + o, means + o, squares + o, q, xCol, columns, n, share, true);
        o += 16;
        q += 2 * sizeof<T>();
      }
      for (let i = paired; i < length; i++) {
        mergePass<T>(shifts + o, means + o, squares + o, q, xCol, columns, n, share, false);
        o += outRow;
        q += xRow;
      }
      p += <isize>columns * xCol;
      n += columns;
      j += columns;
    }
    shifts += <isize>strip * outRow;
    means += <isize>strip * outRow;
    squares += <isize>strip * outRow;
    x += <isize>strip * xRow;
  }
}

/**
 * Merges one or eight columns, `step` apart, into two neighbouring moments of `count` elements, or into one. `share` is
 * what the columns will make of all elements.
 * @inline
 */
function mergePass<T>(
  shifts: usize,
  means: usize,
  squares: usize,
  x: usize,
  step: isize,
  columns: i32,
  count: f64,
  share: f64,
  paired: bool,
): void {
  const shift = paired ? v128.load(shifts) : v128.load64_zero(shifts);
  let m = shifted<T>(x, shift, paired);
  // 0, but NaN for an infinity: an infinite mean has no deviations.
  let s = f64x2.sub(m, m);
  if (columns == 8) {
    const v0 = m;
    const v1 = shifted<T>(x + step, shift, paired);
    const v2 = shifted<T>(x + 2 * step, shift, paired);
    const v3 = shifted<T>(x + 3 * step, shift, paired);
    const v4 = shifted<T>(x + 4 * step, shift, paired);
    const v5 = shifted<T>(x + 5 * step, shift, paired);
    const v6 = shifted<T>(x + 6 * step, shift, paired);
    const v7 = shifted<T>(x + 7 * step, shift, paired);
    m = f64x2.mul(plusEight<T>(v0, v1, v2, v3, v4, v5, v6, v7), f64x2.splat(0.125));
    s = addSquare(addSquare(s, f64x2.sub(v0, m)), f64x2.sub(v1, m));
    s = addSquare(addSquare(s, f64x2.sub(v2, m)), f64x2.sub(v3, m));
    s = addSquare(addSquare(s, f64x2.sub(v4, m)), f64x2.sub(v5, m));
    s = addSquare(addSquare(s, f64x2.sub(v6, m)), f64x2.sub(v7, m));
  }
  if (count > 0) {
    const before = paired ? v128.load(means) : v128.load64_zero(means);
    const delta = f64x2.sub(m, before);
    m = f64x2.add(before, f64x2.mul(delta, f64x2.splat(share)));
    s = f64x2.add(s, paired ? v128.load(squares) : v128.load64_zero(squares));
    s = f64x2.add(s, f64x2.mul(f64x2.mul(delta, delta), f64x2.splat(count * share)));
  }
  if (paired) {
    v128.store(means, m);
    v128.store(squares, s);
  } else {
    v128.store64_lane(means, m, 0);
    v128.store64_lane(squares, s, 0);
  }
}

/** Two neighbours, or one element in lane 0, less the shift. @inline */
function shifted<T>(x: usize, shift: v128, paired: bool): v128 {
  return f64x2.sub(paired ? loadPair<T>(x, sizeof<T>(), true) : loadOne<T>(x), shift);
}

/** @inline */
function addSquare(sum: v128, v: v128): v128 {
  return madd<f64>(v, v, sum);
}

/** @inline */
function pairOf(a: f64, b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(a), 1, b);
}

/** out[i] = Σₖ x[i, k] / divisor, k < parts, or its square root. Both are contiguous, and may be the same. */
export function average_f64(out: usize, x: usize, rows: i32, parts: i32, divisor: f64, root: bool): void {
  for (let i = 0; i < rows; i++) {
    let total: f64 = 0;
    for (let k = 0; k < parts; k++) total += load<f64>(x + 8 * k);
    const quotient = total / divisor;
    store<f64>(out, root ? sqrt<f64>(quotient) : quotient);
    out += 8;
    x += 8 * parts;
  }
}
