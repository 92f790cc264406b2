import { lanes, madd } from "../lib/lanes";
import { sumLanes } from "../lib/vector";

/** Bytes of a strip: as many sums as stay in the first-level cache. */
export const STRIP: isize = 32768;

/** As many columns of c as `multiplyColumns` pays for. */
export const FEW: isize = 4;

/**
 * c[i, j] (+)= Σ a[i, p] · b[p, j] for columns of a that are contiguous and aCol apart, n ≤ FEW, and m a multiple of the lanes.
 * The sums are those of `tile`. `work` is STRIP bytes of scratch memory.
 */
export function multiplyColumns<W>(
  c: usize,
  cRow: isize,
  cCol: isize,
  a: usize,
  aCol: isize,
  b: usize,
  bRow: isize,
  bCol: isize,
  m: isize,
  n: isize,
  k: isize,
  add: bool,
  work: usize,
): void {
  const size = <isize>sizeof<W>();
  const strip = min((STRIP / n) & -16, m * size);
  while (m > 0) {
    const rows = min(strip / size, m);
    memory.fill(work, 0, strip * n);
    let j: isize = 0;
    for (; j + 2 <= n; j += 2) {
      const to = work + j * strip;
      addToPair<W>(to, to + strip, rows * size, a, aCol, b + j * bCol, bRow, bCol, k);
    }
    if (j < n) addTo<W>(work + j * strip, rows * size, a, aCol, b + j * bCol, bRow, k);
    for (let i: isize = 0; i < rows; i++) {
      for (j = 0; j < n; j++) {
        const at = c + j * cCol;
        const sum = load<W>(work + i * size + j * strip);
        store<W>(at, add ? load<W>(at) + sum : sum);
      }
      c += cRow;
    }
    a += rows * size;
    m -= rows;
  }
}

