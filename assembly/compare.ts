import { lanes } from "./lib/lanes";

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

/** Does whole vectors of a row, x and y moving along it or repeated; returns how many elements. @inline */
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
  const done = cols & -lanes<T>();
  const end = out + done;
  const turn = i8x16.splat(<i8>negate);
  let a = xMoves ? i64x2.splat(0) : v128.load_splat<T>(x);
  let b = yMoves ? i64x2.splat(0) : v128.load_splat<T>(y);
  for (; out < end; out += lanes<T>()) {
    if (xMoves) {
      a = v128.load(x);
      x += 16;
    }
    if (yMoves) {
      b = v128.load(y);
      y += 16;
    }
    // A byte of a mask is 0 or -1.
    storeBytes<T>(out, v128.xor(turn, i8x16.neg(narrowed<T>(masks<T>(op, a, b)))));
  }
  return done;
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

/** The lanes of a mask as the first bytes. @inline */
function narrowed<T>(mask: v128): v128 {
  if (sizeof<T>() == 1) return mask;
  if (sizeof<T>() == 8) return i8x16.shuffle(mask, mask, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8);
  const shorts = sizeof<T>() == 2 ? mask : i16x8.narrow_i32x4_s(mask, mask);
  return i8x16.narrow_i16x8_s(shorts, shorts);
}

/** Writes as many bytes as T has lanes. @inline */
function storeBytes<T>(out: usize, v: v128): void {
  if (sizeof<T>() == 1) v128.store(out, v);
  else if (sizeof<T>() == 2) v128.store_lane<u64>(out, v, 0);
  else if (sizeof<T>() == 4) v128.store_lane<u32>(out, v, 0);
  else v128.store_lane<u16>(out, v, 0);
}
