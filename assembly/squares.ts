import { madd } from "./lib/lanes";

/**
 * out[i] = Σⱼ x[i, j]², added to what is there unless `first`, as f64. Steps are in bytes. With outRow 0 all rows add up to
 * one sum.
 * @kernel f32 f64
 */
function sum_squares<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
): void {
  for (let i = 0; i < rows && first; i++) store<f64>(out + <isize>i * outRow, 0);
  if (outRow == 8 && abs(xRow) < abs(xCol)) {
    return addSquaresOfColumns<T>(out, x, xRow, xCol, rows, cols);
  }
  for (let i = 0; i < rows; i++) {
    store<f64>(out, load<f64>(out) + squaresOfRow<T>(x, xCol, cols));
    out += outRow;
    x += xRow;
  }
}

/** Elements that are summed in one go; longer rows are halved, so that the rounding error grows with log n. */
const block: i32 = 512;

function squaresOfRow<T>(x: usize, step: isize, n: i32): f64 {
  if (n > block) {
    const half = 1 << (31 - clz<i32>(n - 1));
    return squaresOfRow<T>(x, step, half) + squaresOfRow<T>(x + <isize>half * step, step, n - half);
  }
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const size = <isize>sizeof<T>();
  if (step == size) {
    for (; n >= 8; n -= 8) {
      s0 = addSquares(s0, loadPair<T>(x));
      s1 = addSquares(s1, loadPair<T>(x + 2 * size));
      s2 = addSquares(s2, loadPair<T>(x + 4 * size));
      s3 = addSquares(s3, loadPair<T>(x + 6 * size));
      x += 8 * size;
    }
  }
  const total = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  let sum = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
  for (; n > 0; n--) {
    const value = <f64>load<T>(x);
    sum += value * value;
    x += step;
  }
  return sum;
}

/** Two neighbours. @inline */
function loadPair<T>(x: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(x) : f64x2.promote_low_f32x4(v128.load64_zero(x));
}

/** @inline */
function addSquares(sum: v128, v: v128): v128 {
  return madd<f64>(v, v, sum);
}

/** Sums that advance together: they stay in the nearest cache while column after column is added. */
const strip: i32 = 4096;

/** out[i] += Σⱼ x[i, j]² where rows lie closer than columns. */
function addSquaresOfColumns<T>(out: usize, x: usize, xRow: isize, xCol: isize, rows: i32, cols: i32): void {
  for (; rows > 0; rows -= strip) {
    const count = min(rows, strip);
    const paired = xRow == sizeof<T>() ? count & ~1 : 0;
    let from = x;
    let j = 0;
    // Four columns at a time: a sum is loaded and stored once for them.
    for (; j + 4 <= cols; j += 4) {
      for (let i = 0; i < paired; i += 2) {
        const at = from + i * sizeof<T>();
        const sums = addSquares(v128.load(out + 8 * i), loadPair<T>(at));
        const others = addSquares(addSquares(sums, loadPair<T>(at + xCol)), loadPair<T>(at + 2 * xCol));
        v128.store(out + 8 * i, addSquares(others, loadPair<T>(at + 3 * xCol)));
      }
      for (let i = paired; i < count; i++) {
        const sum = squaresOfRow<T>(from + <isize>i * xRow, xCol, 4);
        store<f64>(out + 8 * i, load<f64>(out + 8 * i) + sum);
      }
      from += 4 * xCol;
    }
    for (let i = 0; i < count; i++) {
      const sum = squaresOfRow<T>(from + <isize>i * xRow, xCol, cols - j);
      store<f64>(out + 8 * i, load<f64>(out + 8 * i) + sum);
    }
    out += 8 * strip;
    x += <isize>strip * xRow;
  }
}
