import { lanes } from "../lib/lanes";
import { better, betterLanes, greatestOfRow, leastOfRow } from "./best";

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
    store<T>(out, fresh ? best : better<T>(load<T>(out), best, greatest));
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
  const pairOfColumns = <isize>2 * xCol;
  let fresh = first;
  for (let j = 0; j < cols; fresh = false) {
    let o = out;
    let p = x;
    const four = j + 4 <= cols;
    for (let i = 0; i < vectors; i += <i32>lanes<T>()) {
      let v = v128.load(p);
      if (four) {
        const q = p + pairOfColumns;
        v = betterLanes<T>(v, v128.load(p + xCol), greatest);
        v = betterLanes<T>(v, betterLanes<T>(v128.load(q), v128.load(q + xCol), greatest), greatest);
      }
      v128.store(o, fresh ? v : betterLanes<T>(v128.load(o), v, greatest));
      o += 16;
      p += 16;
    }
    for (let i = vectors; i < rows; i++) {
      let v = load<T>(p);
      if (four) {
        const q = p + pairOfColumns;
        v = better<T>(v, load<T>(p + xCol), greatest);
        v = better<T>(v, better<T>(load<T>(q), load<T>(q + xCol), greatest), greatest);
      }
      store<T>(o, fresh ? v : better<T>(load<T>(o), v, greatest));
      o += outRow;
      p += xRow;
    }
    x += four ? 2 * pairOfColumns : xCol;
    j += four ? 4 : 1;
  }
}
