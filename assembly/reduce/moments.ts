import { madd } from "../lib/lanes";
import { loadOne, loadPair, plusEight, sumBlock } from "./pairs";

/**
 * Merges x[i, :] into mean[i] and squares[i], the mean of `count` elements and the sum of their squared deviations from
 * it. Steps are in bytes. With outRow 0 all rows are merged into one mean. Chan, Golub and LeVeque, "Algorithms for
 * computing the sample variance" (1983): pairwise, the blocks by two passes.
 * @kernel float
 */
function moments<T>(
  mean: usize,
  squares: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  count: f64,
): void {
  if (rows > 1 && outRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    mergeColumns<T>(mean, squares, outRow, x, xRow, xCol, rows, cols, count);
    return;
  }
  for (let i = 0; i < rows; i++) {
    const row = momentsOfRow<T>(x, xCol, cols);
    const all = count == 0 ? row : merge(pairOf(load<f64>(mean), load<f64>(squares)), count, row, cols);
    store<f64>(mean, f64x2.extract_lane(all, 0));
    store<f64>(squares, f64x2.extract_lane(all, 1));
    if (outRow == 0) count += cols;
    mean += outRow;
    squares += outRow;
    x += xRow;
  }
}

/** Elements whose mean is taken before their deviations: the second pass finds them in the nearest cache. */
const block: i32 = 1024;

/** Mean and sum of squared deviations of n ≥ 1 elements. */
function momentsOfRow<T>(x: usize, step: isize, n: i32): v128 {
  if (n > block) {
    const half = 1 << (31 - clz<i32>(n - 1));
    return merge(
      momentsOfRow<T>(x, step, half),
      half,
      momentsOfRow<T>(x + <isize>half * step, step, n - half),
      n - half,
    );
  }
  return step == sizeof<T>()
    ? momentsOfBlock<T>(x, sizeof<T>(), n, true)
    : momentsOfBlock<T>(x, step, n, false);
}

/** @inline */
function momentsOfBlock<T>(x: usize, step: isize, n: i32, contiguous: bool): v128 {
  const mean = addLanes(sumBlock<T>(x, step, n, contiguous)) / n;
  const means = f64x2.splat(mean);
  const pair = <isize>2 * step;
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let j = 0;
  for (; j + 8 <= n; j += 8) {
    s0 = addSquare(s0, f64x2.sub(loadPair<T>(x, step, contiguous), means));
    s1 = addSquare(s1, f64x2.sub(loadPair<T>(x + pair, step, contiguous), means));
    s2 = addSquare(s2, f64x2.sub(loadPair<T>(x + 2 * pair, step, contiguous), means));
    s3 = addSquare(s3, f64x2.sub(loadPair<T>(x + 3 * pair, step, contiguous), means));
    x += 4 * pair;
  }
  let squares = addLanes(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
  for (; j < n; j++) {
    const deviation = <f64>load<T>(x) - mean;
    squares += deviation * deviation;
    x += step;
  }
  return pairOf(mean, squares);
}

/** The moments a of n elements and b of m other ones together. */
function merge(a: v128, n: f64, b: v128, m: f64): v128 {
  const share = m / (n + m);
  const mean = f64x2.extract_lane(a, 0);
  const delta = f64x2.extract_lane(b, 0) - mean;
  const squares = f64x2.extract_lane(a, 1) + f64x2.extract_lane(b, 1);
  return pairOf(mean + delta * share, squares + delta * delta * (n * share));
}

/** Means that one strip holds: they stay in a near cache while column after column is merged. */
const strip: i32 = 4096;

/** The moments of a strip of rows advance together, eight columns a pass: for rows that lie closer than columns. */
function mergeColumns<T>(
  mean: usize,
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
      let m = mean;
      let s = squares;
      let q = p;
      for (let i = 0; i < paired; i += 2) {
        mergePass<T>(m, s, q, xCol, columns, n, share, true);
        m += 16;
        s += 16;
        q += 2 * sizeof<T>();
      }
      for (let i = paired; i < length; i++) {
        mergePass<T>(m, s, q, xCol, columns, n, share, false);
        m += outRow;
        s += outRow;
        q += xRow;
      }
      p += <isize>columns * xCol;
      n += columns;
      j += columns;
    }
    mean += <isize>strip * outRow;
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
  mean: usize,
  squares: usize,
  x: usize,
  step: isize,
  columns: i32,
  count: f64,
  share: f64,
  paired: bool,
): void {
  let m = load1or2<T>(x, paired);
  // 0, but NaN for an infinity: an infinite mean has no deviations.
  let s = f64x2.sub(m, m);
  if (columns == 8) {
    const v0 = m;
    const v1 = load1or2<T>(x + step, paired);
    const v2 = load1or2<T>(x + 2 * step, paired);
    const v3 = load1or2<T>(x + 3 * step, paired);
    const v4 = load1or2<T>(x + 4 * step, paired);
    const v5 = load1or2<T>(x + 5 * step, paired);
    const v6 = load1or2<T>(x + 6 * step, paired);
    const v7 = load1or2<T>(x + 7 * step, paired);
    m = f64x2.mul(plusEight<T>(v0, v1, v2, v3, v4, v5, v6, v7), f64x2.splat(0.125));
    s = addSquare(addSquare(s, f64x2.sub(v0, m)), f64x2.sub(v1, m));
    s = addSquare(addSquare(s, f64x2.sub(v2, m)), f64x2.sub(v3, m));
    s = addSquare(addSquare(s, f64x2.sub(v4, m)), f64x2.sub(v5, m));
    s = addSquare(addSquare(s, f64x2.sub(v6, m)), f64x2.sub(v7, m));
  }
  if (count > 0) {
    const before = paired ? v128.load(mean) : v128.load64_zero(mean);
    const delta = f64x2.sub(m, before);
    m = f64x2.add(before, f64x2.mul(delta, f64x2.splat(share)));
    s = f64x2.add(s, paired ? v128.load(squares) : v128.load64_zero(squares));
    s = f64x2.add(s, f64x2.mul(f64x2.mul(delta, delta), f64x2.splat(count * share)));
  }
  if (paired) {
    v128.store(mean, m);
    v128.store(squares, s);
  } else {
    v128.store64_lane(mean, m, 0);
    v128.store64_lane(squares, s, 0);
  }
}

/** Two neighbours, or one element in lane 0. @inline */
function load1or2<T>(x: usize, paired: bool): v128 {
  return paired ? loadPair<T>(x, sizeof<T>(), true) : loadOne<T>(x);
}

/** @inline */
function addSquare(sum: v128, v: v128): v128 {
  return madd<f64>(v, v, sum);
}

/** @inline */
function addLanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
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
