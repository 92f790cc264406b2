import { multiply } from "../gemm/macro";
import { addScaled, scale, swap, turn } from "./column";

/*
 * A block reflector is a product Q = I - V T Vᴴ of k reflections as matrices of contiguous columns, one behind the other: V, m x k;
 * the conjugate of V if it is complex; and -T, k x k, or for Qᴴ -Tᴴ. Schreiber and Van Loan, "A storage-efficient WY
 * representation for products of Householder transformations" (1989).
 */

/**
 * Makes a block reflector of the k reflections in the columns of v, ldv bytes apart: that of column j from row j on. `work`
 * has room for what gemm_work says for a k x k product.
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
  const ld = m * size;
  const ldt = k * size;
  const conjugate = block + (parts - 1) * k * ld;
  const t = conjugate + k * ld;
  copyReflections<T>(block, v, ldv, m, k, parts);
  if (parts == 2) conjugateTo<T>(conjugate, block, m * k);
  multiply<T, T>(t, size, ldt, conjugate, ld, size, block, size, ld, k, k, m, <i32>(parts - 1), 0, work);
  formTriangle<T>(t, tau, k, parts);
  if (adjoint) adjointInPlace<T>(t, k, parts);
}

/**
 * c = Q c for the block reflector Q of k reflections and the m x n matrix c. `work` has room for two n x k matrices and what
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
  const pair = <i32>(parts - 1);
  const ld = m * size;
  const row = n * size;
  const conjugate = block + (parts - 1) * k * ld;
  const t = conjugate + k * ld;
  const second = work + k * row;
  const rest = second + k * row;
  multiply<T, T>(work, row, size, conjugate, ld, size, c, cRow, cCol, k, n, m, pair, 0, rest);
  multiply<T, T>(second, row, size, t, size, k * size, work, row, size, k, n, k, pair, 0, rest);
  multiply<T, T>(c, cRow, cCol, block, size, ld, second, row, size, m, n, k, pair, 1, rest);
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

/** The adjoint of a k x k matrix of contiguous columns. */
function adjointInPlace<T>(t: usize, k: isize, parts: isize): void {
  const size = parts * <isize>sizeof<T>();
  for (let j: isize = 0; j < k; j++) {
    for (let i: isize = 0; i < j; i++) swap<T>(t + (j * k + i) * size, t + (i * k + j) * size, parts);
  }
  if (parts == 2) conjugateTo<T>(t, t, k * k);
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
