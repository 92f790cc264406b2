import { isBefore, isEqual } from "./sort/order";

const REAL = false;
const COMPLEX = true;

/**
 * out[i, j] = how many of the n elements of x are before v[i, j], or with `right` not after it, as 64-bit integer. The
 * elements are in the order that sorting gives, or are so if taken in the `order` of 64-bit positions, unless that is 0.
 * Steps are in bytes.
 * @kernel.searchsorted(REAL) real
 * @kernel.searchsorted(COMPLEX) complex
 * @inline
 */
function searchSorted<T>(
  complex: bool,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xCol: isize,
  order: usize,
  orderCol: isize,
  n: usize,
  v: usize,
  vRow: isize,
  vCol: isize,
  rows: usize,
  cols: usize,
  right: bool,
): void {
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j < cols; j++) {
      const place = placeOf<T>(complex, x, xCol, order, orderCol, n, v + j * vCol, right);
      store<u64>(out + j * outCol, place);
    }
    out += outRow;
    v += vRow;
  }
}

/**
 * out[i, j] = whether v[i, j] equals one of the n contiguous elements of x, which are in order, as a byte; or whether not.
 * Steps are in bytes.
 * @kernel.contains(REAL) real
 * @kernel.contains(COMPLEX) complex
 * @inline
 */
function contains<T>(
  complex: bool,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  n: usize,
  v: usize,
  vRow: isize,
  vCol: isize,
  rows: usize,
  cols: usize,
  negate: bool,
): void {
  const size = complex ? 2 * sizeof<T>() : sizeof<T>();
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j < cols; j++) {
      const value = v + j * vCol;
      const place = placeOf<T>(complex, x, size, 0, 0, n, value, false);
      const found = place < n && isEqual<T>(complex, x + place * size, value);
      store<u8>(out + j * outCol, u8(found != negate));
    }
    out += outRow;
    v += vRow;
  }
}

/** How many of n elements in order are before the value at `v`, or not after it. */
function placeOf<T>(
  complex: bool,
  x: usize,
  xCol: isize,
  order: usize,
  orderCol: isize,
  n: usize,
  v: usize,
  right: bool,
): usize {
  let from: usize = 0;
  while (n > 0) {
    const half = n >> 1;
    const middle = from + half;
    const p = x + (order ? <usize>load<u32>(order + middle * orderCol) : middle) * xCol;
    if (right ? !isBefore<T>(complex, v, p) : isBefore<T>(complex, p, v)) {
      from = middle + 1;
      n -= half + 1;
    } else {
      n = half;
    }
  }
  return from;
}
