import { divideFloor, modulo, power } from "./division";
import { multiplyLanes } from "./lanes";

export const ADD = 0;
export const SUBTRACT = 1;
export const MULTIPLY = 2;
export const DIVIDE = 3;
export const OR = 4;
export const AND = 5;
/** From here on there is no vector form. */
export const SCALAR = 6;
export const FLOOR_DIVIDE = 6;
export const REMAINDER = 7;
export const POW = 8;

/** a op b; `op` must be a constant, so that one branch is left. @inline */
export function applyBinary<T>(op: i32, a: T, b: T): T {
  if (op == ADD) return <T>(a + b);
  if (op == SUBTRACT) return <T>(a - b);
  if (op == MULTIPLY) return <T>(a * b);
  if (op == FLOOR_DIVIDE) return divideFloor<T>(a, b);
  if (op == REMAINDER) return modulo<T>(a, b);
  if (op == POW) return isInteger<T>() ? power<T>(a, b) : a;
  if (isFloat<T>()) return <T>(a / b);
  return <T>(op == OR ? a | b : a & b);
}

/** The lanes of a and b combined by `op`. @inline */
export function applyLanes<T>(op: i32, a: v128, b: v128): v128 {
  if (op == ADD) return v128.add<T>(a, b);
  if (op == SUBTRACT) return v128.sub<T>(a, b);
  if (op == MULTIPLY) return multiplyLanes<T>(a, b);
  if (op == OR) return v128.or(a, b);
  if (op == AND) return v128.and(a, b);
  if (isFloat<T>()) return v128.div<T>(a, b);
  return a;
}
