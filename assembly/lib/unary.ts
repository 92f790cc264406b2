import { exponent, mantissa } from "./float-parts";
import { multiplyLanes } from "./lanes";

export const NEGATIVE = 0;
export const ABS = 1;
export const SQRT = 2;
export const SQUARE = 3;
export const FLOOR = 4;
export const CEIL = 5;
export const TRUNC = 6;
/** To even ones where two integers are as near. */
export const ROUND = 7;
export const RECIPROCAL = 8;
export const RADIANS = 9;
export const DEGREES = 10;
export const INVERT = 11;
/** Of bools, which are 0 and 1. */
export const NOT = 12;
/** From here on there is no vector form. */
export const SCALAR = 13;
export const SIGN = 13;
/** What is behind the point. */
export const FRACTION = 14;
/** Between 1/2 and 1: what is left of a number divided by 2 to the power of its EXPONENT. */
export const MANTISSA = 15;
export const EXPONENT = 16;

/** `op` of a; `op` must be a constant, so that one branch is left. @inline */
export function applyUnary<T>(op: i32, a: T): T {
  if (op == NEGATIVE) return <T>-a;
  if (op == SQUARE) return <T>(a * a);
  if (op == SIGN) return a > 0 ? 1 : a < 0 ? <T>-1 : a == 0 ? 0 : a;
  if (isFloat<T>()) {
    if (op == FLOOR) return floor<T>(a);
    if (op == CEIL) return ceil<T>(a);
    if (op == TRUNC) return trunc<T>(a);
    if (op == ROUND) return nearest<T>(a);
    if (op == RECIPROCAL) return <T>(1 / a);
    if (op == RADIANS) return <T>(a * <T>(Math.PI / 180));
    if (op == DEGREES) return <T>(a * <T>(180 / Math.PI));
    if (op == FRACTION) return copysign<T>(abs<T>(a) == <T>Infinity ? 0 : <T>(a - trunc<T>(a)), a);
    if (op == MANTISSA) return <T>mantissa(<f64>a);
    if (op == EXPONENT) return <T>exponent(<f64>a);
    return op == ABS ? abs<T>(a) : sqrt<T>(a);
  }
  if (op == INVERT) return <T>~a;
  if (op == NOT) return <T>(a ^ 1);
  return <T>(a < 0 ? -a : a);
}

/** `op` of the lanes of a. @inline */
export function applyUnaryLanes<T>(op: i32, a: v128): v128 {
  if (op == NEGATIVE) return v128.neg<T>(a);
  if (op == ABS) return v128.abs<T>(a);
  if (op == SQUARE) return multiplyLanes<T>(a, a);
  if (op == INVERT) return v128.not(a);
  if (op == NOT) return v128.xor(a, v128.splat<T>(1));
  if (isFloat<T>()) {
    if (op == FLOOR) return v128.floor<T>(a);
    if (op == CEIL) return v128.ceil<T>(a);
    if (op == TRUNC) return v128.trunc<T>(a);
    if (op == ROUND) return v128.nearest<T>(a);
    if (op == RECIPROCAL) return v128.div<T>(v128.splat<T>(1), a);
    if (op == RADIANS) return v128.mul<T>(a, v128.splat<T>(<T>(Math.PI / 180)));
    if (op == DEGREES) return v128.mul<T>(a, v128.splat<T>(<T>(180 / Math.PI)));
    return v128.sqrt<T>(a);
  }
  return a;
}
