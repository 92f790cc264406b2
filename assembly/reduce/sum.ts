import { addWidened, loadOne, loadPair, plus, sumBlock, unit } from "./pairs";
import { turn } from "./turn";

/**
 * out[i] = Σⱼ x[i, j], added to what is there unless `first`. Sums of floats are f64, of integers i64 (modulo 2^64, so
 * that i64 serves u64 too). Steps are in bytes. With outRow 0 all rows add up to one sum.
 * @kernel i8 i16 i32 i64 u8 u16 u32 f32 f64
 */
function sum<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
): void {
  if (rows > 1 && outRow != 0 && abs<isize>(xRow) < abs<isize>(xCol)) {
    sumColumns<T>(out, outRow, x, xRow, xCol, rows, cols, first);
    return;
  }
  if (outRow == 0 && rows > 0) {
    addTo<T>(out, sumRows<T>(x, xRow, xCol, rows, cols), first);
    return;
  }
  const half = rows >> 1;
  const apart = <isize>half * xRow;
  for (let i = 0; i < half; i++) {
    const s = sumInTurns<T>(x, true, apart, xCol, cols);
    addTo<T>(out, s, first);
    addTo<T>(out + <isize>half * outRow, i64x2.shuffle(s, s, 1, 0), first);
    out += outRow;
    x += xRow;
  }
  if (rows & 1) addTo<T>(out + <isize>half * outRow, sumInTurns<T>(x + apart, false, 0, xCol, cols), first);
}

/** Σ x[i, j] of rows ≥ 1 in lane 0: halves of the rows are summed apart, as those of a row are. */
function sumRows<T>(x: usize, xRow: isize, xCol: isize, rows: i32, cols: i32): v128 {
  if (rows == 1) return sumInTurns<T>(x, false, 0, xCol, cols);
  const half = rows >> 1;
  const rest = sumRows<T>(x + <isize>half * xRow, xRow, xCol, rows - half, cols);
  return plus<T>(sumRows<T>(x, xRow, xCol, half, cols), rest);
}

/**
 * Σ x[j], j < n, in lane 0, and in lane 1 with `both` that of the row `apart` bytes further: they are read in turns. Turns are
 * added up in pairs, these again, and so on, so that the rounding error grows with log n; a row has the same sum alone.
 */
function sumInTurns<T>(x: usize, both: bool, apart: isize, step: isize, n: i32): v128 {
  if (n > turn<T>(step)) {
    // The largest power of two below n: all turns but the last are whole.
    const half = 1 << (31 - clz<i32>(n - 1));
    const rest = sumInTurns<T>(x + <isize>half * step, both, apart, step, n - half);
    return plus<T>(sumInTurns<T>(x, both, apart, step, half), rest);
  }
  const s = sumTurn<T>(x, step, n);
  const t = both ? sumTurn<T>(x + apart, step, n) : i64x2.splat(0);
  return plus<T>(i64x2.shuffle(s, t, 0, 2), i64x2.shuffle(s, t, 1, 3));
}

/** Σ x[j] of a turn as two partial sums. */
function sumTurn<T>(x: usize, step: isize, n: i32): v128 {
  if (sizeof<T>() <= 2) {
    if (step == sizeof<T>()) return sumNarrowBlock<T>(x, n);
  }
  return step == sizeof<T>() ? sumBlocks<T>(x, step, n, true) : sumBlocks<T>(x, step, n, false);
}

/** Elements that 16 running sums take in one go. */
const block: i32 = 256;

/** At most four blocks. Sums wait for their like: s1 that of a block, s2 that of two. @inline */
function sumBlocks<T>(x: usize, step: isize, n: i32, contiguous: bool): v128 {
  let s1 = i64x2.splat(0);
  let s2 = s1;
  let k = 0;
  for (; n > block; k++) {
    const s = sumBlock<T>(x, step, block, contiguous);
    if (k & 1) s2 = plus<T>(s1, s);
    else s1 = s;
    n -= block;
    x += <isize>block * step;
  }
  let s = sumBlock<T>(x, step, n, contiguous);
  if (k & 1) s = plus<T>(s1, s);
  return k & 2 ? plus<T>(s2, s) : s;
}

