export const NEGATIVE = 0;
export const ABS = 1;
export const SQRT = 2;

/** `op` of a; `op` must be a constant, so that one branch is left. @inline */
export function applyUnary<T>(op: i32, a: T): T {
  if (op == NEGATIVE) return <T>-a;
  if (isFloat<T>()) return op == ABS ? abs<T>(a) : sqrt<T>(a);
  return <T>(a < 0 ? -a : a);
}

/** `op` of the lanes of a. @inline */
export function applyUnaryLanes<T>(op: i32, a: v128): v128 {
  if (op == NEGATIVE) return v128.neg<T>(a);
  if (op == ABS) return v128.abs<T>(a);
  if (isFloat<T>()) return v128.sqrt<T>(a);
  return a;
}
