/** a shifted by b bits; nothing is left by as many as T has. @inline */
export function shiftLeft<T>(a: T, b: T): T {
  return <u64>b < 8 * sizeof<T>() ? <T>(a << b) : 0;
}

/** a shifted by b bits, the sign kept. @inline */
export function shiftRight<T>(a: T, b: T): T {
  if (<u64>b < 8 * sizeof<T>()) return <T>(a >> b);
  return <T>(a < 0 ? -1 : 0);
}

/** The greatest common divisor, not negative: 0 of zeros (Euclid). */
export function divisor<T>(a: T, b: T): T {
  // Of negative ones, which have room for the least integer, the quotient by -1 would trap.
  let x = magnitude<T>(a);
  let y = magnitude<T>(b);
  while (y) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return <T>x;
}

/** The least common multiple, not negative: 0 if one is 0. */
export function multiple<T>(a: T, b: T): T {
  const common = <u64>divisor<T>(a, b);
  if (common == 0) return 0;
  return <T>((magnitude<T>(a) / magnitude<T>(<T>common)) * magnitude<T>(b));
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
