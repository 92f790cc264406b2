/** a shifted by b bits; nothing is left by as many as T has. @inline */
export function shiftLeft<T>(a: T, b: T): T {
  return <u64>b < 8 * sizeof<T>() ? <T>(a << b) : 0;
}

/** a shifted by b bits, the sign kept. @inline */
export function shiftRight<T>(a: T, b: T): T {
  if (<u64>b < 8 * sizeof<T>()) return <T>(a >> b);
  return <T>(a < 0 ? -1 : 0);
}

/** The greatest common divisor, not negative: 0 of zeros. @inline */
export function divisor<T>(a: T, b: T): T {
  return <T>commonDivisor(magnitude<T>(a), magnitude<T>(b));
}

/** The least common multiple, not negative: 0 if one is 0. @inline */
export function multiple<T>(a: T, b: T): T {
  const x = magnitude<T>(a);
  const y = magnitude<T>(b);
  const common = commonDivisor(x, y);
  return common ? <T>((x / common) * y) : <T>0;
}

/** Euclid's. Of magnitudes: the quotient of the least integer by -1 would trap. */
function commonDivisor(x: u64, y: u64): u64 {
  while (y) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

/** @inline */
function magnitude<T>(a: T): u64 {
  if (isSigned<T>()) return a < 0 ? -(<u64>(<i64>a)) : <u64>a;
  return <u64>a;
}

/** The next number that T has after a on the way to b. */
export function nextAfter<T>(a: T, b: T): T {
  if (a != a || b != b) return <T>(a + b);
  if (a == b) return b;
  if (a == 0) return copysign<T>(sizeof<T>() == 8 ? <T>f64.MIN_VALUE : <T>f32.MIN_VALUE, b);
  // Magnitudes are ordered as their bits.
  const grows = a < b == a > 0;
  if (sizeof<T>() == 8) {
    const bits = reinterpret<u64>(<f64>a);
    return <T>reinterpret<f64>(grows ? bits + 1 : bits - 1);
  }
  const bits = reinterpret<u32>(<f32>a);
  return <T>reinterpret<f32>(grows ? bits + 1 : bits - 1);
}

/** The upper 64 bits of a product. @inline */
export function multiplyHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const carry = aLow * bHigh + (middle & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (carry >> 32);
}
