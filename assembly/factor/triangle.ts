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
      const out = to + top * toRow + left * toCol;
      const x = from + top * fromRow + left * fromCol;
      const isPlain = left >= bottom && !(parts == 2 && conjugate);
      for (let i = top; i < bottom; i++) {
        const at = out + (i - top) * toRow;
        const source = x + (i - top) * fromRow;
        if (isPlain) copyRow<T>(parts, at, toCol, source, fromCol, right - left);
        else copyPart<T>(parts, at, toCol, source, fromCol, i - left, right - left, unit, conjugate);
      }
    }
  }
}

function copyRow<T>(parts: isize, to: usize, toCol: isize, from: usize, fromCol: isize, n: isize): void {
  for (; n > 0; n--) {
    store<T>(to, load<T>(from));
    if (parts == 2) store<T>(to, load<T>(from, sizeof<T>()), sizeof<T>());
    to += toCol;
    from += fromCol;
  }
}

/** A row whose element of the diagonal, if it has one, is the one of this index. */
function copyPart<T>(
  parts: isize,
  to: usize,
  toCol: isize,
  from: usize,
  fromCol: isize,
  diagonal: isize,
  n: isize,
  unit: bool,
  conjugate: bool,
): void {
  for (let j: isize = 0; j < n; j++) {
    const isOne = unit && j == diagonal;
    const isOutside = isOne || j < diagonal;
    store<T>(to, isOne ? 1 : isOutside ? 0 : load<T>(from));
    if (parts == 2) {
      const im: T = isOutside ? 0 : load<T>(from, sizeof<T>());
      store<T>(to, conjugate ? -im : im, sizeof<T>());
    }
    to += toCol;
    from += fromCol;
  }
}
