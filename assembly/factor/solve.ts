import { factorPanel } from "./lu";
import { substitute } from "./triangular";

/**
 * X = A⁻¹ X for `count` small n x n matrices A, aStep bytes apart, and as many X of n rows of `cols` elements, all
 * contiguous: elimination with X beside A. Returns false, and stops, at a singular matrix. `work` has room for
 * n x (n + cols) elements and n 32-bit numbers.
 * @kernel.solve_stack(1) f32 f64
 * @kernel.solve_stack(2) f32=c64 f64=c128
 */
function solveStack<T>(
  parts: isize,
  x: usize,
  xStep: isize,
  a: usize,
  aStep: isize,
  aRow: isize,
  aCol: isize,
  count: isize,
  n: isize,
  cols: isize,
  work: usize,
): bool {
  const size = parts * <isize>sizeof<T>();
  const row = (n + cols) * size;
  const right = work + n * size;
  const pivots = work + n * row;
  const last = n - 1;
  for (; count > 0; count--) {
    for (let i: isize = 0; i < n; i++) {
      copyElements<T>(work + i * row, size, a + i * aRow, aCol, n, parts);
      copyElements<T>(right + i * row, size, x + i * cols * size, size, cols, parts);
    }
    if (factorPanel<T>(parts, work, row, n, 0, n, n + cols, pivots)) return false;
    const corner = work + last * (row + size);
    substitute<T>(parts, corner, -row, -size, right + last * row, -row, n, cols, false, false);
    for (let i: isize = 0; i < n; i++) {
      copyElements<T>(x + i * cols * size, size, right + i * row, size, cols, parts);
    }
    a += aStep;
    x += xStep;
  }
  return true;
}

/** Copies n elements, whose steps are in bytes. */
function copyElements<T>(
  to: usize,
  toStep: isize,
  from: usize,
  fromStep: isize,
  n: isize,
  parts: isize,
): void {
  for (; n > 0; n--) {
    store<T>(to, load<T>(from));
    if (parts == 2) store<T>(to, load<T>(from, sizeof<T>()), sizeof<T>());
    to += toStep;
    from += fromStep;
  }
}