/** to[i] += Σ a[i, p] · x[p]. */
function addTo<W>(to: usize, bytes: isize, a: usize, aCol: isize, x: usize, xStep: isize, k: isize): void {
  // Six columns at a time: they are read in order, and a sum is loaded and stored once for six products.
  for (; k >= 6; k -= 6) {
    const x0 = v128.load_splat<W>(x);
    const x1 = v128.load_splat<W>(x + xStep);
    const x2 = v128.load_splat<W>(x + 2 * xStep);
    const x3 = v128.load_splat<W>(x + 3 * xStep);
    const x4 = v128.load_splat<W>(x + 4 * xStep);
    const x5 = v128.load_splat<W>(x + 5 * xStep);
    const a1 = a + aCol;
    const a2 = a1 + aCol;
    const a3 = a2 + aCol;
    const a4 = a3 + aCol;
    const a5 = a4 + aCol;
    for (let i: isize = 0; i < bytes; i += 16) {
      let sum = madd<W>(x0, v128.load(a + i), v128.load(to + i));
      sum = madd<W>(x1, v128.load(a1 + i), sum);
      sum = madd<W>(x2, v128.load(a2 + i), sum);
      sum = madd<W>(x3, v128.load(a3 + i), sum);
      sum = madd<W>(x4, v128.load(a4 + i), sum);
      v128.store(to + i, madd<W>(x5, v128.load(a5 + i), sum));
    }
    a = a5 + aCol;
    x += 6 * xStep;
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

/** `addTo` for two columns of sums, to and too, whose x lie xCol apart. */
function addToPair<W>(
  to: usize,
  too: usize,
  bytes: isize,
  a: usize,
  aCol: isize,
  x: usize,
  xStep: isize,
  xCol: isize,
  k: isize,
): void {
  for (; k >= 4; k -= 4) {
    const x0 = v128.load_splat<W>(x);
    const y0 = v128.load_splat<W>(x + xCol);
    x += xStep;
    const x1 = v128.load_splat<W>(x);
    const y1 = v128.load_splat<W>(x + xCol);
    x += xStep;
    const x2 = v128.load_splat<W>(x);
    const y2 = v128.load_splat<W>(x + xCol);
    x += xStep;
    const x3 = v128.load_splat<W>(x);
    const y3 = v128.load_splat<W>(x + xCol);
    x += xStep;
    const a1 = a + aCol;
    const a2 = a1 + aCol;
    const a3 = a2 + aCol;
    for (let i: isize = 0; i < bytes; i += 16) {
      let v = v128.load(a + i);
      let s = madd<W>(x0, v, v128.load(to + i));
      let t = madd<W>(y0, v, v128.load(too + i));
      v = v128.load(a1 + i);
      s = madd<W>(x1, v, s);
      t = madd<W>(y1, v, t);
      v = v128.load(a2 + i);
      s = madd<W>(x2, v, s);
      t = madd<W>(y2, v, t);
      v = v128.load(a3 + i);
      s = madd<W>(x3, v, s);
      t = madd<W>(y3, v, t);
      v128.store(to + i, s);
      v128.store(too + i, t);
    }
    a = a3 + aCol;
  }
  addTo<W>(to, bytes, a, aCol, x, xStep, k);
  addTo<W>(too, bytes, a, aCol, x + xCol, xStep, k);
}

/** y[i] (+)= Σ a[i, p] · x[p]. Elements of type T are computed with as W. */
export function multiplyRows<T, W>(
  y: usize,
  yStep: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  x: usize,
  xStep: isize,
  m: isize,
  k: isize,
  add: bool,
): void {
  const size = <isize>sizeof<W>();
  if (sizeof<T>() == size && aCol == size && xStep == size) {
    for (; m > 0; m -= 4) {
      dotFour<W>(y, yStep, a, aRow, min(m, 4), x, k, add);
      a += 4 * aRow;
      y += 4 * yStep;
    }
    return;
  }
  for (; m > 0; m--) {
    const sum = dotStrided<T, W>(a, aCol, x, xStep, k);
    put<T, W>(y, add ? <W>load<T>(y) + sum : sum);
    a += aRow;
    y += yStep;
  }
}

/** `multiplyRows` for at most four rows, all contiguous: x is read once for them. */
function dotFour<W>(
  y: usize,
  yStep: isize,
  a: usize,
  aRow: isize,
  rows: isize,
  x: usize,
  k: isize,
  add: bool,
): void {
  const step = <isize>lanes<W>();
  // Missing rows repeat the last one, so that a row's sum does not depend on how many there are.
  let a0 = a;
  let a1 = rows > 1 ? a0 + aRow : a0;
  let a2 = rows > 2 ? a1 + aRow : a1;
  let a3 = rows > 3 ? a2 + aRow : a2;
  // Two accumulators to a row: an addition need not wait for the one before.
  let s0 = i64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let t0 = s0;
  let t1 = s0;
  let t2 = s0;
  let t3 = s0;
  for (; k >= 2 * step; k -= 2 * step) {
    let v = v128.load(x);
    s0 = madd<W>(v128.load(a0), v, s0);
    s1 = madd<W>(v128.load(a1), v, s1);
    s2 = madd<W>(v128.load(a2), v, s2);
    s3 = madd<W>(v128.load(a3), v, s3);
    v = v128.load(x, 16);
    t0 = madd<W>(v128.load(a0, 16), v, t0);
    t1 = madd<W>(v128.load(a1, 16), v, t1);
    t2 = madd<W>(v128.load(a2, 16), v, t2);
    t3 = madd<W>(v128.load(a3, 16), v, t3);
    a0 += 32;
    a1 += 32;
    a2 += 32;
    a3 += 32;
    x += 32;
  }
  putSum<W>(y, v128.add<W>(s0, t0), a0, x, k, add);
  if (rows > 1) putSum<W>(y + yStep, v128.add<W>(s1, t1), a1, x, k, add);
  if (rows > 2) putSum<W>(y + 2 * yStep, v128.add<W>(s2, t2), a2, x, k, add);
  if (rows > 3) putSum<W>(y + 3 * yStep, v128.add<W>(s3, t3), a3, x, k, add);
}

/** y (+)= the sum of the lanes of s and the products of k elements more. */
function putSum<W>(y: usize, s: v128, a: usize, x: usize, k: isize, add: bool): void {
  const size = <isize>sizeof<W>();
  const sum = sumLanes<W>(s) + dotStrided<W, W>(a, size, x, size, k);
  store<W>(y, add ? load<W>(y) + sum : sum);
}

/** Σ x[p] · y[p] of elements at any steps, computed with as W. */
export function dotStrided<T, W>(x: usize, xStep: isize, y: usize, yStep: isize, n: isize): W {
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
