/** Rows and columns that are copied together: whole cache lines of both matrices. */
const TILE: isize = 16;

/**
 * to[i, j] = from[i, j] for j >= i, of m x n elements of `parts` numbers, and 0 elsewhere; with `unit` 1 on the diagonal;
 * with `conjugate` the conjugates. Any steps, in bytes.
 * @kernel.copy_triangle(1) f32 f64
 * @kernel.copy_triangle(2) f32=c64 f64=c128
 */
function copyTriangle<T>(
  parts: isize,
  to: usize,
  toRow: isize,
  toCol: isize,
  from: usize,
  fromRow: isize,
  fromCol: isize,
  m: isize,
  n: isize,
  unit: bool,
  conjugate: bool,
): void {
  for (let top: isize = 0; top < m; top += TILE) {
    for (let left: isize = 0; left < n; left += TILE) {
      const bottom = min(top + TILE, m);
      const right = min(left + TILE, n);
      for (let i = top; i < bottom; i++) {
        let out = to + i * toRow + left * toCol;
        let x = from + i * fromRow + left * fromCol;
        for (let j = left; j < right; j++) {
          const isOne = unit && i == j;
          const isOutside = isOne || j < i;
          store<T>(out, isOne ? 1 : isOutside ? 0 : load<T>(x));
          if (parts == 2) {
            const im: T = isOutside ? 0 : load<T>(x, sizeof<T>());
            store<T>(out, conjugate ? -im : im, sizeof<T>());
          }
          out += toCol;
          x += fromCol;
        }
      }
    }
  }
}
