import { tileLength, transposeTile } from "../lib/transpose";

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
      const rows = bottom - top;
      const cols = right - left;
      if (right <= top) fillTile<T>(parts, out, toRow, toCol, rows, cols);
      else if (left >= bottom && !(parts == 2 && conjugate)) {
        copyTile<T>(parts, out, toRow, toCol, x, fromRow, fromCol, rows, cols);
      } else {
        for (let i: isize = 0; i < rows; i++) {
          copyPart<T>(
            parts,
            out + i * toRow,
            toCol,
            x + i * fromRow,
            fromCol,
            top + i - left,
            cols,
            unit,
            conjugate,
          );
        }
      }
    }
  }
}

/** Zeros. */
function fillTile<T>(parts: isize, to: usize, toRow: isize, toCol: isize, rows: isize, cols: isize): void {
  const size = parts * <isize>sizeof<T>();
  if (toRow == size && toCol != size) return fillTile<T>(parts, to, toCol, toRow, cols, rows);
  for (; rows > 0; rows--) {
    if (toCol == size) memory.fill(to, 0, cols * size);
    else for (let j: isize = 0; j < cols; j++) memory.fill(to + j * toCol, 0, size);
    to += toRow;
  }
}

function copyTile<T>(
  parts: isize,
  to: usize,
  toRow: isize,
  toCol: isize,
  from: usize,
  fromRow: isize,
  fromCol: isize,
  rows: isize,
  cols: isize,
): void {
  const size = <isize>sizeof<T>();
  if (parts == 1 && rows == TILE && cols == TILE) {
    if (toCol == size && fromRow == size) return transpose<T>(to, toRow, from, fromCol);
    if (toRow == size && fromCol == size) return transpose<T>(to, toCol, from, fromRow);
  }
  for (; rows > 0; rows--) {
    copyRow<T>(parts, to, toCol, from, fromCol, cols);
    to += toRow;
    from += fromRow;
  }
}

/** Rows of a tile from contiguous columns of another. */
function transpose<T>(to: usize, toRow: isize, from: usize, fromCol: isize): void {
  const length = <isize>tileLength<T>();
  const size = <isize>sizeof<T>();
  for (let i: isize = 0; i < TILE; i += length) {
    for (let j: isize = 0; j < TILE; j += length) {
      transposeTile<T>(to + i * toRow + j * size, toRow, from + i * size + j * fromCol, fromCol);
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
