import { multiply } from "../gemm/macro";
import { addScaled, scale, turn } from "./column";

/*
 * A block reflector is a product Q = I - V T Vᴴ of k reflections as two matrices, m x k, of contiguous columns, one behind
 * the other: the conjugate of V, and -V T, or for Qᴴ -V Tᴴ. Schreiber and Van Loan, "A storage-efficient WY representation
 * for products of Householder transformations" (1989).
 */

/**
 * Makes a block reflector of the k reflections in the columns of v, ldv bytes apart: that of column j from row j on. `work`
 * has room for k x k elements and what gemm_work says for k x k and for m x k products.
 * @kernel.block_reflector(1) f32 f64
 * @kernel.block_reflector(2) f32=c64 f64=c128
 */
export function formBlock<T>(
  parts: isize,
  block: usize,
  v: usize,
  ldv: isize,
  tau: usize,
  m: isize,
  k: isize,
  adjoint: bool,
  work: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  const pair = parts - 1;
  const ld = m * size;
  const ldt = k * size;
  const second = block + k * ld;
  const rest = work + k * ldt;
  let left = block;
  copyReflections<T>(block, v, ldv, m, k, parts);
  if (parts == 2) {
    conjugateTo<T>(second, block, m * k);
    left = second;
  }
  multiply<T, T>(work, size, ldt, left, ld, size, block, size, ld, k, k, m, pair, false, rest);
  formTriangle<T>(work, tau, k, parts);
  if (parts == 2 && adjoint) conjugateTo<T>(work, work, k * k);
  const tRow = adjoint ? ldt : size;
  const tCol = adjoint ? size : ldt;
  multiply<T, T>(second, size, ld, block, size, ld, work, tRow, tCol, m, k, k, pair, false, rest);
  if (parts == 2) conjugateTo<T>(block, block, m * k);
}

/**
 * c = Q c for the block reflector Q of k reflections and the m x n matrix c. `work` has room for n x k elements and what
 * gemm_work says for k x n and for m x n products.
 * @kernel.reflect_block(1) f32 f64
 * @kernel.reflect_block(2) f32=c64 f64=c128
 */
export function applyBlock<T>(
  parts: isize,
  c: usize,
  cRow: isize,
  cCol: isize,
  m: isize,
  n: isize,
  block: usize,
  k: isize,
  work: usize,
): void {
  const size = parts * <isize>sizeof<T>();
  const pair = parts - 1;
  const ld = m * size;
  const row = n * size;
  const rest = work + k * row;
  multiply<T, T>(work, row, size, block, ld, size, c, cRow, cCol, k, n, m, pair, false, rest);
  multiply<T, T>(c, cRow, cCol, block + k * ld, size, ld, work, row, size, m, n, k, pair, true, rest);
}

/** to = V, with the ones and zeros that v has no place for. */
function copyReflections<T>(to: usize, v: usize, ldv: isize, m: isize, k: isize, parts: isize): void {
  const size = parts * <isize>sizeof<T>();
  for (let j: isize = 0; j < k; j++) {
    memory.fill(to, 0, j * size);
    store<T>(to + j * size, 1);
    if (parts == 2) store<T>(to + j * size, 0, sizeof<T>());
    memory.copy(to + (j + 1) * size, v + (j + 1) * size, (m - j - 1) * size);
    to += m * size;
    v += ldv;
  }
}

/** t = -T, upper triangular, from the k x k scalar products of the reflections' vectors, of contiguous columns. */
function formTriangle<T>(t: usize, tau: usize, k: isize, parts: isize): void {
  const size = parts * <isize>sizeof<T>();
  for (let j: isize = 0; j < k; j++) {
    const column = t + j * k * size;
    const re: T = -load<T>(tau);
    const im: T = parts == 2 ? -load<T>(tau, sizeof<T>()) : 0;
    multiplyColumn<T>(column, j, re, im, parts);
    for (let i: isize = 0; i < j; i++) {
      const at = column + i * size;
      const xRe = load<T>(at);
      const xIm: T = parts == 2 ? load<T>(at, sizeof<T>()) : 0;
      const left = t + i * k * size;
      addScaled<T>(column, left, i * parts, xRe, xIm, parts == 2);
      const diagonal = left + i * size;
      multiplyColumn<T>(at, 1, load<T>(diagonal), parts == 2 ? load<T>(diagonal, sizeof<T>()) : 0, parts);
    }
    memory.fill(column + j * size, 0, (k - j) * size);
    store<T>(column + j * size, re);
    if (parts == 2) store<T>(column + j * size, im, sizeof<T>());
    tau += size;
  }
}

/** x *= re + i · im, for n elements. */
export function multiplyColumn<T>(x: usize, n: isize, re: T, im: T, parts: isize): void {
  if (parts == 1) scale<T>(x, x, n, re);
  else turn<T>(x, 2 * n, re, im);
}

/** to = the conjugates of n complex elements; `to` may be x. */
export function conjugateTo<T>(to: usize, x: usize, n: isize): void {
  for (; n > 0; n--) {
    store<T>(to, load<T>(x));
    store<T>(to, -load<T>(x, sizeof<T>()), sizeof<T>());
    x += 2 * sizeof<T>();
    to += 2 * sizeof<T>();
  }
}
