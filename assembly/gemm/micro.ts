import { lanes, madd } from "../lib/lanes";

/** Whether products of W are fused with their sums. @inline */
export function isFused<W>(): bool {
  return isFloat<W>() && ASC_FEATURE_RELAXED_SIMD;
}

/**
 * Rows of the register tile. Two accumulators to a row, two vectors of b, one of a, and one for a product that is not
 * fused with its sum: fifteen registers, all that V8 gives out, or an accumulator spilled in the loop costs half the
 * speed. @inline
 */
export function MR<W>(): isize {
  return isFused<W>() ? 6 : 5;
}

/** Columns of the register tile: two vectors. @inline */
export function NR<W>(): isize {
  return 2 * <isize>lanes<W>();
}

/** Rows of the next tile where `left` are left: MR, or 4 where that is enough or two of them are. @inline */
export function tileRows<W>(left: isize): isize {
  return left <= 4 || (left > MR<W>() && left <= 8) ? 4 : MR<W>();
}

/** A row of zeros. */
const zeros = memory.data<u64>([0, 0, 0, 0]);

/**
 * The register tile: c[i, j] (+)= Σ a[i, p] · b[p, j] for 4 or MR rows and NR columns. a is packed, column after column;
 * rows of c and b are contiguous, and cRow and bRow apart. @inline
 */
export function tile<W>(
  rows: isize,
  c: usize,
  cRow: isize,
  add: bool,
  a: usize,
  b: usize,
  bRow: isize,
  k: isize,
): void {
  if (rows == 4) tileOfFour<W>(c, cRow, add, a, b, bRow, k);
  else tileOfMost<W>(c, cRow, add, a, b, bRow, k);
}

/** c[i, j] = Σ a[i, p] · b[p, j] like `tile`, for an a of any steps but an aStep of 0. @inline */
export function tileInPlace<W>(
  rows: isize,
  c: usize,
  cRow: isize,
  a: usize,
  aRow: isize,
  aStep: isize,
  b: usize,
  bRow: isize,
  k: isize,
): void {
  if (rows == 4) tileOfFourInPlace<W>(c, cRow, a, aRow, aStep, b, bRow, k);
  else tileOfMostInPlace<W>(c, cRow, a, aRow, aStep, b, bRow, k);
}

// Functions of their own: with two such loops in one, V8 spills.

function tileOfFour<W>(c: usize, cRow: isize, add: bool, a: usize, b: usize, bRow: isize, k: isize): void {
  const size = <isize>sizeof<W>();
  tileOf<W>(4, true, c, cRow, add, a, size, 4 * size, b, bRow, k);
}

function tileOfMost<W>(c: usize, cRow: isize, add: bool, a: usize, b: usize, bRow: isize, k: isize): void {
  const size = <isize>sizeof<W>();
  tileOf<W>(MR<W>(), true, c, cRow, add, a, size, MR<W>() * size, b, bRow, k);
}

function tileOfFourInPlace<W>(
  c: usize,
  cRow: isize,
  a: usize,
  aRow: isize,
  aStep: isize,
  b: usize,
  bRow: isize,
  k: isize,
): void {
  tileOf<W>(4, false, c, cRow, false, a, aRow, aStep, b, bRow, k);
}

function tileOfMostInPlace<W>(
  c: usize,
  cRow: isize,
  a: usize,
  aRow: isize,
  aStep: isize,
  b: usize,
  bRow: isize,
  k: isize,
): void {
  tileOf<W>(MR<W>(), false, c, cRow, false, a, aRow, aStep, b, bRow, k);
}

/**
 * One step of the sums to a round, and nothing after it but stores: otherwise optimisers bring loads together, and
 * registers run out. @inline
 */
function tileOf<W>(
  rows: isize,
  packed: bool,
  c: usize,
  cRow: isize,
  add: bool,
  a: usize,
  aRow: isize,
  aStep: isize,
  b: usize,
  bRow: isize,
  k: isize,
): void {
  const size = sizeof<W>();
  let start = add ? c : zeros;
  const startRow = add ? cRow : 0;
  let c00 = v128.load(start);
  let c01 = v128.load(start, 16);
  start += startRow;
  let c10 = v128.load(start);
  let c11 = v128.load(start, 16);
  start += startRow;
  let c20 = v128.load(start);
  let c21 = v128.load(start, 16);
  start += startRow;
  let c30 = v128.load(start);
  let c31 = v128.load(start, 16);
  let c40 = c30;
  let c41 = c31;
  let c50 = c30;
  let c51 = c31;
  if (rows > 4) {
    start += startRow;
    c40 = v128.load(start);
    c41 = v128.load(start, 16);
  }
  if (rows > 5) {
    start += startRow;
    c50 = v128.load(start);
    c51 = v128.load(start, 16);
  }
  const a2 = aRow + aRow;
  const a3 = a2 + aRow;
  const a4 = a3 + aRow;
  const a5 = a4 + aRow;
  for (const end = a + k * aStep; a != end; a += aStep) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<W>(a);
    c00 = madd<W>(s, b0, c00);
    c01 = madd<W>(s, b1, c01);
    s = packed ? v128.load_splat<W>(a, size) : v128.load_splat<W>(a + aRow);
    c10 = madd<W>(s, b0, c10);
    c11 = madd<W>(s, b1, c11);
    s = packed ? v128.load_splat<W>(a, 2 * size) : v128.load_splat<W>(a + a2);
    c20 = madd<W>(s, b0, c20);
    c21 = madd<W>(s, b1, c21);
    s = packed ? v128.load_splat<W>(a, 3 * size) : v128.load_splat<W>(a + a3);
    c30 = madd<W>(s, b0, c30);
    c31 = madd<W>(s, b1, c31);
    if (rows > 4) {
      s = packed ? v128.load_splat<W>(a, 4 * size) : v128.load_splat<W>(a + a4);
      c40 = madd<W>(s, b0, c40);
      c41 = madd<W>(s, b1, c41);
    }
    if (rows > 5) {
      s = packed ? v128.load_splat<W>(a, 5 * size) : v128.load_splat<W>(a + a5);
      c50 = madd<W>(s, b0, c50);
      c51 = madd<W>(s, b1, c51);
    }
    b += bRow;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += cRow;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += cRow;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += cRow;
  v128.store(c, c30);
  v128.store(c, c31, 16);
  if (rows > 4) {
    c += cRow;
    v128.store(c, c40);
    v128.store(c, c41, 16);
  }
  if (rows > 5) {
    c += cRow;
    v128.store(c, c50);
    v128.store(c, c51, 16);
  }
}
