/** Bytes in front of each column that Jacobi's method rotates: its norm, and what is noted of its rotation in the round at hand. */
export const HEAD: isize = 16;

/** @inline */
export function normOf(column: usize): f64 {
  return load<f64>(column - HEAD);
}

/** @inline */
export function setNorm(column: usize, value: f64): void {
  store<f64>(column - HEAD, value);
}

/** Sine of the column's rotation, or tan of half the angle for the second column of a pair. @inline */
export function angleOf(column: usize): f64 {
  return load<f64>(column - 8);
}

/** @inline */
export function setAngle(column: usize, value: f64): void {
  store<f64>(column - 8, value);
}
