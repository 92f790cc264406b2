/** Numbers as mantissas and powers of 2. */

const EXPONENT_BITS: u64 = 0x7ff0000000000000;
const LEAST = 2.2250738585072014e-308;

/** The number e with 2^(e - 1) ≤ |x| < 2^e; 0 for 0, infinities and NaN. */
export function exponent(x: f64): i32 {
  if (x == 0 || !(abs(x) < Infinity)) return 0;
  if (abs(x) < LEAST) return exponent(x * 18014398509481984) - 54;
  return <i32>((reinterpret<u64>(x) & EXPONENT_BITS) >> 52) - 1022;
}

/** x / 2^e for that number. */
export function mantissa(x: f64): f64 {
  if (x == 0 || !(abs(x) < Infinity)) return x;
  if (abs(x) < LEAST) return mantissa(x * 18014398509481984);
  return reinterpret<f64>((reinterpret<u64>(x) & ~EXPONENT_BITS) | 0x3fe0000000000000);
}

/** x 2^n for a whole n, rounded once: at most the last of the steps is not exact (musl, scalbn.c). */
export function scaleByPower(x: f64, n: f64): f64 {
  for (let step = 0; step < 2 && n > 1023; step++) {
    x *= 8.98846567431158e307;
    n -= 1023;
  }
  for (let step = 0; step < 2 && n < -1022; step++) {
    // 2^-969, which leaves a last step beyond the digits of subnormal numbers.
    x *= 2.004168360008973e-292;
    n += 969;
  }
  return x * reinterpret<f64>((<u64>(1023 + <i64>max<f64>(min<f64>(n, 1023), -1022))) << 52);
}
