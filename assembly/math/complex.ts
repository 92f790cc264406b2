/** Elementary functions of complex numbers: vectors that hold the real and the imaginary part as float64. */

import { complex, divide, imaginary, multiply, real } from "../lib/complex";
import { exp as expLanes } from "./exp";
import { arctangent2 } from "./inverse";
import { log1p as log1pLanes, log as logLanes } from "./log";
import { COSINE, SINE, trigonometric } from "./trigonometric";

function exp(x: f64): f64 {
  return real(expLanes<f64>(f64x2.splat(x)));
}

function log(x: f64): f64 {
  return real(logLanes<f64>(f64x2.splat(x)));
}

function log1p(x: f64): f64 {
  return real(log1pLanes<f64>(f64x2.splat(x)));
}

function cos(x: f64): f64 {
  return real(trigonometric<f64>(COSINE, f64x2.splat(x)));
}

function sin(x: f64): f64 {
  return real(trigonometric<f64>(SINE, f64x2.splat(x)));
}

function atan2(y: f64, x: f64): f64 {
  return real(arctangent2<f64>(f64x2.splat(y), f64x2.splat(x)));
}

/** e^z with C99's special cases. */
export function exponential(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  // Real numbers stay real, also infinity and NaN.
  if (y == 0) return complex(exp(x), y);
  if (abs(y) < Infinity) {
    const direction = complex(cos(y), sin(y));
    if (x < 709) return f64x2.mul(f64x2.splat(exp(x)), direction);
    // e^x overflows where e^z need not.
    const quarter = f64x2.splat(exp(x * 0.25));
    return f64x2.mul(quarter, f64x2.mul(quarter, f64x2.mul(quarter, f64x2.mul(quarter, direction))));
  }
  if (x == -Infinity) return f64x2.splat(0);
  return complex(x == Infinity ? x : NaN, NaN);
}

/** Principal value, with C99's special cases. */
export function logarithm(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  return complex(logHypot(abs(x), abs(y)), atan2(y, x));
}

/** ln sqrt(x² + y²) for x, y ≥ 0. */
function logHypot(x: f64, y: f64): f64 {
  if (x == Infinity || y == Infinity) return Infinity;
  const a = max(x, y);
  const b = min(x, y);
  // By 2^-1 and 2^108, where the hypotenuse would overflow or have few bits.
  if (a > 8e307) return log(Math.hypot(a * 0.5, b * 0.5)) + Math.LN2;
  if (a < 1e-290)
    return log(Math.hypot(a * 3.2451855365842673e32, b * 3.2451855365842673e32)) - 108 * Math.LN2;
  const h = Math.hypot(a, b);
  if (h < 0.71 || h > 1.73 || h != h) return log(h);
  // Near the unit circle only the exact x² + y² - 1 keeps all digits.
  const p = a * a;
  const q = b * b;
  const excess = p < 0.5 ? p - 0.5 + (q - 0.5) : p - 1 + q;
  return 0.5 * log1p(excess + (squareError(a, p) + squareError(b, q)));
}

/** a² - square, where `square` is a² rounded (Dekker, Numer. Math. 18, 1971). */
function squareError(a: f64, square: f64): f64 {
  const shifted = a * 134217729;
  const high = shifted - (shifted - a);
  const low = a - high;
  return high * high - square + 2 * high * low + low * low;
}

/** a^b: by multiplication for small integers b, as in NumPy, else e^(b ln a). */
export function power(a: v128, b: v128): v128 {
  const r = real(b);
  const isReal = imaginary(b) == 0;
  if (isReal && r == 0) return complex(1, 0);
  if (real(a) == 0 && imaginary(a) == 0) return f64x2.splat(r > 0 ? 0 : NaN);
  if (isReal && abs(r) < 100 && r == trunc(r)) return powerInteger(a, <i32>r);
  return exponential(multiply(b, logarithm(a)));
}

function powerInteger(a: v128, exponent: i32): v128 {
  let n = abs(exponent);
  // Starting from 1 would turn infinite parts to NaN.
  for (; !(n & 1); n >>= 1) a = multiply(a, a);
  let product = a;
  for (n >>= 1; n; n >>= 1) {
    a = multiply(a, a);
    if (n & 1) product = multiply(product, a);
  }
  return exponent < 0 ? divide(complex(1, 0), product) : product;
}
