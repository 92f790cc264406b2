import { lanes, madd, swapParts } from "../lib/lanes";
import { dot, sumLanes } from "../lib/vector";
import { dotStrided, put } from "./vectors";

/** Bytes of sums that advance together: they stay in the first-level cache. */
const STRIP: isize = 16384;

/**
 * out[i, j] = Σ x[i, j, p] · y[i, j, p], p < n. Any steps, in bytes; out overlaps neither operand. `conjugate` is for
 * complex numbers.
 * @kernel i16 i32 i64 f32 f64
 */
function vecdot<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  xStep: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  yStep: isize,
  rows: isize,
  cols: isize,
  n: isize,
  conjugate: bool,
): void {
  const size = <isize>sizeof<T>();
  const isFlat = xStep == size && yStep == size;
  // Where neighbours lie in different sums, all of a row advance together.
  const isSideways = !isFlat && outCol == size && xCol == size && yCol == size;
  const whole: isize = isSideways ? cols - (cols % lanes<T>()) : 0;
  for (let i: isize = 0; i < rows; i++) {
    if (whole > 0) addProducts<T>(out, x, xStep, y, yStep, whole * size, n);
    for (let j = whole; j < cols; j++) {
      const a = x + j * xCol;
      const b = y + j * yCol;
      store<T>(out + j * outCol, isFlat ? dot<T>(a, b, n) : dotStrided<T, T>(a, xStep, b, yStep, n));
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}

/** out[j] = Σ x[p, j] · y[p, j] for whole vectors of contiguous sums. */
function addProducts<T>(
  out: usize,
  x: usize,
  xStep: isize,
  y: usize,
  yStep: isize,
  bytes: isize,
  n: isize,
): void {
  for (; bytes > 0; bytes -= STRIP) {
    const strip = min(bytes, STRIP);
    memory.fill(out, 0, strip);
    let a = x;
    let b = y;
    let p = n;
    // Four terms at a time: a sum is loaded and stored once for them.
    for (; p >= 4; p -= 4) {
      const a1 = a + xStep;
      const a2 = a1 + xStep;
      const a3 = a2 + xStep;
      const b1 = b + yStep;
      const b2 = b1 + yStep;
      const b3 = b2 + yStep;
      for (let i: isize = 0; i < strip; i += 16) {
        let sum = madd<T>(v128.load(a + i), v128.load(b + i), v128.load(out + i));
        sum = madd<T>(v128.load(a1 + i), v128.load(b1 + i), sum);
        sum = madd<T>(v128.load(a2 + i), v128.load(b2 + i), sum);
        v128.store(out + i, madd<T>(v128.load(a3 + i), v128.load(b3 + i), sum));
      }
      a = a3 + xStep;
      b = b3 + yStep;
    }
    for (; p > 0; p--) {
      for (let i: isize = 0; i < strip; i += 16) {
        v128.store(out + i, madd<T>(v128.load(a + i), v128.load(b + i), v128.load(out + i)));
      }
      a += xStep;
      b += yStep;
    }
    out += STRIP;
    x += STRIP;
    y += STRIP;
  }
}

/**
 * `vecdot` of bytes, which have no vector multiplication. The sum of products of booleans is their "or" of "and"s.
 * @kernel.vecdot i8 bool
 */
function vecdotWidened<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  xStep: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  yStep: isize,
  rows: isize,
  cols: isize,
  n: isize,
  conjugate: bool,
): void {
  for (let i: isize = 0; i < rows; i++) {
    for (let j: isize = 0; j < cols; j++) {
      const sum = dotStrided<T, i32>(x + j * xCol, xStep, y + j * yCol, yStep, n);
      put<T, i32>(out + j * outCol, sum);
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}

/**
 * `vecdot` of complex numbers, pairs of T; with `conjugate`, of the conjugates of x.
 * @kernel.vecdot f32=c64 f64=c128
 */
function vecdotComplex<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  xStep: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  yStep: isize,
  rows: isize,
  cols: isize,
  n: isize,
  conjugate: bool,
): void {
  for (let i: isize = 0; i < rows; i++) {
    for (let j: isize = 0; j < cols; j++) {
      dotPairs<T>(out + j * outCol, x + j * xCol, xStep, y + j * yCol, yStep, n, conjugate);
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}

/** The sums of the products of parts that lie side by side, and of those that lie crosswise, make the complex one. */
function dotPairs<T>(
  out: usize,
  x: usize,
  xStep: isize,
  y: usize,
  yStep: isize,
  n: isize,
  conjugate: bool,
): void {
  const per = <isize>lanes<T>() / 2;
  const size = <isize>(2 * sizeof<T>());
  let straight = i64x2.splat(0);
  let crossed = straight;
  if (xStep == size && yStep == size) {
    // Two accumulators for each: an addition need not wait for the one before.
    let s = straight;
    let c = straight;
    for (; n >= 2 * per; n -= 2 * per) {
      const a0 = v128.load(x);
      const b0 = v128.load(y);
      const a1 = v128.load(x, 16);
      const b1 = v128.load(y, 16);
      straight = madd<T>(a0, b0, straight);
      crossed = madd<T>(a0, swapParts<T>(b0), crossed);
      s = madd<T>(a1, b1, s);
      c = madd<T>(a1, swapParts<T>(b1), c);
      x += 32;
      y += 32;
    }
    straight = v128.add<T>(straight, s);
    crossed = v128.add<T>(crossed, c);
  }
  for (; n > 0; n--) {
    const a = loadPair<T>(x);
    const b = loadPair<T>(y);
    straight = madd<T>(a, b, straight);
    crossed = madd<T>(a, swapParts<T>(b), crossed);
    x += xStep;
    y += yStep;
  }
  store<T>(out, conjugate ? sumLanes<T>(straight) : alternate<T>(straight));
  store<T>(out, conjugate ? alternate<T>(crossed) : sumLanes<T>(crossed), sizeof<T>());
}

/** One complex number, in the low lanes if there are others. @inline */
function loadPair<T>(x: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(x) : v128.load64_zero(x);
}

/** Sum of the even lanes less that of the odd ones. @inline */
function alternate<T>(v: v128): T {
  const difference = v128.extract_lane<T>(v, 0) - v128.extract_lane<T>(v, 1);
  if (sizeof<T>() == 8) return difference;
  return difference + (v128.extract_lane<T>(v, 2) - v128.extract_lane<T>(v, 3));
}
