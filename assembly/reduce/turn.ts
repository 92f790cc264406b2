/**
 * Elements of a row, `step` bytes apart, that are taken in one go: those of a page of memory. Sums then take those of a
 * row far away: while one row is read, the processor fetches what follows in the other.
 * @inline
 */
export function turn<T>(step: isize): i32 {
  if (step == sizeof<T>()) return <i32>(4096 / sizeof<T>());
  // At least as many as make the vectors pay.
  return abs<isize>(step) <= 16 ? 256 : 64;
}
