import { multiply, workspace } from "./macro";

/** Bytes of scratch memory that a `gemm` of any type wants. */
export function gemm_work(m: i32, n: i32, k: i32): usize {
  // The widest type has the fewest columns to a panel, and all panels are 32 bytes wide.
  return max(workspace<f64>(m, n, k, 0), workspace<f64>(m, n, k, 1));
}

/**
 * out[i, j] = Σ x[i, p] · y[p, j], or `gemm_add`: out[i, j] += that. Any steps, in bytes; out overlaps neither operand;
 * `work` is as gemm_work says.
 * @kernel.gemm(false) i16 i32 i64 f32 f64
 * @kernel.gemm_add(true) f32 f64
 */
function gemm<T>(
  add: bool,
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
  multiply<T, T>(out, outRow, outCol, x, xRow, xCol, y, yRow, yCol, m, n, k, 0, add, work);
}

/**
 * `gemm` of bytes, which have no vector multiplication. The sum of products of booleans is their "or" of "and"s.
 * @kernel.gemm i8 bool
 */
function gemmWidened<T>(
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
  multiply<T, i32>(out, outRow, outCol, x, xRow, xCol, y, yRow, yCol, m, n, k, 0, false, work);
}

/**
 * `gemm` of complex numbers, pairs of T.
 * @kernel.gemm(false) f32=c64 f64=c128
 * @kernel.gemm_add(true) f32=c64 f64=c128
 */
function gemmComplex<T>(
  add: bool,
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
  multiply<T, T>(out, outRow, outCol, x, xRow, xCol, y, yRow, yCol, m, n, k, 1, add, work);
}
