import { madd, swapParts } from "../lib/lanes";

/** Bytes of a complex number. @inline */
export function bytesOf<T>(): usize {
  return 2 * sizeof<T>();
}

/** The complex numbers of a vector, or, unless it is to be `whole`, one alone. @inline */
export function take<T>(at: usize, whole: bool): v128 {
  return whole || sizeof<T>() == 8 ? v128.load(at) : v128.load64_zero(at);
}

/** Stores what `take` takes. @inline */
export function put<T>(at: usize, v: v128, whole: bool): void {
  if (whole || sizeof<T>() == 8) v128.store(at, v);
  else v128.store64_lane(at, v, 0);
}

/** Signs that make the parts exchanged, (im, re), the number times -i, or times i for `inverse`. @inline */
export function quarterTurn<T>(inverse: bool): v128 {
  if (sizeof<T>() == 8) return inverse ? i64x2(i64.MIN_VALUE, 0) : i64x2(0, i64.MIN_VALUE);
  return inverse ? i32x4(i32.MIN_VALUE, 0, i32.MIN_VALUE, 0) : i32x4(0, i32.MIN_VALUE, 0, i32.MIN_VALUE);
}

/** v times -i or i, as `quarterTurn` says. @inline */
export function turn<T>(v: v128, quarter: v128): v128 {
  return v128.xor(swapParts<T>(v), quarter);
}

/** The complex conjugates. @inline */
export function conjugate<T>(v: v128): v128 {
  return v128.xor(v, quarterTurn<T>(false));
}

/** The real part of the factor at `at`, for `times`. @inline */
export function realOf<T>(at: usize): v128 {
  return v128.splat<T>(load<T>(at));
}

/** The imaginary part of the factor at `at` with the signs that `times` wants. @inline */
export function imaginaryOf<T>(at: usize): v128 {
  return v128.xor(v128.splat<T>(load<T>(at + sizeof<T>())), quarterTurn<T>(true));
}

/** v times a factor. @inline */
export function times<T>(v: v128, real: v128, imaginary: v128): v128 {
  return madd<T>(swapParts<T>(v), imaginary, v128.mul<T>(v, real));
}
