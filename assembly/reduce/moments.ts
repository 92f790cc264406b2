import { madd } from "../lib/lanes";
import { sumLanes } from "../lib/vector";
import { loadOne, loadPair, plusEight, unit } from "./pairs";

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

/** Elements that are taken together in one pass. */
const block: i32 = 1024;
/** Elements whose mean stands in for that of a block where no others have been met. */
const sample: i32 = 128;

/** Mean less `shift` and sum of squared deviations of n ≥ 1 elements. */
function momentsOfRow<T>(x: usize, step: isize, n: i32, shift: f64): v128 {
  const few = sumDeviations<T>(x, step, min<i32>(n, sample), shift) / min<i32>(n, sample);
  return step == sizeof<T>()
    ? momentsNear<T>(x, sizeof<T>(), n, shift, few, true)
    : momentsNear<T>(x, step, n, shift, few, false);
}

/**
 * The same, given about what mean to expect. What is found of a block is used for the next one, that of a half for the
 * other half: where the guess is bad, the variance is as large, so that nothing is lost that counts.
 */
function momentsNear<T>(x: usize, step: isize, n: i32, shift: f64, guess: f64, contiguous: bool): v128 {
  if (n > block) {
    const half = 1 << (31 - clz<i32>(n - 1));
    const first = momentsNear<T>(x, step, half, shift, guess, contiguous);
    const mean = f64x2.extract_lane(first, 0);
    const rest = x + <isize>half * step;
    return merge(first, half, momentsNear<T>(rest, step, n - half, shift, mean, contiguous), n - half);
  }
  return contiguous
    ? momentsOfBlock<T>(x, sizeof<T>(), n, shift, guess, true)
    : momentsOfBlock<T>(x, step, n, shift, guess, false);
}

/** Sums of deviations from the guess and of their squares, by one pass. @inline */
function momentsOfBlock<T>(x: usize, step: isize, n: i32, shift: f64, guess: f64, contiguous: bool): v128 {
  const center = shift + guess;
  const centers = f64x2.splat(center);
  const pair = <isize>2 * step;
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let q0 = s0;
  let q1 = s0;
  let q2 = s0;
  let q3 = s0;
  let j = 0;
  for (; j + 8 <= n; j += 8) {
    const v0 = f64x2.sub(loadPair<T>(x, step, contiguous), centers);
    const v1 = f64x2.sub(loadPair<T>(x + pair, step, contiguous), centers);
    const v2 = f64x2.sub(loadPair<T>(x + 2 * pair, step, contiguous), centers);
    const v3 = f64x2.sub(loadPair<T>(x + 3 * pair, step, contiguous), centers);
    s0 = f64x2.add(s0, v0);
    s1 = f64x2.add(s1, v1);
    s2 = f64x2.add(s2, v2);
    s3 = f64x2.add(s3, v3);
    q0 = addSquare(q0, v0);
    q1 = addSquare(q1, v1);
    q2 = addSquare(q2, v2);
    q3 = addSquare(q3, v3);
    x += 4 * pair;
  }
  let sum = sumLanes<f64>(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
  let squares = sumLanes<f64>(f64x2.add(f64x2.add(q0, q1), f64x2.add(q2, q3)));
  for (; j < n; j++) {
    const deviation = <f64>load<T>(x) - center;
    sum += deviation;
    squares += deviation * deviation;
    x += step;
  }
  const mean = sum / n;
  // What is left of the shift in the center: exact where the two are near each other.
  return pairOf(center - shift + mean, max<f64>(squares - sum * mean, 0));
}

/** Σ x[j] - shift, j < n. */
function sumDeviations<T>(x: usize, step: isize, n: i32, shift: f64): f64 {
  let even: f64 = 0;
  let odd: f64 = 0;
  let j = 0;
  for (; j + 2 <= n; j += 2) {
    even += <f64>load<T>(x) - shift;
    odd += <f64>load<T>(x + step) - shift;
    x += 2 * step;
  }
  return j < n ? even + odd + (<f64>load<T>(x) - shift) : even + odd;
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
      const share = 1 / (n + columns);
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
 * what one element makes of them all.
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
  let m = f64x2.splat(0);
  let q = m;
  if (count > 0) {
    m = paired ? v128.load(means) : v128.load64_zero(means);
    q = paired ? v128.load(squares) : v128.load64_zero(squares);
  }
  // Deviations are from the mean so far, rounded: `behind` is how far the mean is from that.
  const center = f64x2.add(shift, m);
  const rounded = f64x2.sub(center, shift);
  const behind = f64x2.sub(m, rounded);
  const v0 = deviationsOf<T>(x, center, paired);
  let s = v0;
  let squared = f64x2.mul(v0, v0);
  if (columns == 8) {
    const v1 = deviationsOf<T>(x + step, center, paired);
    const v2 = deviationsOf<T>(x + 2 * step, center, paired);
    const v3 = deviationsOf<T>(x + 3 * step, center, paired);
    const v4 = deviationsOf<T>(x + 4 * step, center, paired);
    const v5 = deviationsOf<T>(x + 5 * step, center, paired);
    const v6 = deviationsOf<T>(x + 6 * step, center, paired);
    const v7 = deviationsOf<T>(x + 7 * step, center, paired);
    s = plusEight<T>(v0, v1, v2, v3, v4, v5, v6, v7, unit<T>());
    squared = addSquare(addSquare(squared, v1), v2);
    squared = addSquare(addSquare(squared, v3), v4);
    squared = addSquare(addSquare(squared, v5), v6);
    squared = addSquare(squared, v7);
  }
  // Sums of the deviations of all, and of their squares; then the mean that they have.
  const ahead = f64x2.mul(behind, f64x2.splat(count));
  const all = f64x2.add(ahead, s);
  const offset = f64x2.mul(all, f64x2.splat(share));
  squared = f64x2.add(squared, f64x2.sub(f64x2.mul(ahead, behind), f64x2.mul(all, offset)));
  q = f64x2.add(q, squared);
  m = f64x2.add(rounded, offset);
  // Rounding may leave less than nothing; a NaN stays.
  q = f64x2.pmax(q, f64x2.splat(0));
  if (paired) {
    v128.store(means, m);
    v128.store(squares, q);
  } else {
    v128.store64_lane(means, m, 0);
    v128.store64_lane(squares, q, 0);
  }
}

/** Two neighbours, or one element in lane 0, less the center. @inline */
function deviationsOf<T>(x: usize, center: v128, paired: bool): v128 {
  return f64x2.sub(paired ? loadPair<T>(x, sizeof<T>(), true) : loadOne<T>(x), center);
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
