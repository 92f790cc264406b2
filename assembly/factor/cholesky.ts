import { addScaled, scale } from "./column";

/**
 * A = Uᴴ U from the upper triangle of the Hermitian A, whose place U takes; rows are contiguous, and `row` bytes apart.
 * Returns 0, or the order of the first leading minor that is not positive.
 * @kernel.cholesky(1) f32 f64
 * @kernel.cholesky(2) f32=c64 f64=c128
 */
function factorUpper<T>(parts: isize, a: usize, row: isize, n: isize): i32 {
  const size = parts * <isize>sizeof<T>();
  for (let k: isize = 0; k < n; k++) {
    const value = load<T>(a);
    // Not for NaN either.
    if (!(value > 0)) return <i32>k + 1;
    const root = sqrt<T>(value);
    store<T>(a, root);
    if (parts == 2) store<T>(a, 0, sizeof<T>());
    const next = a + size;
    const rest = (n - k - 1) * parts;
    scale<T>(next, next, rest, 1 / root);
    let factor = next;
    let to = next + row;
    for (let left = rest; left > 0; left -= parts) {
      const im: T = parts == 2 ? load<T>(factor, sizeof<T>()) : 0;
      addScaled<T>(to, factor, left, -load<T>(factor), im, parts == 2);
      factor += size;
      to += row + size;
    }
    a = next + row;
  }
  return 0;
}
