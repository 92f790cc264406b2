import { gemm_work } from "../gemm/gemm";
import { applyBlock, formBlock } from "./block-reflector";
import { applyReflection, reflect } from "./householder";

/** Columns whose reflections are applied one by one, before they go to the others as a block. */
const INNER: isize = 8;

/** Bytes of scratch memory that `qr_panel` of m x n elements of `size` bytes wants: maybe more than there are addresses. */
export function qr_panel_work(m: f64, n: f64, size: f64): f64 {
  const columns = min(n, <f64>INNER);
  const gemm = gemm_work(<i32>m, <i32>n, <i32>m);
  return size * columns * (2 * m + columns + 2 * n) + <f64>gemm;
}

/**
 * Householder's QR factorization of the m x n matrix of contiguous columns, lda bytes apart, m >= n: R takes the place of the
 * upper triangle; below it and in tau are the reflections whose product is Q, as `reflect` leaves them. The work of LAPACK's xGEQRF.
 * @kernel.qr_panel(1) f32 f64
 * @kernel.qr_panel(2) f32=c64 f64=c128
 */
export function factorPanel<T>(
  parts: isize,
  a: usize,
  lda: isize,
  m: isize,
  n: isize,
  tau: usize,
  work: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  for (let j: isize = 0; j < n; j += INNER) {
    const count = min(n - j, INNER);
    const rest = n - j - count;
    const rows = m - j;
    const at = a + j * (lda + size);
    for (let k: isize = 0; k < count; k++) {
      const v = at + k * (lda + size);
      reflect<T>(v, rows - k, tau + k * size, parts, work);
      for (let i: isize = 1; i < count - k; i++)
        applyReflection<T>(v, tau + k * size, v + i * lda, rows - k, parts, true);
    }
    if (rest > 0) {
      const next = work + (parts * rows + count) * count * size;
      formBlock<T>(parts, work, at, lda, tau, rows, count, true, next);
      applyBlock<T>(parts, at + count * lda, size, lda, rows, rest, work, count, next);
    }
    tau += count * size;
  }
}

/**
 * r[i, j] = the m x n upper triangle of the columns a, lda bytes apart, and zeros below it. Any steps, in bytes.
 * @kernel.copy_upper(1) f32 f64
 * @kernel.copy_upper(2) f32=c64 f64=c128
 */
function copyUpper<T>(
  parts: isize,
  r: usize,
  rRow: isize,
  rCol: isize,
  a: usize,
  lda: isize,
  m: isize,
  n: isize,
): void {
  const size = parts * <isize>sizeof<T>();
  for (let i: isize = 0; i < m; i++) {
    for (let j: isize = 0; j < n; j++) {
      const to = r + i * rRow + j * rCol;
      const from = a + j * lda + i * size;
      store<T>(to, j < i ? 0 : load<T>(from));
      if (parts == 2) store<T>(to, j < i ? 0 : load<T>(from, sizeof<T>()), sizeof<T>());
    }
  }
}
