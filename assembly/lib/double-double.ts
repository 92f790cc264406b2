/**
 * Numbers of twice the digits of float64: vectors of two float64 whose sum they are, the first one being the sum rounded
 * (Dekker, Numer. Math. 18, 1971). Products lose what is below 2^-1022.
 */

/** @inline */
export function pair(high: f64, low: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(high), 1, low);
}

/** @inline */
export function high(x: v128): f64 {
  return f64x2.extract_lane(x, 0);
}

/** @inline */
export function low(x: v128): f64 {
  return f64x2.extract_lane(x, 1);
}

/** a + b, exactly (Knuth). @inline */
export function sum(a: f64, b: f64): v128 {
  const s = a + b;
  const rest = s - a;
  return pair(s, a - (s - rest) + (b - rest));
}

/** The digits of a number that are left where products of two are exact. @inline */
function upper(x: f64): f64 {
  return reinterpret<f64>(reinterpret<u64>(x) & 0xfffffffff8000000);
}

/** What the rounded product of a and b lacks. @inline */
export function productRest(a: f64, b: f64, product: f64): f64 {
  const p = upper(a);
  const q = upper(b);
  const r = a - p;
  const s = b - q;
  return p * q - product + p * s + r * q + r * s;
}

/** a · b. @inline */
export function product(a: f64, b: f64): v128 {
  const p = a * b;
  return pair(p, productRest(a, b, p));
}

/** x + y. */
export function add(x: v128, y: v128): v128 {
  const s = sum(high(x), high(y));
  return normalized(high(s), low(s) + (low(x) + low(y)));
}

/** x - y. */
export function subtract(x: v128, y: v128): v128 {
  return add(x, f64x2.neg(y));
}

/** x · b. */
export function scale(x: v128, b: f64): v128 {
  const p = product(high(x), b);
  return normalized(high(p), low(p) + low(x) * b);
}

/** x · y. */
export function multiply(x: v128, y: v128): v128 {
  const p = product(high(x), high(y));
  return normalized(high(p), low(p) + (high(x) * low(y) + low(x) * high(y)));
}

/** x / y. */
export function divide(x: v128, y: v128): v128 {
  const q = high(x) / high(y);
  const rest = subtract(x, scale(y, q));
  return normalized(q, high(rest) / high(y));
}

/** a + b where b is small beside a. @inline */
export function normalized(a: f64, b: f64): v128 {
  const s = a + b;
  return pair(s, a - s + b);
}
