import { lanes } from "../lib/lanes";
import { beats, greatestOfRow, isBeaten, leastOfRow } from "./best";

/**
 * index[i] = the position of the least x[i, j], best[i] = its value: the first of equals, the first NaN if there is one.
 * x[i, j] has the position start + i · rowWeight + j · colWeight. Unless `first`, what index and best hold takes part.
 * With bestRow 0 all rows share one result; else positions must be above those of earlier calls. Steps are in bytes.
 * @kernel real
 */
function argmin<T>(
  index: usize,
  indexRow: isize,
  best: usize,
  bestRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  start: f64,
  rowWeight: f64,
  colWeight: f64,
  first: bool,
): void {
  argBest<T>(
    index,
    indexRow,
    best,
    bestRow,
    x,
    xRow,
    xCol,
    rows,
    cols,
    <i64>start,
    <i64>rowWeight,
    <i64>colWeight,
    first,
    false,
  );
}

/**
 * The same of the greatest.
 * @kernel real
 */
function argmax<T>(
  index: usize,
  indexRow: isize,
  best: usize,
  bestRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  start: f64,
  rowWeight: f64,
  colWeight: f64,
  first: bool,
): void {
  argBest<T>(
    index,
    indexRow,
    best,
    bestRow,
    x,
    xRow,
    xCol,
    rows,
    cols,
    <i64>start,
    <i64>rowWeight,
    <i64>colWeight,
    first,
    true,
  );
}

/** @inline */
function argBest<T>(
  index: usize,
  indexRow: isize,
  best: usize,
  bestRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  start: i64,
  rowWeight: i64,
  colWeight: i64,
  first: bool,
  greatest: bool,
): void {
  let fresh = first;
  if (bestRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    const contiguous = xRow == sizeof<T>() && bestRow == sizeof<T>();
    for (let j = 0; j < cols; j++) {
      argColumn<T>(
        index,
        indexRow,
        best,
        bestRow,
        x,
        xRow,
        rows,
        start,
        rowWeight,
        fresh,
        contiguous,
        greatest,
      );
      fresh = false;
      start += colWeight;
      x += xCol;
    }
    return;
  }
  for (let i = 0; i < rows; i++) {
    const j = argOfRow<T>(x, xCol, cols, greatest);
    take<T>(index, best, load<T>(x + <isize>j * xCol), start + <i64>j * colWeight, fresh, greatest);
    if (bestRow == 0) fresh = false;
    index += indexRow;
    best += bestRow;
    x += xRow;
    start += rowWeight;
  }
}

/** Position of the first best of n ≥ 1 elements. @inline */
function argOfRow<T>(x: usize, step: isize, n: i32, greatest: bool): i32 {
  let best = load<T>(x);
  let at = 0;
  if (abs<isize>(step) != sizeof<T>()) {
    for (let j = 1; j < n; j++) {
      x += step;
      const value = load<T>(x);
      if (beats<T>(value, best, greatest)) {
        best = value;
        at = j;
      }
    }
    return at;
  }
  // The best of a block is found fast; where it lies in the block matters only if it beats all blocks before.
  const block = <i32>(4096 / sizeof<T>());
  for (let j = 0; j < n && best == best; j += block) {
    const count = min<i32>(block, n - j);
    const low = x + <isize>(step < 0 ? j + count - 1 : j) * step;
    const value = greatest
      ? greatestOfRow<T>(low, sizeof<T>(), count)
      : leastOfRow<T>(low, sizeof<T>(), count);
    if (j > 0 && !beats<T>(value, best, greatest)) continue;
    best = value;
    at = j + find<T>(x + <isize>j * step, step, value);
  }
  return at;
}

/** Position of the first element that is `value`, which there is; NaN is NaN. */
function find<T>(x: usize, step: isize, value: T): i32 {
  let j = 0;
  if (value == value) {
    for (; load<T>(x) != value; j++) x += step;
  } else {
    for (; load<T>(x) == load<T>(x); j++) x += step;
  }
  return j;
}

/** One more element for every result. @inline */
function argColumn<T>(
  index: usize,
  indexRow: isize,
  best: usize,
  bestRow: isize,
  x: usize,
  xRow: isize,
  rows: i32,
  position: i64,
  rowWeight: i64,
  first: bool,
  contiguous: bool,
  greatest: bool,
): void {
  const width = <i32>lanes<T>();
  for (let i = 0; i < rows; i++) {
    if (contiguous && !first) {
      // Most vectors beat nothing: one comparison passes over them.
      while (i + width <= rows && !isBeaten<T>(v128.load(best), v128.load(x), greatest)) {
        i += width;
        index += <isize>width * indexRow;
        best += 16;
        x += 16;
        position += <i64>width * rowWeight;
      }
      if (i == rows) return;
    }
    take<T>(index, best, load<T>(x), position, first, greatest);
    index += indexRow;
    best += bestRow;
    x += xRow;
    position += rowWeight;
  }
}

/** Keeps `value` and its position if it beats what is held, or equals it and comes first. @inline */
function take<T>(index: usize, best: usize, value: T, position: i64, first: bool, greatest: bool): void {
  if (!first) {
    const held = load<T>(best);
    if (beats<T>(held, value, greatest)) return;
    if (!beats<T>(value, held, greatest) && load<i64>(index) < position) return;
  }
  store<T>(best, value);
  store<i64>(index, position);
}
