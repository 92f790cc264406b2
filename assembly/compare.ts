const EQUAL = 0;
const LESS = 1;
const LESS_EQUAL = 2;
/** From here on there is no vector form: T is i64, the elements of y are u64. */
const MIXED = 3;
const EQUAL_MIXED = 3;
const LESS_MIXED = 4;
const LESS_EQUAL_MIXED = 5;

/**
 * out[i, j] = x[i, j] op y[i, j] as a byte, 0 or 1; 1 or 0 if `negate` is 1. Steps are in bytes; a contiguous row of
 * contiguous or repeated elements is done in vectors. Integers need no LESS_EQUAL: it is LESS the other way, negated.
 * @kernel.equal(EQUAL) i8=bool wrapping float
 * @kernel.less(LESS) u8=bool real
 * @kernel.less_equal(LESS_EQUAL) float
 * @kernel.equal_mixed(EQUAL_MIXED) i64
 * @kernel.less_mixed(LESS_MIXED) i64
 * @kernel.less_equal_mixed(LESS_EQUAL_MIXED) i64
 * @inline
 */
function compare<T>(
  op: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  rows: usize,
  cols: usize,
  negate: i32,
): void {
  const size = sizeof<T>();
  for (let i: usize = 0; i < rows; i++) {
    let j: usize = 0;
    if (op < MIXED && outCol == 1) {
      if (xCol == size) {
        if (yCol == size) j = compareLanes<T>(op, true, true, out, x, y, cols, negate);
        else if (yCol == 0) j = compareLanes<T>(op, true, false, out, x, y, cols, negate);
      } else if (xCol == 0 && yCol == size) {
        j = compareLanes<T>(op, false, true, out, x, y, cols, negate);
      }
    }
    let o = out + j * outCol;
    let a = x + j * xCol;
    let b = y + j * yCol;
    for (; j < cols; j++) {
      store<u8>(o, <u8>(<i32>holds<T>(op, load<T>(a), load<T>(b)) ^ negate));
      o += outCol;
      a += xCol;
      b += yCol;
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}

/** @inline */
function holds<T>(op: i32, a: T, b: T): bool {
  if (op == EQUAL) return a == b;
  if (op == LESS) return a < b;
  if (op == LESS_EQUAL) return a <= b;
  if (op == EQUAL_MIXED) return a >= 0 && a == b;
  if (op == LESS_MIXED) return a < 0 || <u64>a < <u64>b;
  return a < 0 || <u64>a <= <u64>b;
}

/** Does sixteen elements of a row at a time, x and y moving along it or repeated; returns how many elements. @inline */
function compareLanes<T>(
  op: i32,
  xMoves: bool,
  yMoves: bool,
  out: usize,
  x: usize,
  y: usize,
  cols: usize,
  negate: i32,
): usize {
  const done = cols & -16;
  if (!done) return 0;
  const turn = i8x16.splat(<i8>negate);
  const a = v128.load_splat<T>(x);
  const b = v128.load_splat<T>(y);
  for (const end = out + done; out < end; out += 16) {
    // A byte of a mask is 0 or -1.
    v128.store(out, v128.xor(turn, i8x16.neg(byteMasks<T>(op, xMoves, yMoves, x, y, a, b))));
    if (xMoves) x += 16 * sizeof<T>();
    if (yMoves) y += 16 * sizeof<T>();
  }
  return done;
}

/** The masks of the next sixteen elements as bytes. @inline */
function byteMasks<T>(op: i32, xMoves: bool, yMoves: bool, x: usize, y: usize, a: v128, b: v128): v128 {
  const m0 = maskAt<T>(op, xMoves, yMoves, x, y, a, b, 0);
  if (sizeof<T>() == 1) return m0;
  const m1 = maskAt<T>(op, xMoves, yMoves, x, y, a, b, 16);
  if (sizeof<T>() == 2) return i8x16.narrow_i16x8_s(m0, m1);
  const m2 = maskAt<T>(op, xMoves, yMoves, x, y, a, b, 32);
  const m3 = maskAt<T>(op, xMoves, yMoves, x, y, a, b, 48);
  if (sizeof<T>() == 4) return narrowed(m0, m1, m2, m3);
  const m4 = maskAt<T>(op, xMoves, yMoves, x, y, a, b, 64);
  const m5 = maskAt<T>(op, xMoves, yMoves, x, y, a, b, 80);
  const m6 = maskAt<T>(op, xMoves, yMoves, x, y, a, b, 96);
  const m7 = maskAt<T>(op, xMoves, yMoves, x, y, a, b, 112);
  return narrowed(halves(m0, m1), halves(m2, m3), halves(m4, m5), halves(m6, m7));
}

/** The mask of a vector `offset` bytes on; a and b stand for what is repeated. @inline */
function maskAt<T>(
  op: i32,
  xMoves: bool,
  yMoves: bool,
  x: usize,
  y: usize,
  a: v128,
  b: v128,
  offset: usize,
): v128 {
  return masks<T>(op, xMoves ? v128.load(x + offset) : a, yMoves ? v128.load(y + offset) : b);
}

/** Masks of four 32-bit lanes each as bytes. @inline */
function narrowed(m0: v128, m1: v128, m2: v128, m3: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(m0, m1), i16x8.narrow_i32x4_s(m2, m3));
}

/** Masks of 64-bit lanes as 32-bit ones. @inline */
function halves(m0: v128, m1: v128): v128 {
  return v128.shuffle<i32>(m0, m1, 0, 2, 4, 6);
}

/** All bits of the lanes for which `op` holds. @inline */
function masks<T>(op: i32, a: v128, b: v128): v128 {
  if (op == EQUAL) return v128.eq<T>(a, b);
  if (!isFloat<T>() && !isSigned<T>() && sizeof<T>() == 8) {
    // There is only a signed comparison: order is kept if the highest bits are turned.
    const top = i64x2.splat(i64.MIN_VALUE);
    if (op == LESS) return i64x2.lt_s(v128.xor(a, top), v128.xor(b, top));
    return i64x2.le_s(v128.xor(a, top), v128.xor(b, top));
  }
  if (op == LESS) return v128.lt<T>(a, b);
  return v128.le<T>(a, b);
}
