import { timesPowerOfTwo } from "./scaling";

/** 2 to the 400 and to the -400: products of two numbers between them are in range. */
const LARGE: f64 = 2.582249878086909e120;
const SMALL: f64 = 3.872591914849318e-121;

/**
 * The determinant of L U with rows exchanged as `pivots` say, from the diagonal of U, n elements `step` bytes apart: to
 * out[0] and out[1] re and im of a number of moderate size, and returned is the power of two by which to multiply it.
 * out[2] and out[3] are scratch memory.
 */
function multiplyDiagonal<T>(
  out: usize,
  diagonal: usize,
  step: isize,
  n: isize,
  pivots: usize,
  parts: isize,
): i32 {
  let exponent = 0;
  store<f64>(out, 1);
  store<f64>(out, 0, 8);
  for (let k: isize = 0; k < n; k++) {
    const sign: f64 = load<i32>(pivots + (k << 2)) == <i32>k ? 1 : -1;
    store<f64>(out, sign * <f64>load<T>(diagonal), 16);
    store<f64>(out, parts == 2 ? sign * <f64>load<T>(diagonal, sizeof<T>()) : 0, 24);
    exponent += normalise(out + 16);
    const re = load<f64>(out);
    const im = load<f64>(out, 8);
    const p = load<f64>(out, 16);
    const q = load<f64>(out, 24);
    store<f64>(out, parts == 2 ? re * p - im * q : re * p);
    if (parts == 2) store<f64>(out, re * q + im * p, 8);
    exponent += normalise(out);
    diagonal += step;
  }
  return exponent;
}

/** Divides z by a power of two that makes it moderate, unless it is zero or not finite. Returns the exponent. */
function normalise(z: usize): i32 {
  const re = load<f64>(z);
  const im = load<f64>(z, 8);
  const size = max(abs(re), abs(im));
  if (!(size > 0 && size < Infinity) || (size >= SMALL && size <= LARGE)) return 0;
  const shift = size > LARGE ? -512 : 512;
  store<f64>(z, timesPowerOfTwo(re, shift));
  store<f64>(z, timesPowerOfTwo(im, shift), 8);
  return normalise(z) - shift;
}

/**
 * The determinant of L U with rows exchanged as `pivots` say, from the diagonal of U, n elements `step` bytes apart. `work` is
 * 32 bytes of scratch memory.
 * @kernel.det(1) f32 f64
 * @kernel.det(2) f32=c64 f64=c128
 */
function determinant<T>(
  parts: isize,
  out: usize,
  diagonal: usize,
  step: isize,
  n: isize,
  pivots: usize,
  work: usize,
): void {
  const exponent = multiplyDiagonal<T>(work, diagonal, step, n, pivots, parts);
  // Beyond that the result is 0 or infinite anyway.
  const shift = max(-2000, min(2000, exponent));
  store<T>(out, <T>timesPowerOfTwo(load<f64>(work), shift));
  if (parts == 2) store<T>(out, <T>timesPowerOfTwo(load<f64>(work, 8), shift), sizeof<T>());
}

/**
 * The determinant's sign, or direction if complex, and the logarithm of its absolute value: 0 and -Infinity if it is 0.
 * @kernel.slogdet(1) f32 f64
 * @kernel.slogdet(2) f32=c64 f64=c128
 */
function signAndLogarithm<T>(
  parts: isize,
  sign: usize,
  logarithm: usize,
  diagonal: usize,
  step: isize,
  n: isize,
  pivots: usize,
  work: usize,
): void {
  const exponent = multiplyDiagonal<T>(work, diagonal, step, n, pivots, parts);
  const re = load<f64>(work);
  const im = load<f64>(work, 8);
  const size = parts == 2 ? Math.hypot(re, im) : abs(re);
  const unit = size == 0 ? 1 : size;
  store<T>(sign, <T>(re / unit));
  if (parts == 2) store<T>(sign, <T>(im / unit), sizeof<T>());
  // The one logarithm of a matrix needs no table, which would be a tenth of the module.
  store<T>(logarithm, <T>(Math.log(size) + <f64>exponent * Math.LN2));
}
