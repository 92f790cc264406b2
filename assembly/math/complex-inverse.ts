/**
 * asinh, acosh and atanh of complex numbers, and asin, acos and atan (Hull, Fairgrieve and Tang, ACM TOMS 23, 1997; Kahan, Branch
 * Cuts for Complex Elementary Functions, 1987; as in FreeBSD's catrig.c), with C99's special cases (Annex G).
 */
import { complex, imaginary, real } from "../lib/complex";
import { logarithm } from "./complex";
import {
  acos as acosReal,
  asin as asinReal,
  atan2,
  atanh as atanhReal,
  atan as atanReal,
  log,
  log1p,
} from "./scalars";

const EPSILON = 2.220446049250313e-16;
/** Beyond it squares hide 1, below it numbers are their own functions. */
const HUGE: f64 = 4503599627370496;
const TINY = 9.125737339580435e-9;
/** Four times the root of the least normal number. */
const LEAST = 5.966672584960166e-154;
/** Where logarithms and arcs pass from one form to the other. */
const FAR = 10;
const STEEP = 0.6417;
const LN2 = 0.6931471805599453;
const HALF_PI = 1.5707963267948966;

/** asinh of numbers in the first quadrant: ln(A + √(A² - 1)) + i asin(y / A) with 2 A = |z + i| + |z - i|. */
function inFirst(x: f64, y: f64): v128 {
  const rest = abs(y - 1);
  const r = Math.hypot(x, y + 1);
  const s = Math.hypot(x, y - 1);
  const a = max((r + s) * 0.5, 1);
  const isNear = x < EPSILON * rest;
  return complex(height(x, y, r, s, a, isNear), angle(x, y, r, s, a, isNear));
}

/** ln(A + √(A² - 1)), A - 1 from its own terms where A is small. */
function height(x: f64, y: f64, r: f64, s: f64, a: f64, isNear: bool): f64 {
  if (a >= FAR) return log(a + sqrt(a * a - 1));
  if (y == 1 && x < (EPSILON * EPSILON) / 128) return sqrt(x);
  if (!isNear) {
    const excess = excessOf(x, 1 + y, r) + excessOf(x, 1 - y, s);
    return log1p(excess + sqrt(excess * (a + 1)));
  }
  if (y < 1) return x / sqrt((1 - y) * (1 + y));
  return log1p(y - 1 + sqrt((y - 1) * (y + 1)));
}

/** asin(y / A); where that is steep, by the tangent and A - y. */
function angle(x: f64, y: f64, r: f64, s: f64, a: f64, isNear: bool): f64 {
  // y / A might underflow: both are made larger.
  if (y < LEAST) return atan2(y * (2 / EPSILON), a * (2 / EPSILON));
  const sine = y / a;
  if (sine <= STEEP) return asinReal(sine);
  return atan2(y, adjacent(x, y, r, s, a, isNear));
}

/** √(A² - y²). */
function adjacent(x: f64, y: f64, r: f64, s: f64, a: f64, isNear: bool): f64 {
  if (y == 1 && x < EPSILON / 128) return sqrt(x) * sqrt((a + y) * 0.5);
  if (!isNear) return sqrt((excessOf(x, y + 1, r) + excessOf(x, y - 1, s)) * (a + y));
  if (y > 1) return (x * y) / sqrt((y + 1) * (y - 1));
  return sqrt((1 - y) * (1 + y));
}

/** (√(a² + b²) - b) / 2 for a root that is known, a ≥ 0. */
function excessOf(a: f64, b: f64, root: f64): f64 {
  if (b < 0) return (root - b) * 0.5;
  return b == 0 ? a * 0.5 : ((a * a) / (root + b)) * 0.5;
}

/** @inline */
function isHuge(x: f64, y: f64): bool {
  return abs(x) > HUGE || abs(y) > HUGE;
}

