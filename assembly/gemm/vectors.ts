import { madd } from "../lib/lanes";
import { sumLanes } from "../lib/vector";

/** Bytes of a strip: as many sums as stay in the first-level cache. */
export const STRIP: isize = 32768;

/**
 * Bytes of a row or column that are read before the same of the next ones. Memory delivers most where 8 to 12 places of it
 * are read at a time, more than there are registers for; many more than that, and it delivers half.
 */
const CHUNK: isize = 1024;

/** As many columns of c as `multiplyColumns` pays for. */
export const FEW: isize = 4;

/**
 * `multiply` for columns of a that are contiguous and aCol apart, n ≤ FEW, and m a multiple of the lanes.
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
  sign: i32,
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
        store<W>(at, updated<W, W>(at, sum, sign));
      }
      c += cRow;
    }
    a += rows * size;
    m -= rows;
  }
}

/** to[i] += Σ a[i, p] · x[p]. */
function addTo<W>(to: usize, bytes: isize, a: usize, aCol: isize, x: usize, xStep: isize, k: isize): void {
  for (; k >= 12; k -= 12) {
    for (let i: isize = 0; i < bytes; i += CHUNK) {
      const chunk = min(bytes - i, CHUNK);
      addSix<W>(to + i, chunk, a + i, aCol, x, xStep);
      addSix<W>(to + i, chunk, a + 6 * aCol + i, aCol, x + 6 * xStep, xStep);
    }
    a += 12 * aCol;
    x += 12 * xStep;
  }
  if (k >= 6) {
    addSix<W>(to, bytes, a, aCol, x, xStep);
    a += 6 * aCol;
    x += 6 * xStep;
    k -= 6;
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

/** `addTo` for six columns: they are read in order, and a sum is loaded and stored once for six products. */
function addSix<W>(to: usize, bytes: isize, a: usize, aCol: isize, x: usize, xStep: isize): void {
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

/** Rows whose sums advance together, and bytes of scratch memory for these. */
const ROWS: isize = 8;
export const ROW_SUMS: isize = 32 * ROWS;

/** y[i] = Σ a[i, p] · x[p], or by the `sign` that added to y[i] or subtracted. Elements of type T are computed with as W. `work` is ROW_SUMS bytes of scratch memory. */
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
  sign: i32,
  work: usize,
): void {
  const size = <isize>sizeof<W>();
  if (sizeof<T>() == size && aCol == size && xStep == size) {
    for (; m > 0; m -= ROWS) {
      dotRows<W>(y, yStep, a, aRow, min(m, ROWS), x, k, sign, work);
      a += ROWS * aRow;
      y += ROWS * yStep;
    }
    return;
  }
  for (; m > 0; m--) {
    const sum = dotStrided<T, W>(a, aCol, x, xStep, k);
    put<T, W>(y, updated<T, W>(y, sum, sign));
    a += aRow;
    y += yStep;
  }
}

/** `multiplyRows` for at most ROWS rows, all contiguous. */
function dotRows<W>(
  y: usize,
  yStep: isize,
  a: usize,
  aRow: isize,
  rows: isize,
  x: usize,
  k: isize,
  sign: i32,
  work: usize,
): void {
  const size = <isize>sizeof<W>();
  const whole = (k * size) & -32;
  memory.fill(work, 0, ROW_SUMS);
  for (let p: isize = 0; p < whole; p += CHUNK) {
    const bytes = min(whole - p, CHUNK);
    for (let i: isize = 0; i < rows; i += 4) {
      addDots<W>(work + 32 * i, a + i * aRow + p, aRow, min(rows - i, 4), x + p, bytes);
    }
  }
  for (let i: isize = 0; i < rows; i++) {
    const lanes = v128.add<W>(v128.load(work), v128.load(work, 16));
    const left = k - whole / size;
    const sum = sumLanes<W>(lanes) + dotStrided<W, W>(a + whole, size, x + whole, size, left);
    store<W>(y, updated<W, W>(y, sum, sign));
    work += 32;
    a += aRow;
    y += yStep;
  }
}

/** Adds the products of `bytes` of at most four rows with x, which is read once for them, to two vectors of sums each. */
function addDots<W>(sums: usize, a: usize, aRow: isize, rows: isize, x: usize, bytes: isize): void {
  // Missing rows repeat the last one, so that a row's sum does not depend on how many there are.
  let a0 = a;
  let a1 = rows > 1 ? a0 + aRow : a0;
  let a2 = rows > 2 ? a1 + aRow : a1;
  let a3 = rows > 3 ? a2 + aRow : a2;
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 32);
  let s2 = v128.load(sums, 64);
  let s3 = v128.load(sums, 96);
  // Two accumulators to a row: an addition need not wait for the one before.
  let t0 = v128.load(sums, 16);
  let t1 = v128.load(sums, 48);
  let t2 = v128.load(sums, 80);
  let t3 = v128.load(sums, 112);
  for (; bytes > 0; bytes -= 32) {
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
  v128.store(sums, s0);
  v128.store(sums, t0, 16);
  v128.store(sums, s1, 32);
  v128.store(sums, t1, 48);
  v128.store(sums, s2, 64);
  v128.store(sums, t2, 80);
  v128.store(sums, s3, 96);
  v128.store(sums, t3, 112);
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

/** The sum, or the element at `y` plus it or minus it. @inline */
function updated<T, W>(y: usize, sum: W, sign: i32): W {
  if (sign == 0) return sum;
  const before = <W>load<T>(y);
  return sign > 0 ? before + sum : before - sum;
}

/** Stores `value` as a T: what is not 0 is true. @inline */
export function put<T, W>(to: usize, value: W): void {
  // A conversion to bool would keep the low byte.
  if (isBoolean<T>()) store<T>(to, value != 0);
  else store<T>(to, <T>value);
}
