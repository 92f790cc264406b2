import { bitsOf, firstZero, keyOf } from "./keys";
import { counterBytes, sortKeys } from "./radix";

/**
 * out[i, :] = x[i, :] in ascending or descending order, NaN last; equal values stay in their order. Steps are in bytes; x and
 * out lie apart. `room` is for the counters, then a row, and where outCol is not sizeof<T>() another one.
 * @kernel real
 */
function sort<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
  descending: bool,
  room: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    if (sizeof<T>() == 1) sortRow<T, u8>(out, outCol, x, xCol, cols, descending, room);
    else if (sizeof<T>() == 2) sortRow<T, u16>(out, outCol, x, xCol, cols, descending, room);
    else if (sizeof<T>() == 4) sortRow<T, u32>(out, outCol, x, xCol, cols, descending, room);
    else sortRow<T, u64>(out, outCol, x, xCol, cols, descending, room);
    out += outRow;
    x += xRow;
  }
}

/** @inline */
function sortRow<T, K>(
  out: usize,
  outCol: isize,
  x: usize,
  xCol: isize,
  n: usize,
  descending: bool,
  room: usize,
): void {
  const spare = room + counterBytes;
  const keys = outCol == sizeof<K>() ? out : spare + n * sizeof<K>();
  let p = x;
  for (let j: usize = 0; j < n; j++) {
    store<K>(keys + j * sizeof<K>(), keyOf<T, K>(p, descending));
    p += xCol;
  }
  const sorted = sortKeys<K>(keys, spare, n, 0, room);
  let from: usize = 0;
  let to: usize = 0;
  if (isFloat<T>()) {
    from = countBelow<K>(sorted, n, firstZero<K>());
    to = countBelow<K>(sorted, n, firstZero<K>() + 2);
    // Zeros of one sign are what they are; of both, they are not in the order of x but by sign.
    if (to - from < 2 || load<K>(sorted + from * sizeof<K>()) == load<K>(sorted + (to - 1) * sizeof<K>()))
      to = from;
  }
  p = out;
  for (let j: usize = 0; j < n; j++) {
    store<K>(p, bitsOf<T, K>(load<K>(sorted + j * sizeof<K>()), descending));
    p += outCol;
  }
  if (isFloat<T>()) copyZeros<T>(out + from * outCol, outCol, to - from, x, xCol);
}

/** Number of sorted keys below `key`. */
function countBelow<K>(keys: usize, n: usize, key: K): usize {
  let from: usize = 0;
  while (n > 0) {
    const half = n >> 1;
    if (load<K>(keys + (from + half) * sizeof<K>()) < key) {
      from += half + 1;
      n -= half + 1;
    } else {
      n = half;
    }
  }
  return from;
}

/** Copies the first n zeros of x, among other values, to out. @inline */
function copyZeros<T>(out: usize, outCol: isize, n: usize, x: usize, xCol: isize): void {
  while (n > 0) {
    const value = load<T>(x);
    x += xCol;
    if (value != 0) continue;
    store<T>(out, value);
    out += outCol;
    n--;
  }
}
