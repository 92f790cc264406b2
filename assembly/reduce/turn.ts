/**
 * Elements of a row, `step` bytes apart, that are taken in one go before a row that lies far away has its turn: those of a
 * page of memory. While one row is read, the processor fetches what follows in the other, so that memory delivers a
 * quarter more than to a single row.
 * @inline
 */
export function turn<T>(step: isize): i32 {
  if (step == sizeof<T>()) return <i32>(4096 / sizeof<T>());
  // At least as many as make the vectors pay.
  return abs<isize>(step) <= 16 ? 256 : 64;
}
