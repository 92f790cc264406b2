/**
 * Operations on contiguous columns. Lengths count numbers of type T: a column of complex elements is one of twice as
 * many numbers, re and im in turn, and `complex` tells where that makes a difference.
 */
import { lanes, madd, swapParts } from "../lib/lanes";
import { dot } from "../lib/vector";

/** [-x, x, …]: times an element with its parts swapped, what i · x adds. @inline */
function alternate<T>(x: T): v128 {
  if (sizeof<T>() == 8) return v128.replace_lane<T>(v128.splat<T>(x), 0, -x);
  return v128.replace_lane<T>(v128.replace_lane<T>(v128.splat<T>(x), 0, -x), 2, -x);
}

/** The imaginary part of xᴴ · y; `dot` of the numbers is its real part. */
export function dotImaginary<T>(x: usize, y: usize, n: isize): T {
  const step = <isize>lanes<T>();
  let s0 = i64x2.splat(0);
  let s1 = s0;
  for (; n >= 2 * step; n -= 2 * step) {
    s0 = madd<T>(v128.load(x), swapParts<T>(v128.load(y)), s0);
    s1 = madd<T>(v128.load(x, 16), swapParts<T>(v128.load(y, 16)), s1);
    x += 32;
    y += 32;
  }
  let s = v128.add<T>(s0, s1);
  let sum = v128.extract_lane<T>(s, 0) - v128.extract_lane<T>(s, 1);
  if (sizeof<T>() == 4) sum += v128.extract_lane<T>(s, 2) - v128.extract_lane<T>(s, 3);
  for (; n > 0; n -= 2) {
    sum += load<T>(x) * load<T>(y, sizeof<T>()) - load<T>(x, sizeof<T>()) * load<T>(y);
    x += 2 * sizeof<T>();
    y += 2 * sizeof<T>();
  }
  return sum;
}

/** y += (re + i · im) · x; im counts only if `complex`. */
export function addScaled<T>(y: usize, x: usize, n: isize, re: T, im: T, complex: bool): void {
  const step = <isize>lanes<T>();
  const f = v128.splat<T>(re);
  if (complex) {
    const g = alternate<T>(im);
    for (; n >= step; n -= step) {
      const v = v128.load(x);
      v128.store(y, madd<T>(g, swapParts<T>(v), madd<T>(f, v, v128.load(y))));
      x += 16;
      y += 16;
    }
    if (sizeof<T>() == 4 && n > 0) {
      const xRe = load<T>(x);
      const xIm = load<T>(x, sizeof<T>());
      store<T>(y, load<T>(y) + re * xRe - im * xIm);
      store<T>(y, load<T>(y, sizeof<T>()) + re * xIm + im * xRe, sizeof<T>());
    }
    return;
  }
  for (; n >= 2 * step; n -= 2 * step) {
    v128.store(y, madd<T>(f, v128.load(x), v128.load(y)));
    v128.store(y, madd<T>(f, v128.load(x, 16), v128.load(y, 16)), 16);
    x += 32;
    y += 32;
  }
  for (; n > 0; n--) {
    store<T>(y, load<T>(y) + re * load<T>(x));
    x += sizeof<T>();
    y += sizeof<T>();
  }
}

/** to = factor · x, of which n numbers; `to` may be x. */
export function scale<T>(to: usize, x: usize, n: isize, factor: T): void {
  const step = <isize>lanes<T>();
  const f = v128.splat<T>(factor);
  for (; n >= step; n -= step) {
    v128.store(to, v128.mul<T>(f, v128.load(x)));
    x += 16;
    to += 16;
  }
  for (; n > 0; n--) {
    store<T>(to, factor * load<T>(x));
    x += sizeof<T>();
    to += sizeof<T>();
  }
}

/**
 * The plane rotation of x and y by an angle of sine s, tan of whose half is t: x - s (y + t x) and y + s (x - t y).
 * In this form (Rutishauser's) rounding does not turn it into a rotation that also stretches when the angle is small.
 */
export function rotate<T>(x: usize, y: usize, n: isize, s: T, t: T): void {
  const step = <isize>lanes<T>();
  const ss = v128.splat<T>(s);
  const minus = v128.splat<T>(-s);
  const tt = v128.splat<T>(t);
  const back = v128.splat<T>(-t);
  for (; n >= 2 * step; n -= 2 * step) {
    const a = v128.load(x);
    const b = v128.load(y);
    const a1 = v128.load(x, 16);
    const b1 = v128.load(y, 16);
    v128.store(x, madd<T>(minus, madd<T>(tt, a, b), a));
    v128.store(x, madd<T>(minus, madd<T>(tt, a1, b1), a1), 16);
    v128.store(y, madd<T>(ss, madd<T>(back, b, a), b));
    v128.store(y, madd<T>(ss, madd<T>(back, b1, a1), b1), 16);
    x += 32;
    y += 32;
  }
  for (; n > 0; n--) {
    const a = load<T>(x);
    const b = load<T>(y);
    store<T>(x, a - s * (b + t * a));
    store<T>(y, b + s * (a - t * b));
    x += sizeof<T>();
    y += sizeof<T>();
  }
}

/** x *= re + i · im, for complex elements. */
export function turn<T>(x: usize, n: isize, re: T, im: T): void {
  const step = <isize>lanes<T>();
  const f = v128.splat<T>(re);
  const g = alternate<T>(im);
  for (; n >= step; n -= step) {
    const v = v128.load(x);
    v128.store(x, madd<T>(g, swapParts<T>(v), v128.mul<T>(f, v)));
    x += 16;
  }
  if (sizeof<T>() == 4 && n > 0) {
    const xRe = load<T>(x);
    const xIm = load<T>(x, sizeof<T>());
    store<T>(x, re * xRe - im * xIm);
    store<T>(x, re * xIm + im * xRe, sizeof<T>());
  }
}

/** Exchanges x and y. */
export function swap<T>(x: usize, y: usize, n: isize): void {
  for (; n > 0; n--) {
    const a = load<T>(x);
    store<T>(x, load<T>(y));
    store<T>(y, a);
    x += sizeof<T>();
    y += sizeof<T>();
  }
}

/** Below this x · y may have lost digits to underflow. @inline */
export function leastSafe<T>(): f64 {
  return sizeof<T>() == 8 ? 1e-290 : 1e-33;
}

/** Above this `dot` may have overflowed. @inline */
export function mostSafe<T>(): f64 {
  return sizeof<T>() == 8 ? 1e300 : 1e36;
}

/** Whether `dot` neither overflowed nor lost digits to underflow. @inline */
export function isSafe<T>(product: f64): bool {
  return product > leastSafe<T>() && product < mostSafe<T>();
}

/** Columns of smaller norm than this cannot be made orthogonal to working precision. @inline */
export function smallest<T>(): f64 {
  return sizeof<T>() == 8 ? 1e-301 : 1e-35;
}

/** The Euclidean norm, without overflow or underflow on the way. `buffer` has room for n numbers. */
export function norm<T>(x: usize, n: isize, buffer: usize): f64 {
  const square = <f64>dot<T>(x, x, n);
  if (isSafe<T>(square)) return sqrt(square);
  let largest: T = 0;
  for (let i: isize = 0; i < n; i++) largest = max(largest, abs(load<T>(x + i * sizeof<T>())));
  if (largest == 0) return 0;
  const limit: f64 = sizeof<T>() == 8 ? 1e307 : 1e38;
  const factor = min(1 / <f64>largest, limit);
  scale<T>(buffer, x, n, <T>factor);
  return sqrt(<f64>dot<T>(buffer, buffer, n)) / <f64>(<T>factor);
}
