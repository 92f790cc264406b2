import { lanes } from "../lib/lanes";
import {
  beats,
  bestOfFour,
  bestOfSixteen,
  better,
  betterLanes,
  greatestOfRow,
  leastOfRow,
  loadLanes,
} from "./best";

/**
 * out[i] = the least x[i, j], or of those and of what is there unless `first`. Steps are in bytes. With outRow 0 all
 * rows share one result.
 * @kernel real
 */
function min<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
): void {
  extremum<T>(out, outRow, x, xRow, xCol, rows, cols, first, false);
}

/**
 * The same of the greatest.
 * @kernel real
 */
function max<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
): void {
  extremum<T>(out, outRow, x, xRow, xCol, rows, cols, first, true);
}

/** @inline */
function extremum<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
  greatest: bool,
): void {
  if (rows > 1 && outRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    takeColumns<T>(out, outRow, x, xRow, xCol, rows, cols, first, greatest);
    return;
  }
  if (cols == 0) return;
  for (let i = 0; i < rows; i++) {
    takeRow<T>(out, x, xCol, cols, first && (i == 0 || outRow != 0), greatest);
    out += outRow;
    x += xRow;
  }
}

/** Takes the best of n ≥ 1 elements into a result. @inline */
function takeRow<T>(out: usize, x: usize, step: isize, n: i32, fresh: bool, greatest: bool): void {
  const best = greatest ? greatestOfRow<T>(x, step, n) : leastOfRow<T>(x, step, n);
  // Without a branch on what has just been read: a wrong guess would stop the reading ahead.
  store<T>(out, fresh ? best : better<T>(load<T>(out), best, greatest));
}

/** The results of all rows advance together, up to sixteen columns a pass: for rows that lie closer than columns. @inline */
function takeColumns<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
  greatest: bool,
): void {
  const width = <i32>lanes<T>();
  const contiguous = xRow == sizeof<T>();
  const vectors = outRow == sizeof<T>() && (contiguous || sizeof<T>() >= 4) ? rows & -width : 0;
  let fresh = first;
  for (let j = 0; j < cols; fresh = false) {
    const columns = sizeof<T>() >= 4 && j + 16 <= cols ? 16 : j + 4 <= cols ? 4 : 1;
    if (contiguous) takeVectors<T>(out, x, sizeof<T>(), xCol, vectors, columns, fresh, true, greatest);
    else if (sizeof<T>() >= 4) takeVectors<T>(out, x, xRow, xCol, vectors, columns, fresh, false, greatest);
    for (let i = vectors; i < rows; i++) {
      const o = out + <isize>i * outRow;
      let best = load<T>(fresh ? x + <isize>i * xRow : o);
      for (let k = 0; k < columns; k++) {
        const value = load<T>(x + <isize>i * xRow + <isize>k * xCol);
        if (beats<T>(value, best, greatest)) best = value;
      }
      store<T>(o, best);
    }
    x += <isize>columns * xCol;
    j += columns;
  }
}

/** Takes 1, 4 or 16 columns, `step` apart, into `count` results; the rows are `row` apart. @inline */
function takeVectors<T>(
  out: usize,
  x: usize,
  row: isize,
  step: isize,
  count: i32,
  columns: i32,
  fresh: bool,
  contiguous: bool,
  greatest: bool,
): void {
  const end = out + sizeof<T>() * count;
  const next = <isize>lanes<T>() * row;
  if (sizeof<T>() >= 4 && columns == 16) {
    for (; out < end; out += 16) {
      takeVector<T>(out, bestOfSixteen<T>(x, row, step, contiguous, greatest), fresh, greatest);
      x += next;
    }
  } else if (columns == 4) {
    for (; out < end; out += 16) {
      takeVector<T>(out, bestOfFour<T>(x, row, step, contiguous, greatest), fresh, greatest);
      x += next;
    }
  } else {
    for (; out < end; out += 16) {
      takeVector<T>(out, loadLanes<T>(x, row, contiguous), fresh, greatest);
      x += next;
    }
  }
}

/** @inline */
function takeVector<T>(out: usize, v: v128, fresh: bool, greatest: bool): void {
  v128.store(out, fresh ? v : betterLanes<T>(v128.load(out), v, greatest));
}
