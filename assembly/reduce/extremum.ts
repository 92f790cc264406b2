import { lanes } from "../lib/lanes";
import { beats, betterLanes, greatestOfRow, leastOfRow } from "./best";

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
  if (outRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    takeColumns<T>(out, outRow, x, xRow, xCol, rows, cols, first, greatest);
    return;
  }
  let fresh = first;
  for (let i = 0; i < rows; i++) {
    const best = greatest ? greatestOfRow<T>(x, xCol, cols) : leastOfRow<T>(x, xCol, cols);
    if (fresh || beats<T>(best, load<T>(out), greatest)) store<T>(out, best);
    if (outRow == 0) fresh = false;
    out += outRow;
    x += xRow;
  }
}

/** The results of all rows advance together, four columns a pass: for rows that lie closer than columns. @inline */
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
  const contiguous = xRow == sizeof<T>() && outRow == sizeof<T>();
  const vectors = contiguous ? rows & ~(<i32>lanes<T>() - 1) : 0;
  let fresh = first;
  for (let j = 0; j < cols; fresh = false) {
    let o = out;
    let p = x;
    const columns = j + 4 <= cols ? 4 : 1;
    for (let i = 0; i < vectors; i += <i32>lanes<T>()) {
      v128.store(o, bestOfColumns<T>(o, p, xCol, columns, fresh, greatest, true));
      o += 16;
      p += 16;
    }
    for (let i = vectors; i < rows; i++) {
      v128.store_lane<T>(o, bestOfColumns<T>(o, p, xCol, columns, fresh, greatest, false), 0);
      o += outRow;
      p += xRow;
    }
    x += <isize>columns * xCol;
    j += columns;
  }
}

/** The best of one or four columns, `step` apart, and of what `out` holds: a vector of rows, or one row. @inline */
function bestOfColumns<T>(
  out: usize,
  x: usize,
  step: isize,
  columns: i32,
  first: bool,
  greatest: bool,
  vector: bool,
): v128 {
  let v = loadRows<T>(x, vector);
  if (columns == 4) {
    const a = betterLanes<T>(v, loadRows<T>(x + step, vector), greatest);
    const b = betterLanes<T>(loadRows<T>(x + 2 * step, vector), loadRows<T>(x + 3 * step, vector), greatest);
    v = betterLanes<T>(a, b, greatest);
  }
  return first ? v : betterLanes<T>(loadRows<T>(out, vector), v, greatest);
}

/** A vector of neighbours, or one element in all lanes: to choose between scalars would take a branch. @inline */
function loadRows<T>(x: usize, vector: bool): v128 {
  return vector ? v128.load(x) : v128.load_splat<T>(x);
}
