import { lanes, madd } from "../lib/lanes";

/**
 * Rows of the register tile. Two accumulators to a row, two vectors of b, one of a, and one for a product that is not
 * fused with its sum: fifteen registers, all that V8 gives out, or an accumulator spilled in the loop costs half the
 * speed. @inline
 */
export function MR<W>(): isize {
  return isFloat<W>() && ASC_FEATURE_RELAXED_SIMD ? 6 : 5;
}

/** Columns of the register tile: two vectors. @inline */
export function NR<W>(): isize {
  return 2 * <isize>lanes<W>();
}

/**
 * The register tile: c[i, j] = start[i, j] + Σ a[i, p] · b[p, j] for MR rows and NR columns. a is packed, column after
 * column; rows of c, start and b are contiguous, and cRow, startRow, bRow apart.
 *
 * One step of the sums to a round, and nothing after it but stores: otherwise optimisers bring loads together, and
 * registers run out.
 */
export function tile<W>(
  c: usize,
  cRow: isize,
  start: usize,
  startRow: isize,
  a: usize,
  b: usize,
  bRow: isize,
  k: isize,
): void {
  const size = sizeof<W>();
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
  start += startRow;
  let c40 = v128.load(start);
  let c41 = v128.load(start, 16);
  let c50 = c40;
  let c51 = c41;
  if (MR<W>() > 5) {
    start += startRow;
    c50 = v128.load(start);
    c51 = v128.load(start, 16);
  }
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<W>(a);
    c00 = madd<W>(s, b0, c00);
    c01 = madd<W>(s, b1, c01);
    s = v128.load_splat<W>(a, size);
    c10 = madd<W>(s, b0, c10);
    c11 = madd<W>(s, b1, c11);
    s = v128.load_splat<W>(a, 2 * size);
    c20 = madd<W>(s, b0, c20);
    c21 = madd<W>(s, b1, c21);
    s = v128.load_splat<W>(a, 3 * size);
    c30 = madd<W>(s, b0, c30);
    c31 = madd<W>(s, b1, c31);
    s = v128.load_splat<W>(a, 4 * size);
    c40 = madd<W>(s, b0, c40);
    c41 = madd<W>(s, b1, c41);
    if (MR<W>() > 5) {
      s = v128.load_splat<W>(a, 5 * size);
      c50 = madd<W>(s, b0, c50);
      c51 = madd<W>(s, b1, c51);
    }
    a += MR<W>() * size;
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
  c += cRow;
  v128.store(c, c40);
  v128.store(c, c41, 16);
  if (MR<W>() > 5) {
    c += cRow;
    v128.store(c, c50);
    v128.store(c, c51, 16);
  }
}