/** Σ x[j] of n ≤ 4096 contiguous elements of one or two bytes, as two partial sums. @inline */
function sumNarrowBlock<T>(x: usize, n: i32): v128 {
  const lanes = <i32>(16 / sizeof<T>());
  let s0 = i32x4.splat(0);
  let s1 = s0;
  let j = 0;
  for (; j + 2 * lanes <= n; j += 2 * lanes) {
    s0 = i32x4.add(s0, addNeighbours<T>(v128.load(x)));
    s1 = i32x4.add(s1, addNeighbours<T>(v128.load(x, 16)));
    x += 32;
  }
  // 4096 elements do not overflow 32 bits, signed or not.
  s0 = i32x4.add(s0, s1);
  const low = isSigned<T>() ? i64x2.extend_low_i32x4_s(s0) : i64x2.extend_low_i32x4_u(s0);
  const high = isSigned<T>() ? i64x2.extend_high_i32x4_s(s0) : i64x2.extend_high_i32x4_u(s0);
  let rest: i64 = 0;
  for (; j < n; j++) {
    rest += load<T>(x);
    x += sizeof<T>();
  }
  return i64x2.add(i64x2.add(low, high), i64x2.replace_lane(i64x2.splat(0), 0, rest));
}

/** Neighbouring lanes of one or two bytes added up to lanes of four. @inline */
function addNeighbours<T>(v: v128): v128 {
  if (sizeof<T>() == 2) return v128.extadd_pairwise<T>(v);
  if (isSigned<T>()) return i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_s(v));
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(v));
}

/** Sums that one strip holds: they stay in a near cache while column after column is added. */
const strip: i32 = 8192;

/**
 * The sums of a strip of rows advance together, up to sixteen columns a pass, for rows that lie closer than columns. Fewer
 * columns make more of what is written and read again; with more of them the processor loses track of where they go.
 */
function sumColumns<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: i32,
  cols: i32,
  first: bool,
): void {
  for (let start = 0; start < rows; start += strip) {
    const count = min<i32>(strip, rows - start);
    const paired = outRow == 8 ? count & ~1 : 0;
    let p = x;
    let fresh = first;
    for (let j = 0; j < cols; fresh = false) {
      const columns = sizeof<T>() >= 4 && j + 16 <= cols ? 16 : j + 4 <= cols ? 4 : 1;
      if (xRow == sizeof<T>()) addPairs<T>(out, p, sizeof<T>(), xCol, paired, columns, fresh, true);
      else addPairs<T>(out, p, xRow, xCol, paired, columns, fresh, false);
      for (let i = paired; i < count; i++) {
        let s = loadOne<T>(p + <isize>i * xRow);
        for (let k = 1; k < columns; k++) s = plus<T>(s, loadOne<T>(p + <isize>i * xRow + <isize>k * xCol));
        addTo<T>(out + <isize>i * outRow, s, fresh);
      }
      p += <isize>columns * xCol;
      j += columns;
    }
    out += <isize>strip * outRow;
    x += <isize>strip * xRow;
  }
}

/** Adds 1, 4 or 16 columns, `step` apart, to `count` sums: two neighbours, `row` apart, at a time. @inline */
function addPairs<T>(
  out: usize,
  x: usize,
  row: isize,
  step: isize,
  count: i32,
  columns: i32,
  fresh: bool,
  contiguous: bool,
): void {
  const end = out + 8 * count;
  const next = <isize>2 * row;
  const one = unit<T>();
  if (sizeof<T>() >= 4 && columns == 16) {
    for (; out < end; out += 16) {
      const upper = plus<T>(
        sumOfFour<T>(x, row, step, contiguous, one),
        sumOfFour<T>(x + 4 * step, row, step, contiguous, one),
      );
      const y = x + 8 * step;
      const lower = plus<T>(
        sumOfFour<T>(y, row, step, contiguous, one),
        sumOfFour<T>(y + 4 * step, row, step, contiguous, one),
      );
      addPair<T>(out, plus<T>(upper, lower), fresh);
      x += next;
    }
  } else if (columns == 4) {
    for (; out < end; out += 16) {
      addPair<T>(out, sumOfFour<T>(x, row, step, contiguous, one), fresh);
      x += next;
    }
  } else {
    for (; out < end; out += 16) {
      addPair<T>(out, loadPair<T>(x, row, contiguous), fresh);
      x += next;
    }
  }
}

/** The sums of four columns, `step` apart, for two rows. @inline */
function sumOfFour<T>(x: usize, row: isize, step: isize, contiguous: bool, one: v128): v128 {
  const y = x + 2 * step;
  return plus<T>(
    addWidened<T>(loadPair<T>(x, row, contiguous), loadPair<T>(x + step, row, contiguous), one),
    addWidened<T>(loadPair<T>(y, row, contiguous), loadPair<T>(y + step, row, contiguous), one),
  );
}

/** Adds both lanes to neighbouring sums. @inline */
function addPair<T>(out: usize, s: v128, fresh: bool): void {
  v128.store(out, plus<T>(s, fresh ? i64x2.splat(0) : v128.load(out)));
}

/** Adds lane 0 to a sum. @inline */
function addTo<T>(out: usize, s: v128, fresh: bool): void {
  v128.store64_lane(out, plus<T>(s, fresh ? i64x2.splat(0) : v128.load64_zero(out)), 0);
}
