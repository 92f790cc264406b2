/** Elementary functions of complex numbers: vectors that hold the real and the imaginary part as float64. */

import { complex, imaginary, real } from "../lib/complex";
import { productRest } from "../lib/double-double";
import {
  atan2,
  cos,
  exp,
  exp2 as exp2Real,
  expm1 as expm1Real,
  log,
  log1p as log1pReal,
  log2 as log2Real,
  log10 as log10Real,
  sin,
} from "./scalars";

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

/** 2^z = e^(z ln 2); of real numbers as of those that are not complex. */
export function exp2(z: v128): v128 {
  const y = imaginary(z);
  if (y == 0) return complex(exp2Real(real(z)), y);
  return exponential(f64x2.mul(z, f64x2.splat(Math.LN2)));
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
  return 0.5 * log1pReal(excess + (productRest(a, a, p) + productRest(b, b, q)));
}

/** e^z - 1, by the excess of e^x and 2 sin²(y / 2) where z is small. */
export function expm1(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  if (y == 0) return complex(expm1Real(x), y);
  if (!(abs(y) < Infinity) || abs(x) > 1) return f64x2.sub(exponential(z), complex(1, 0));
  const growth = expm1Real(x);
  const half = sin(y * 0.5);
  return complex(growth * cos(y) - 2 * half * half, (growth + 1) * sin(y));
}

/** ln(1 + z), of z itself where that is small. */
export function log1p(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  // Real numbers as of those that are not complex, zeros with their signs.
  if (y == 0 && x >= -1) return complex(log1pReal(x), y);
  const turn = atan2(y, 1 + x);
  if (abs(x) < 0.5 && abs(y) < 0.5) return complex(0.5 * log1pReal(x * (2 + x) + y * y), turn);
  return complex(logHypot(abs(1 + x), abs(y)), turn);
}

const PER_LN2 = 1.4426950408889634;
const PER_LN10 = 0.4342944819032518;

/** The logarithm to base 2; of real numbers as of those that are not complex. */
export function log2(z: v128): v128 {
  const w = f64x2.mul(logarithm(z), f64x2.splat(PER_LN2));
  return imaginary(z) == 0 ? complex(log2Real(abs(real(z))), imaginary(w)) : w;
}

/** The logarithm to base 10, likewise. */
export function log10(z: v128): v128 {
  const w = f64x2.mul(logarithm(z), f64x2.splat(PER_LN10));
  return imaginary(z) == 0 ? complex(log10Real(abs(real(z))), imaginary(w)) : w;
}
