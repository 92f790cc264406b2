import { KC, MC, multiplyBlock, NC, TILE } from "./macro";
import { packA, packB } from "./pack";

/** Rows of b that are packed together. */
export function gemm_depth(): i32 {
  return KC as i32;
}

/**
 * Packs at most gemm_depth() rows of b, for `gemm_packed`: n columns are filled up to a multiple of 16, and as many
 * columns before them take k times their bytes.
 * @kernel.gemm_pack i16 i32 i64 f32 f64
 */
function pack<T>(to: usize, b: usize, bRow: isize, bCol: isize, n: i32, k: i32): void {
  packB<T, T>(to, b, bRow, bCol, k, n, 0);
}

/**
 * c[i, j] = Σ a[i, p] · b[p, j], with _add c[i, j] += that, or with _subtract c[i, j] -= that, by the sums of `gemm`, with a packed b: every
 * gemm_depth() rows of it as `gemm_pack` leaves them, `columns` columns wide. Any steps, in bytes; `work` is as gemm_work says.
 * @kernel.gemm_packed(0) i16 i32 i64 f32 f64
 * @kernel.gemm_packed_add(1) f32 f64
 * @kernel.gemm_packed_subtract(-1) f32 f64
 */
function multiplyPacked<T>(
  sign: i32,
  c: usize,
  cRow: isize,
  cCol: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  b: usize,
  columns: isize,
  m: isize,
  n: isize,
  k: isize,
  work: usize,
): void {
  for (; m > 0; m -= MC) {
    multiplyPackedPanels<T>(sign, c, cRow, cCol, a, aRow, aCol, b, columns, min(m, MC), n, k, work);
    c += MC * cRow;
    a += MC * aRow;
  }
}

/** `multiplyPacked` for at most MC rows. */
function multiplyPackedPanels<T>(
  sign: i32,
  c: usize,
  cRow: isize,
  cCol: isize,
  a: usize,
  aRow: isize,
  aCol: isize,
  b: usize,
  columns: isize,
  m: isize,
  n: isize,
  k: isize,
  work: usize,
): void {
  const size = <isize>sizeof<T>();
  const panels = work + TILE<T>();
  // Once through even when k is 0: an empty sum is zero.
  for (let p: isize = 0; p == 0 || p < k; p += KC) {
    const depth = min(k - p, KC);
    packA<T, T>(panels, a + p * aCol, aRow, aCol, m, depth, 0, sign < 0);
    for (let j: isize = 0; j < n; j += NC) {
      const block = b + (p * columns + j * depth) * size;
      const cols = min(n - j, NC);
      const sums = sign != 0 || p > 0;
      multiplyBlock<T, T>(
        c + j * cCol,
        cRow,
        cCol,
        panels,
        block,
        32,
        32 * depth,
        m,
        cols,
        depth,
        -m,
        sums,
        0,
        work,
      );
    }
  }
}
