import { lanes } from "../lib/lanes";
import { beats, bestOfSixteen, isBeaten, loadLanes } from "./best";
import { firstBest } from "./first-best";
import { turn } from "./turn";

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

/** The one or the other: what costs time is in functions of their own for each. */
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
  if (rows > 1 && bestRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    if (colWeight < 0) {
      // From the first position on, so that the first of equals stays.
      x += <isize>(cols - 1) * xCol;
      start += <i64>(cols - 1) * colWeight;
      xCol = -xCol;
      colWeight = -colWeight;
    }
    argColumns<T>(
      index,
      indexRow,
      best,
      bestRow,
      x,
      xRow,
      xCol,
      rows,
      cols,
      start,
      rowWeight,
      colWeight,
      first,
      greatest,
    );
    return;
  }
  let fresh = first;
  for (let i = 0; i < rows; i++) {
    const j = firstInTurns<T>(x, xCol, cols, greatest);
    take<T>(index, best, load<T>(x + <isize>j * xCol), start + <i64>j * colWeight, fresh, greatest);
    if (bestRow == 0) fresh = false;
    index += indexRow;
    best += bestRow;
    x += xRow;
    start += rowWeight;
  }
}

/**
 * Position of the first best of n ≥ 1 elements, by turns: even lanes of a byte can number the vectors of one, wide lanes those of
 * many, which end less often.
 */
function firstInTurns<T>(x: usize, step: isize, n: i32, greatest: bool): i32 {
  const length = sizeof<T>() >= 4 ? 16 * turn<T>(step) : turn<T>(step);
  let at = 0;
  for (let j = 0; j < n; j += length) {
    at = firstBetter<T>(x, at, j, step, min<i32>(length, n - j), greatest);
  }
  return at;
}

/** `at`, or where among the n ≥ 1 elements from the j-th on the first best is, if it beats the one at `at`. @inline */
function firstBetter<T>(x: usize, at: i32, j: i32, step: isize, n: i32, greatest: bool): i32 {
  const found = j + firstBest<T>(x + <isize>j * step, step, n, greatest);
  // Without branches on what has just been read: a wrong guess would stop the reading ahead.
  const wins = beats<T>(load<T>(x + <isize>found * step), load<T>(x + <isize>at * step), greatest);
  return at ^ ((at ^ found) & -(<i32>wins));
}

/** The results of all rows advance together, sixteen columns a pass. @inline */
function argColumns<T>(
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
  const width = <i32>lanes<T>();
  const contiguous = xRow == sizeof<T>();
  const vectors = bestRow == sizeof<T>() && (contiguous || sizeof<T>() >= 4) ? rows & -width : 0;
  let fresh = first;
  for (let j = 0; j < cols; fresh = false) {
    const columns = j + 16 <= cols && !fresh ? 16 : 1;
    let i = 0;
    while (columns == 16 && i < vectors) {
      // Most vectors beat nothing.
      i = greatest
        ? firstRowsBelow<T>(best, x, xRow, xCol, i, vectors)
        : firstRowsAbove<T>(best, x, xRow, xCol, i, vectors);
      if (i == vectors) break;
      const p = x + <isize>i * xRow;
      const o = best + sizeof<T>() * i;
      const weight = start + <i64>i * rowWeight;
      for (let k = 0; ; k++) {
        k = greatest ? firstColumnAbove<T>(o, p, xRow, xCol, k) : firstColumnBelow<T>(o, p, xRow, xCol, k);
        if (k == 16) break;
        const q = p + <isize>k * xCol;
        const at = weight + <i64>k * colWeight;
        for (let lane = 0; lane < width; lane++) {
          const value = load<T>(q + <isize>lane * xRow);
          const position = at + <i64>lane * rowWeight;
          take<T>(
            index + <isize>(i + lane) * indexRow,
            o + sizeof<T>() * lane,
            value,
            position,
            false,
            greatest,
          );
        }
      }
      i += width;
    }
    for (; i < rows; i++) {
      let p = x + <isize>i * xRow;
      let position = start + <i64>i * rowWeight;
      for (let k = 0; k < columns; k++) {
        take<T>(
          index + <isize>i * indexRow,
          best + <isize>i * bestRow,
          load<T>(p),
          position,
          fresh && k == 0,
          greatest,
        );
        p += xCol;
        position += colWeight;
      }
    }
    x += <isize>columns * xCol;
    start += <i64>columns * colWeight;
    j += columns;
  }
}

/** From which row on, i and those after it in a vector, any of sixteen columns is above what is held; `end` if none is. */
function firstRowsBelow<T>(best: usize, x: usize, row: isize, step: isize, i: i32, end: i32): i32 {
  return firstBeaten<T>(best, x, row, step, i, end, true);
}

/** The same of columns below what is held. */
function firstRowsAbove<T>(best: usize, x: usize, row: isize, step: isize, i: i32, end: i32): i32 {
  return firstBeaten<T>(best, x, row, step, i, end, false);
}

/** @inline */
function firstBeaten<T>(
  best: usize,
  x: usize,
  row: isize,
  step: isize,
  i: i32,
  end: i32,
  greatest: bool,
): i32 {
  // Elements of less than four bytes come contiguous.
  return sizeof<T>() < 4 || row == sizeof<T>()
    ? firstVectorBeaten<T>(best, x, sizeof<T>(), step, i, end, true, greatest)
    : firstVectorBeaten<T>(best, x, row, step, i, end, false, greatest);
}

/** @inline */
function firstVectorBeaten<T>(
  best: usize,
  x: usize,
  row: isize,
  step: isize,
  i: i32,
  end: i32,
  contiguous: bool,
  greatest: bool,
): i32 {
  let o = best + sizeof<T>() * i;
  let p = x + <isize>i * row;
  for (; i < end; i += <i32>lanes<T>()) {
    if (isBeaten<T>(v128.load(o), bestOfSixteen<T>(p, row, step, contiguous, greatest), greatest)) return i;
    o += 16;
    p += <isize>lanes<T>() * row;
  }
  return end;
}

/** Which of sixteen columns, from the k-th on, is above what is held in any lane; 16 if none is. */
function firstColumnAbove<T>(best: usize, x: usize, row: isize, step: isize, k: i32): i32 {
  return firstColumnBeating<T>(best, x, row, step, k, true);
}

/** The same of columns below what is held. */
function firstColumnBelow<T>(best: usize, x: usize, row: isize, step: isize, k: i32): i32 {
  return firstColumnBeating<T>(best, x, row, step, k, false);
}

/** @inline */
function firstColumnBeating<T>(best: usize, x: usize, row: isize, step: isize, k: i32, greatest: bool): i32 {
  const contiguous = sizeof<T>() < 4 || row == sizeof<T>();
  const held = v128.load(best);
  while (k < 16 && !isBeaten<T>(held, loadLanes<T>(x + <isize>k * step, row, contiguous), greatest)) k++;
  return k;
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
