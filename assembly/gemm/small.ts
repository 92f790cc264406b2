import { lanes, madd } from "../lib/lanes";
import { dot } from "../lib/vector";

/**
 * y[i] = Σ a[i, p] · x[p] (sign 0), or y[i] + sign · Σ. Elements of type T are computed with as W. `work` is 64 bytes
 * of scratch memory.
 */
export function multiplyVector<T, W>(
  y: usize,
  yStep: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  x: usize,
  xStep: isize,
  m: isize,
  k: isize,
  sign: i32,
  work: usize,
): void {
  const size = <isize>sizeof<W>();
  const same = sizeof<T>() == sizeof<W>();
  if (same && aRow == size) {
    const rows: isize = 4 * <isize>lanes<W>();
    for (; m >= rows; m -= rows) {
      multiplyColumns<W>(work, a, aCol, x, xStep, k);
      for (let i: isize = 0; i < rows; i++) {
        accumulate<T, W>(y, load<W>(work + i * size), sign);
        y += yStep;
      }
      a += 64;
    }
  }
  const vectors = same && aCol == size && xStep == size;
  for (; m > 0; m--) {
    const sum = vectors ? dot<W>(a, x, k) : dotStrided<T, W>(a, aCol, x, xStep, k);
    accumulate<T, W>(y, sum, sign);
    a += aRow;
    y += yStep;
  }
}

/** to[i] = Σ a[i, p] · x[p] for four vectors of rows; the columns of a are contiguous and aCol apart. */
function multiplyColumns<W>(to: usize, a: usize, aCol: isize, x: usize, xStep: isize, k: isize): void {
  let s0 = i64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; k > 0; k--) {
    const s = v128.load_splat<W>(x);
    s0 = madd<W>(s, v128.load(a), s0);
    s1 = madd<W>(s, v128.load(a, 16), s1);
    s2 = madd<W>(s, v128.load(a, 32), s2);
    s3 = madd<W>(s, v128.load(a, 48), s3);
    a += aCol;
    x += xStep;
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  v128.store(to, s3, 48);
}

function dotStrided<T, W>(x: usize, xStep: isize, y: usize, yStep: isize, n: isize): W {
  let sum: W = 0;
  for (; n > 0; n--) {
    sum += <W>load<T>(x) * <W>load<T>(y);
    x += xStep;
    y += yStep;
  }
  return sum;
}

/** y = value (sign 0), or y + sign · value. @inline */
export function accumulate<T, W>(y: usize, value: W, sign: i32): void {
  if (sign > 0) value = <W>load<T>(y) + value;
  else if (sign < 0) value = <W>load<T>(y) - value;
  // A conversion to bool would keep the low byte.
  if (isBoolean<T>()) store<T>(y, value != 0);
  else store<T>(y, <T>value);
}
