import { tileLength, transposeTile } from "./lib/transpose";

// Columns that a transposing copy takes at a time: as many cache lines of x stay at hand while the rows go by.
const block: usize = 64;

/**
 * out[i, j] = x[i, j], elements of sizeof<T>() bytes. Steps are in bytes; xRow = xCol = 0 fills.
 * @kernel u8 u16 u32 u64 v128
 */
function copy<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  const size = <isize>sizeof<T>();
  if (outCol == size && xCol == size) {
    for (let i: usize = 0; i < rows; i++) memory.copy(out + i * outRow, x + i * xRow, cols * size);
    return;
  }
  if (!isVector<T>()) {
    if (outCol == size && xCol == 0) {
      for (let i: usize = 0; i < rows; i++) fillRow<T>(out + i * outRow, load<T>(x + i * xRow), cols);
      return;
    }
  }
  const width = xRow == size ? block : cols;
  for (let from: usize = 0; from < cols; from += width) {
    const n = min(width, cols - from);
    const o = out + from * outCol;
    const a = x + from * xCol;
    let done: usize = 0;
    if (!isVector<T>()) {
      if (outCol == size && xRow == size) done = copyTiles<T>(o, outRow, a, xCol, rows, n);
    }
    for (let i = done; i < rows; i++) copyRow<T>(o + i * outRow, outCol, a + i * xRow, xCol, n);
  }
}

/**
 * Sets the element at `out` to a number that T has.
 * @kernel real
 */
function set<T>(out: usize, value: f64): void {
  store<T>(out, <T>value);
}

/** Transposes the first rows in square tiles, where rows of out and columns of x are contiguous; returns how many. @inline */
function copyTiles<T>(out: usize, outRow: isize, x: usize, xCol: isize, rows: usize, cols: usize): usize {
  const length = tileLength<T>();
  const m = rows & -length;
  const n = cols & -length;
  for (let i: usize = 0; i < m; i += length) {
    for (let j: usize = 0; j < n; j += length) {
      transposeTile<T>(out + j * sizeof<T>(), outRow, x + j * xCol, xCol);
    }
    for (let r: usize = 0; n < cols && r < length; r++) {
      copyRow<T>(
        out + r * outRow + n * sizeof<T>(),
        sizeof<T>(),
        x + r * sizeof<T>() + n * xCol,
        xCol,
        cols - n,
      );
    }
    out += length * outRow;
    x += length * sizeof<T>();
  }
  return m;
}

/** @inline */
function fillRow<T>(out: usize, value: T, cols: usize): void {
  const vector = v128.splat<T>(value);
  const end = out + cols * sizeof<T>();
  for (; end - out >= 16; out += 16) v128.store(out, vector);
  for (; out != end; out += sizeof<T>()) store<T>(out, value);
}

/** @inline */
function copyRow<T>(out: usize, outCol: isize, x: usize, xCol: isize, cols: usize): void {
  for (let j: usize = 0; j < cols; j++) {
    store<T>(out, load<T>(x));
    out += outCol;
    x += xCol;
  }
}
