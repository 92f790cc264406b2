import { lanes, madd } from "../lib/lanes";

/** Rows of the register tile. */
export const MR: isize = 6;

/** Columns of the register tile: two vectors. @inline */
export function NR<W>(): isize {
  return 2 * <isize>lanes<W>();
}

/** Adds c at `to` if `add`, and stores. @inline */
function put<W>(to: usize, value: v128, add: bool): void {
  v128.store(to, add ? v128.add<W>(v128.load(to), value) : value);
}

/**
 * The register tile: c[i, j] (+)= Σ a[i, p] · b[p, j] for 6 rows and NR columns. Rows of a, of b and of c are contiguous
 * and aRow, bRow, cRow apart; rows of a past `rows` repeat its last one, so that nothing outside a is read.
 *
 * Twelve accumulators, two vectors of b and one of a: what sixteen registers hold without a spill. The six pointers into
 * a move by themselves because engines other than V8 add static offsets at a cost.
 */
export function tile<W>(
  c: usize,
  cRow: isize,
  a: usize,
  aRow: isize,
  rows: isize,
  b: usize,
  bRow: isize,
  k: isize,
  add: bool,
): void {
  const size = sizeof<W>();
  let a0 = a;
  let a1 = rows > 1 ? a0 + aRow : a0;
  let a2 = rows > 2 ? a1 + aRow : a1;
  let a3 = rows > 3 ? a2 + aRow : a2;
  let a4 = rows > 4 ? a3 + aRow : a3;
  let a5 = rows > 5 ? a4 + aRow : a4;
  let c00 = i64x2.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let c40 = c00;
  let c41 = c00;
  let c50 = c00;
  let c51 = c00;
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<W>(a0);
    c00 = madd<W>(s, b0, c00);
    c01 = madd<W>(s, b1, c01);
    s = v128.load_splat<W>(a1);
    c10 = madd<W>(s, b0, c10);
    c11 = madd<W>(s, b1, c11);
    s = v128.load_splat<W>(a2);
    c20 = madd<W>(s, b0, c20);
    c21 = madd<W>(s, b1, c21);
    s = v128.load_splat<W>(a3);
    c30 = madd<W>(s, b0, c30);
    c31 = madd<W>(s, b1, c31);
    s = v128.load_splat<W>(a4);
    c40 = madd<W>(s, b0, c40);
    c41 = madd<W>(s, b1, c41);
    s = v128.load_splat<W>(a5);
    c50 = madd<W>(s, b0, c50);
    c51 = madd<W>(s, b1, c51);
    a0 += size;
    a1 += size;
    a2 += size;
    a3 += size;
    a4 += size;
    a5 += size;
    b += bRow;
  }
  put<W>(c, c00, add);
  put<W>(c + 16, c01, add);
  c += cRow;
  put<W>(c, c10, add);
  put<W>(c + 16, c11, add);
  c += cRow;
  put<W>(c, c20, add);
  put<W>(c + 16, c21, add);
  c += cRow;
  put<W>(c, c30, add);
  put<W>(c + 16, c31, add);
  c += cRow;
  put<W>(c, c40, add);
  put<W>(c + 16, c41, add);
  c += cRow;
  put<W>(c, c50, add);
  put<W>(c + 16, c51, add);
}
