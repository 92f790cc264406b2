/** Lanes of a vector that holds T. @inline */
export function lanes<T>(): usize {
  return 16 / sizeof<T>();
}

/** a · b + c, fused (one rounding) where the artefact has relaxed SIMD. @inline */
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(v128.mul<T>(a, b), c);
}