export function asinh(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  if (x != x || y != y) {
    if (abs(x) == Infinity) return complex(x, NaN);
    if (abs(y) == Infinity) return complex(y, NaN);
    return complex(NaN, y == 0 ? y : NaN);
  }
  if (abs(x) < TINY && abs(y) < TINY) return z;
  const size = complex(abs(x), abs(y));
  const w = isHuge(x, y) ? f64x2.add(logarithm(size), complex(LN2, 0)) : inFirst(abs(x), abs(y));
  return complex(copysign(real(w), x), copysign(imaginary(w), y));
}

export function acos(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  if (x != x || y != y) {
    if (abs(x) == Infinity) return complex(NaN, -Infinity);
    if (abs(y) == Infinity) return complex(NaN, -y);
    return complex(x == 0 ? HALF_PI : NaN, NaN);
  }
  if (x == 1 && y == 0) return complex(0, -y);
  if (isHuge(x, y)) {
    const w = logarithm(z);
    return complex(abs(imaginary(w)), copysign(real(w) + LN2, -y));
  }
  if (abs(x) < TINY && abs(y) < TINY) return complex(HALF_PI - x, -y);
  const a = abs(x);
  const b = abs(y);
  const r = Math.hypot(b, a + 1);
  const s = Math.hypot(b, a - 1);
  const mean = max((r + s) * 0.5, 1);
  const isNear = b < EPSILON * abs(a - 1);
  const cosine = a / mean;
  const turn =
    cosine <= STEEP ? acosReal(x < 0 ? -cosine : cosine) : atan2(adjacent(b, a, r, s, mean, isNear), x);
  return complex(turn, copysign(height(b, a, r, s, mean, isNear), -y));
}

export function acosh(z: v128): v128 {
  const w = acos(z);
  const turn = real(w);
  const size = abs(imaginary(w));
  if (turn != turn) return complex(size, NaN);
  return complex(size, size == size ? copysign(turn, imaginary(z)) : turn);
}

export function atanh(z: v128): v128 {
  const x = real(z);
  const y = imaginary(z);
  const a = abs(x);
  const b = abs(y);
  if (y == 0 && a <= 1) return complex(atanhReal(x), y);
  if (x == 0) return complex(x, atanReal(y));
  if (b == Infinity || (a == Infinity && y == y)) return complex(copysign(0, x), copysign(HALF_PI, y));
  if (x != x || y != y) return complex(a == Infinity ? copysign(0, x) : NaN, NaN);
  if (isHuge(x, y)) return complex(reciprocalPart(x, y), copysign(HALF_PI, y));
  if (a < TINY && b < TINY) return z;
  return complex(copysign(atanhHeight(a, b), x), copysign(atanhAngle(a, b), y));
}

/** ln(|1 + z| / |1 - z|) / 2. */
function atanhHeight(x: f64, y: f64): f64 {
  if (x == 1 && y < EPSILON) return (LN2 - log(y)) * 0.5;
  const square = y < LEAST ? 0 : y * y;
  return log1p((4 * x) / ((x - 1) * (x - 1) + square)) * 0.25;
}

/** arg((1 + z) / (1 - z)) / 2. */
function atanhAngle(x: f64, y: f64): f64 {
  if (x == 1) return atan2(2, -y) * 0.5;
  const square = y < EPSILON ? 0 : y * y;
  return atan2(2 * y, (1 - x) * (1 + x) - square) * 0.5;
}

/** x / (x² + y²), one of them huge. */
function reciprocalPart(x: f64, y: f64): f64 {
  const a = abs(x);
  const b = abs(y);
  const size = max(a, b);
  return x / size / ((a / size) * (a / size) + (b / size) * (b / size)) / size;
}

/** The parts exchanged: i times the conjugate. @inline */
function exchanged(z: v128): v128 {
  return v128.shuffle<f64>(z, z, 1, 0);
}

export function asin(z: v128): v128 {
  return exchanged(asinh(exchanged(z)));
}

export function atan(z: v128): v128 {
  return exchanged(atanh(exchanged(z)));
}
