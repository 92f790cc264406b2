/** Rows and columns that are copied together: whole cache lines of both matrices. */
const TILE: isize = 16;

/**
 * to[i, j] = from[i, j] for j >= i, of m x n elements of `parts` numbers, and 0 elsewhere; with `unit` 1 on the diagonal;
 * with `conjugate` the conjugates. Any steps, in bytes.
 */
function copyTriangle<T>(
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
  parts: isize,
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

/**
 * See `copyTriangle`.
 * @kernel f32 f64
 */
function copy_upper<T>(
  to: usize,
  toRow: isize,
  toCol: isize,
  from: usize,
  fromRow: isize,
  fromCol: isize,
  m: i32,
  n: i32,
  unit: bool,
  conjugate: bool,
): void {
  copyTriangle<T>(to, toRow, toCol, from, fromRow, fromCol, m, n, unit, conjugate, 1);
}

/**
 * See `copyTriangle`.
 * @kernel.copy_upper f32=c64 f64=c128
 */
function copyUpperComplex<T>(
  to: usize,
  toRow: isize,
  toCol: isize,
  from: usize,
  fromRow: isize,
  fromCol: isize,
  m: i32,
  n: i32,
  unit: bool,
  conjugate: bool,
): void {
  copyTriangle<T>(to, toRow, toCol, from, fromRow, fromCol, m, n, unit, conjugate, 2);
}
