import { lanes, madd } from "../lib/lanes";
import { KC } from "./macro";
import { isFused, MR, NR, tile, tileInPlace, tileRows } from "./micro";
import { packPanel } from "./pack";

/** Bytes of b that are read where they lie: as much as the first-level cache holds, or half where a is packed as well. @inline */
function inPlace<W>(): i64 {
  return isFused<W>() ? 32768 : 16384;
}

/** Steps of a that cannot come round to its start within a tile. */
const FAR: isize = 65536;

/** Whether `multiplySmall` can do it, and is faster than packing b. */
export function isSmall<W>(aCol: isize, m: isize, n: isize, k: isize): bool {
  if (m < 4 || n < NR<W>() || k == 0 || k > KC || <i64>k * n * sizeof<W>() > inPlace<W>()) return false;
  return !isFused<W>() || (aCol != 0 && abs(aCol) < FAR);
}

/**
 * c[i, j] = Σ a[i, p] · b[p, j] for contiguous rows of c and b, which are read where they lie; a is too if `isFused`. The last
 * tiles of rows and columns are moved back to be full ones, so that some elements are computed twice.
 */
export function multiplySmall<W>(
  c: usize,
  cRow: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  b: usize,
  bRow: isize,
  m: isize,
  n: isize,
  k: isize,
  work: usize,
): void {
  const size = <isize>sizeof<W>();
  const last = n - NR<W>();
  for (let i: isize = 0; i < m; ) {
    const rows: isize = m < MR<W>() ? 4 : tileRows<W>(m - i);
    const first = min(i, m - rows);
    const to = c + first * cRow;
    const from = a + first * aRow;
    if (!isFused<W>()) packPanel<W, W>(work, rows, from, aRow, aCol, rows, k);
    for (let j: isize = 0; j < n; j += NR<W>()) {
      const at = min(j, last) * size;
      if (isFused<W>()) tileInPlace<W>(rows, to + at, cRow, from, aRow, aCol, b + at, bRow, k);
      else tile<W>(rows, to + at, cRow, false, work, b + at, bRow, k);
    }
    i += rows;
  }
}

/** Multiplications up to which packing would take longer than `multiplyTiny`. */
const TINY: i64 = 128;

/** Whether `multiplyTiny` is faster than packing. The number of multiplications need not fit 32 bits. */
export function isTiny(m: isize, n: isize, k: isize): bool {
  return <i64>m * n <= TINY && <i64>m * n * k <= TINY;
}

/**
 * `multiply` for any steps, by the sums of `tile`: row by row, as many columns together as fill a vector where rows of b and c
 * are contiguous, the others one by one.
 */
export function multiplyTiny<W>(
  c: usize,
  cRow: isize,
  cCol: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  b: usize,
  bRow: isize,
  bCol: isize,
  m: isize,
  n: isize,
  k: isize,
  sign: i32,
): void {
  const size = <isize>sizeof<W>();
  const whole: isize = bCol == size && cCol == size ? n - (n % lanes<W>()) : 0;
  for (; m > 0; m--) {
    for (let j: isize = 0; j < whole; j += lanes<W>()) {
      const at = c + j * size;
      let sum = sign == 0 ? i64x2.splat(0) : v128.load(at);
      let x = a;
      let y = b + j * size;
      for (let p = k; p > 0; p--) {
        sum = madd<W>(factor<W>(x, sign), v128.load(y), sum);
        x += aCol;
        y += bRow;
      }
      v128.store(at, sum);
    }
    for (let j = whole; j < n; j++) {
      const at = c + j * cCol;
      let sum = sign == 0 ? i64x2.splat(0) : v128.load_splat<W>(at);
      let x = a;
      let y = b + j * bCol;
      for (let p = k; p > 0; p--) {
        sum = madd<W>(factor<W>(x, sign), v128.load_splat<W>(y), sum);
        x += aCol;
        y += bRow;
      }
      store<W>(at, v128.extract_lane<W>(sum, 0));
    }
    a += aRow;
    c += cRow;
  }
}

/** The element in all lanes, negated if the sign is. @inline */
function factor<W>(x: usize, sign: i32): v128 {
  const value = v128.load_splat<W>(x);
  return sign < 0 ? v128.neg<W>(value) : value;
}
