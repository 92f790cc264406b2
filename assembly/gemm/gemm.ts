import { MC, multiply, multiplyPanels, workspace } from "./macro";

/** Bytes of scratch memory that a `gemm` of any type wants. */
export function gemm_work(m: i32, n: i32, k: i32): usize {
  // The widest type has the fewest columns to a panel, and all panels are 32 bytes wide.
  return max(workspace<f64>(m, n, k, 0), workspace<f64>(m, n, k, 1));
}

/**
 * out[i, j] = Σ x[i, p] · y[p, j], `gemm_add`: out[i, j] += that, or `gemm_subtract`: out[i, j] -= that. Any steps, in bytes; out
 * overlaps neither operand; `work` is as gemm_work says. With `pair` 1 elements are complex numbers, pairs of T. The sum of products of booleans
 * is their "or" of "and"s.
 * @kernel.gemm(0, 0) bool i8 i16 i32 i64 f32 f64
 * @kernel.gemm(1, 0) f32=c64 f64=c128
 * @kernel.gemm_add(0, 1) f32 f64
 * @kernel.gemm_add(1, 1) f32=c64 f64=c128
 * @kernel.gemm_subtract(0, -1) f32 f64
 * @kernel.gemm_subtract(1, -1) f32=c64 f64=c128
 */
function gemm<T>(
  pair: isize,
  sign: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  m: i32,
  n: i32,
  k: i32,
  work: usize,
): void {
  // Bytes have no vector multiplication.
  if (sizeof<T>() == 1) {
    multiply<T, i32>(out, outRow, outCol, x, xRow, xCol, y, yRow, yCol, m, n, k, 0, sign, work);
  } else multiply<T, T>(out, outRow, outCol, x, xRow, xCol, y, yRow, yCol, m, n, k, pair, sign, work);
}

/**
 * `gemm_subtract` where of row i only the elements from column i + first on are wanted: those of whole tiles before them are left as
 * they are. With first = 0 that is BLAS' xSYRK. `work` is as gemm_work says for a row more: one row is no vector here.
 * @kernel.gemm_subtract_upper(0) f32 f64
 * @kernel.gemm_subtract_upper(1) f32=c64 f64=c128
 */
function subtractUpper<T>(
  pair: isize,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  m: isize,
  n: isize,
  k: isize,
  first: isize,
  work: usize,
): void {
  for (let i: isize = 0; i < m; i += MC) {
    const rows = min(m - i, MC);
    multiplyPanels<T, T>(
      out,
      outRow,
      outCol,
      x,
      xRow,
      xCol,
      y,
      yRow,
      yCol,
      rows,
      n,
      k,
      first + i,
      pair,
      -1,
      work,
    );
    out += rows * outRow;
    x += rows * xRow;
  }
}

/**
 * `gemm` of `count` matrices each, which lie outStep, xStep and yStep apart.
 * @kernel.gemm_stack(0) bool i8 i16 i32 i64 f32 f64
 * @kernel.gemm_stack(1) f32=c64 f64=c128
 */
function gemmStack<T>(
  pair: isize,
  out: usize,
  outStep: isize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xStep: isize,
  xRow: isize,
  xCol: isize,
  y: usize,
  yStep: isize,
  yRow: isize,
  yCol: isize,
  m: i32,
  n: i32,
  k: i32,
  count: i32,
  work: usize,
): void {
  for (; count > 0; count--) {
    gemm<T>(pair, 0, out, outRow, outCol, x, xRow, xCol, y, yRow, yCol, m, n, k, work);
    out += outStep;
    x += xStep;
    y += yStep;
  }
}
