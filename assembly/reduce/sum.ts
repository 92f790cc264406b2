import { loadOne, loadPair, plus, plusEight, sumBlock } from "./pairs";

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
    addTo<T>(out, addHalves<T>(sumRows<T>(x, xRow, xCol, rows, cols)), first);
    return;
  }
  for (let i = 0; i < rows; i++) {
    addTo<T>(out, addHalves<T>(sumRow<T>(x, xCol, cols)), first);
    out += outRow;
    x += xRow;
  }
}

/** Both lanes added up in lane 0. @inline */
function addHalves<T>(v: v128): v128 {
  return plus<T>(v, i64x2.shuffle(v, v, 1, 0));
}

/** Σ x[i, j] of rows ≥ 1 as two partial sums: halves of the rows are summed apart, as those of a row are. */
function sumRows<T>(x: usize, xRow: isize, xCol: isize, rows: i32, cols: i32): v128 {
  if (rows == 1) return sumRow<T>(x, xCol, cols);
  const half = rows >> 1;
  const rest = sumRows<T>(x + <isize>half * xRow, xRow, xCol, rows - half, cols);
  return plus<T>(sumRows<T>(x, xRow, xCol, half, cols), rest);
}

/**
 * Elements that are summed in one go, by 16 running sums. Longer rows are halved and the halves' sums added, so that
 * the rounding error grows with log n.
 * @inline
 */
function block<T>(): i32 {
  return isFloat<T>() ? 256 : 4096;
}

/** Σ x[j], j < n, as two partial sums. */
function sumRow<T>(x: usize, step: isize, n: i32): v128 {
  if (n > block<T>()) {
    // The largest power of two below n: all blocks but the last are whole.
    const half = 1 << (31 - clz<i32>(n - 1));
    return plus<T>(sumRow<T>(x, step, half), sumRow<T>(x + <isize>half * step, step, n - half));
  }
  if (step != sizeof<T>()) return sumBlock<T>(x, step, n, false);
  if (sizeof<T>() <= 2) return sumNarrowBlock<T>(x, n);
  return sumBlock<T>(x, sizeof<T>(), n, true);
}

/** Σ x[j] of n ≤ 4096 contiguous elements of one or two bytes, as two partial sums. */
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

/** Sums that one strip holds: they stay in the nearest cache while column after column is added. */
const strip: i32 = 8192;

/** The sums of a strip of rows advance together, eight columns a pass: for rows that lie closer than columns. */
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
    const paired = xRow == sizeof<T>() && outRow == 8 ? count & ~1 : 0;
    let p = x;
    let fresh = first;
    for (let j = 0; j < cols; fresh = false) {
      const columns = j + 8 <= cols ? 8 : 1;
      if (columns == 8) {
        addPairs<T>(out, p, xCol, paired, fresh);
        addSingles<T>(out + 8 * paired, outRow, p + sizeof<T>() * paired, xRow, xCol, count - paired, fresh);
      } else {
        for (let i = 0; i < count; i++) {
          addTo<T>(out + <isize>i * outRow, loadOne<T>(p + <isize>i * xRow), fresh);
        }
      }
      p += <isize>columns * xCol;
      j += columns;
    }
    out += <isize>strip * outRow;
    x += <isize>strip * xRow;
  }
}

/** Adds eight columns, `step` apart, to `count` sums: two neighbours at a time. @inline */
function addPairs<T>(out: usize, x: usize, step: isize, count: i32, fresh: bool): void {
  const x1 = step;
  const x2 = <isize>2 * step;
  const x3 = <isize>3 * step;
  const x4 = <isize>4 * step;
  const x5 = <isize>5 * step;
  const x6 = <isize>6 * step;
  const x7 = <isize>7 * step;
  for (const end = out + 8 * count; out < end; out += 16) {
    const s = plusEight<T>(
      loadPair<T>(x, sizeof<T>(), true),
      loadPair<T>(x + x1, sizeof<T>(), true),
      loadPair<T>(x + x2, sizeof<T>(), true),
      loadPair<T>(x + x3, sizeof<T>(), true),
      loadPair<T>(x + x4, sizeof<T>(), true),
      loadPair<T>(x + x5, sizeof<T>(), true),
      loadPair<T>(x + x6, sizeof<T>(), true),
      loadPair<T>(x + x7, sizeof<T>(), true),
    );
    v128.store(out, plus<T>(s, fresh ? i64x2.splat(0) : v128.load(out)));
    x += 2 * sizeof<T>();
  }
}

/** Adds eight columns, `step` apart, to `count` sums. @inline */
function addSingles<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  step: isize,
  count: i32,
  fresh: bool,
): void {
  const x1 = step;
  const x2 = <isize>2 * step;
  const x3 = <isize>3 * step;
  const x4 = <isize>4 * step;
  const x5 = <isize>5 * step;
  const x6 = <isize>6 * step;
  const x7 = <isize>7 * step;
  for (let i = 0; i < count; i++) {
    const s = plusEight<T>(
      loadOne<T>(x),
      loadOne<T>(x + x1),
      loadOne<T>(x + x2),
      loadOne<T>(x + x3),
      loadOne<T>(x + x4),
      loadOne<T>(x + x5),
      loadOne<T>(x + x6),
      loadOne<T>(x + x7),
    );
    addTo<T>(out, s, fresh);
    out += outRow;
    x += xRow;
  }
}

/** Adds lane 0 to a sum. @inline */
function addTo<T>(out: usize, s: v128, fresh: bool): void {
  v128.store64_lane(out, plus<T>(s, fresh ? i64x2.splat(0) : v128.load64_zero(out)), 0);
}
