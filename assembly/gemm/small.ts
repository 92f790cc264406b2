import { lanes, madd } from "../lib/lanes";
import { dot } from "../lib/vector";

/** Bytes of a strip: as many elements of y as are summed in the first-level cache. */
export const STRIP: isize = 16384;

/** y[i] = Σ a[i, p] · x[p]. Elements of type T are computed with as W. `work` is STRIP bytes of scratch memory. */
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
  work: usize,
): void {
  const size = <isize>sizeof<W>();
  const same = sizeof<T>() == sizeof<W>();
  if (same && aRow == size) {
    const whole = <isize>lanes<W>();
    while (m >= whole) {
      const rows = min(STRIP / size, m - (m % whole));
      multiplyColumns<W>(work, rows, a, aCol, x, xStep, k);
      for (let i: isize = 0; i < rows; i++) {
        put<T, W>(y, load<W>(work + i * size));
        y += yStep;
      }
      a += rows * size;
      m -= rows;
    }
  }
  const vectors = same && aCol == size && xStep == size;
  for (; m > 0; m--) {
    const sum = vectors ? dot<W>(a, x, k) : dotStrided<T, W>(a, aCol, x, xStep, k);
    put<T, W>(y, sum);
    a += aRow;
    y += yStep;
  }
}

/** to[i] = Σ a[i, p] · x[p] for whole vectors of rows; the columns of a are contiguous and aCol apart. */
function multiplyColumns<W>(
  to: usize,
  rows: isize,
  a: usize,
  aCol: isize,
  x: usize,
  xStep: isize,
  k: isize,
): void {
  const bytes = rows * <isize>sizeof<W>();
  memory.fill(to, 0, bytes);
  // Four columns at a time: they are read in order, and a sum is loaded and stored once for four products.
  for (; k >= 4; k -= 4) {
    const x0 = v128.load_splat<W>(x);
    const x1 = v128.load_splat<W>(x + xStep);
    const x2 = v128.load_splat<W>(x + 2 * xStep);
    const x3 = v128.load_splat<W>(x + 3 * xStep);
    const a1 = a + aCol;
    const a2 = a1 + aCol;
    const a3 = a2 + aCol;
    for (let i: isize = 0; i < bytes; i += 16) {
      let sum = madd<W>(x0, v128.load(a + i), v128.load(to + i));
      sum = madd<W>(x1, v128.load(a1 + i), sum);
      sum = madd<W>(x2, v128.load(a2 + i), sum);
      v128.store(to + i, madd<W>(x3, v128.load(a3 + i), sum));
    }
    a = a3 + aCol;
    x += 4 * xStep;
  }
  for (; k > 0; k--) {
    const x0 = v128.load_splat<W>(x);
    for (let i: isize = 0; i < bytes; i += 16) {
      v128.store(to + i, madd<W>(x0, v128.load(a + i), v128.load(to + i)));
    }
    a += aCol;
    x += xStep;
  }
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

/** Stores `value` as a T: what is not 0 is true. @inline */
export function put<T, W>(to: usize, value: W): void {
  // A conversion to bool would keep the low byte.
  if (isBoolean<T>()) store<T>(to, value != 0);
  else store<T>(to, <T>value);
}
