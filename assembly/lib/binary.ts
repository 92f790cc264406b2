import { divideFloor, modulo, power, truncatedRest } from "./division";
import { scaleByPower } from "./float-parts";
import { divisor, multiple, nextAfter, shiftLeft, shiftRight } from "./integer";
import { multiplyLanes } from "./lanes";

export const ADD = 0;
export const SUBTRACT = 1;
export const MULTIPLY = 2;
export const DIVIDE = 3;
export const OR = 4;
export const AND = 5;
export const XOR = 6;
/** NaN where there is one. */
export const MAXIMUM = 7;
export const MINIMUM = 8;
/** From here on there is no vector form. */
export const SCALAR = 9;
export const FLOOR_DIVIDE = 9;
export const REMAINDER = 10;
export const POW = 11;
/** The other one where one is NaN. */
export const FMAX = 12;
export const FMIN = 13;
export const FMOD = 14;
export const COPYSIGN = 15;
export const NEXTAFTER = 16;
export const HEAVISIDE = 17;
export const LEFT_SHIFT = 18;
export const RIGHT_SHIFT = 19;
export const GCD = 20;
export const LCM = 21;
/** a 2^b for a whole number b. */
export const LDEXP = 22;

/** a op b; `op` must be a constant, so that one branch is left. @inline */
export function applyBinary<T>(op: i32, a: T, b: T): T {
  if (op == ADD) return <T>(a + b);
  if (op == SUBTRACT) return <T>(a - b);
  if (op == MULTIPLY) return <T>(a * b);
  if (op == FLOOR_DIVIDE) return divideFloor<T>(a, b);
  if (op == REMAINDER) return modulo<T>(a, b);
  if (op == POW) return isInteger<T>() ? power<T>(a, b) : a;
  if (op == MAXIMUM) return a >= b || a != a ? a : b;
  if (op == MINIMUM) return a <= b || a != a ? a : b;
  if (op == FMAX) return a >= b || b != b ? a : b;
  if (op == FMIN) return a <= b || b != b ? a : b;
  if (op == FMOD) return truncatedRest<T>(a, b);
  if (isFloat<T>()) {
    if (op == COPYSIGN) return copysign<T>(a, b);
    if (op == LDEXP) return <T>scaleByPower(<f64>a, <f64>b);
    if (op == NEXTAFTER) return nextAfter<T>(a, b);
    if (op == HEAVISIDE) return a != a ? a : a == 0 ? b : <T>(a < 0 ? 0 : 1);
    return <T>(a / b);
  }
  if (op == LEFT_SHIFT) return shiftLeft<T>(a, b);
  if (op == RIGHT_SHIFT) return shiftRight<T>(a, b);
  if (op == GCD) return divisor<T>(a, b);
  if (op == LCM) return multiple<T>(a, b);
  return <T>(op == OR ? a | b : op == XOR ? a ^ b : a & b);
}

/** The lanes of a and b combined by `op`. @inline */
export function applyLanes<T>(op: i32, a: v128, b: v128): v128 {
  if (op == ADD) return v128.add<T>(a, b);
  if (op == SUBTRACT) return v128.sub<T>(a, b);
  if (op == MULTIPLY) return multiplyLanes<T>(a, b);
  if (op == OR) return v128.or(a, b);
  if (op == AND) return v128.and(a, b);
  if (op == XOR) return v128.xor(a, b);
  if (op == MAXIMUM) return extremeLanes<T>(a, b, true);
  if (op == MINIMUM) return extremeLanes<T>(a, b, false);
  if (isFloat<T>()) return v128.div<T>(a, b);
  return a;
}

/** The greater or lesser lanes; NaN where there is one. @inline */
function extremeLanes<T>(a: v128, b: v128, greatest: bool): v128 {
  if (isFloat<T>()) {
    // The instructions for these are slow on x86; a comparison with NaN is false, so that one in b is left.
    const chosen = v128.bitselect(a, b, greatest ? v128.ge<T>(a, b) : v128.le<T>(a, b));
    return v128.bitselect(chosen, a, v128.eq<T>(a, a));
  }
  if (sizeof<T>() < 8) return greatest ? v128.max<T>(a, b) : v128.min<T>(a, b);
  const top = isSigned<T>() ? i64x2.splat(0) : i64x2.splat(i64.MIN_VALUE);
  const isGreater = i64x2.gt_s(v128.xor(a, top), v128.xor(b, top));
  return greatest ? v128.bitselect(a, b, isGreater) : v128.bitselect(b, a, isGreater);
}
