/** Lanes of a vector that holds T. @inline */
export function lanes<T>(): usize {
  return 16 / sizeof<T>();
}

/** a · b + c; for floats fused (one rounding) where the artefact has relaxed SIMD. @inline */
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  if (isFloat<T>() && ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** The products of lanes, which wrap if they are integers. @inline */
export function multiplyLanes<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() > 1) return v128.mul<T>(a, b);
  // Bytes have no instruction: even and odd ones are multiplied as the low halves of 16-bit lanes.
  const even = i16x8.mul(a, b);
  const odd = i16x8.mul(i16x8.shr_u(a, 8), i16x8.shr_u(b, 8));
  return v128.bitselect(even, i16x8.shl(odd, 8), i16x8.splat(0xff));
}

/** Complex numbers, pairs of T, with re and im exchanged. @inline */
export function swapParts<T>(v: v128): v128 {
  if (sizeof<T>() == 8) return v128.shuffle<T>(v, v, 1, 0);
  return v128.shuffle<T>(v, v, 1, 0, 3, 2);
}

/** c - a · b; for floats fused (one rounding) where the artefact has relaxed SIMD. @inline */
export function nmadd<T>(a: v128, b: v128, c: v128): v128 {
  if (isFloat<T>() && ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_nmadd<T>(a, b, c);
  return v128.sub<T>(c, v128.mul<T>(a, b));
}
