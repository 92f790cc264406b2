/**
 * out[k, i, j] = the element of x at offsets[k] + i * xRow + j * xCol, elements of sizeof<T>() bytes. Steps and the 32-bit
 * offsets are in bytes.
 * @kernel u8 u16 u32 u64 v128
 */
function take<T>(
  out: usize,
  outStep: isize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  offsets: usize,
  count: usize,
  rows: usize,
  cols: usize,
): void {
  const size = <isize>sizeof<T>();
  const runs = outCol == size && xCol == size && cols * sizeof<T>() >= longRun;
  for (let k: usize = 0; k < count; k++) {
    const from = x + load<u32>(offsets + k * 4);
    for (let i: usize = 0; i < rows; i++) {
      move<T>(out + i * outRow, outCol, from + i * xRow, xCol, cols, runs);
    }
    out += outStep;
  }
}

/**
 * The element of out at offsets[k] + i * outRow + j * outCol becomes x[k, i, j], the last k last: the inverse of take.
 * @kernel u8 u16 u32 u64 v128
 */
function put<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xStep: isize,
  xRow: isize,
  xCol: isize,
  offsets: usize,
  count: usize,
  rows: usize,
  cols: usize,
): void {
  const size = <isize>sizeof<T>();
  const runs = outCol == size && xCol == size && cols * sizeof<T>() >= longRun;
  for (let k: usize = 0; k < count; k++) {
    const to = out + load<u32>(offsets + k * 4);
    for (let i: usize = 0; i < rows; i++) {
      move<T>(to + i * outRow, outCol, x + i * xRow, xCol, cols, runs);
    }
    x += xStep;
  }
}

// Bytes from which a call of memory.copy is faster than a loop.
const longRun: usize = 64;

/** @inline */
function move<T>(out: usize, outCol: isize, x: usize, xCol: isize, cols: usize, run: bool): void {
  if (run) {
    memory.copy(out, x, cols * sizeof<T>());
    return;
  }
  for (let j: usize = 0; j < cols; j++) {
    store<T>(out, load<T>(x));
    out += outCol;
    x += xCol;
  }
}

/**
 * out[i, j] = x[i, index[i, j]], elements of sizeof<T>() bytes. Indices are 64-bit integers of -length to length - 1; negative
 * ones count from the end. Steps are in bytes.
 * @kernel.take_along u8 u16 u32 u64 v128
 */
function takeAlong<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  length: isize,
  index: usize,
  indexRow: isize,
  indexCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let k = index;
    for (let j: usize = 0; j < cols; j++) {
      store<T>(o, load<T>(x + fromFront(load<i32>(k), length) * xCol));
      o += outCol;
      k += indexCol;
    }
    out += outRow;
    x += xRow;
    index += indexRow;
  }
}

/**
 * out[i, index[i, j]] = x[i, j], the last j last: the inverse of take_along.
 * @kernel.put_along u8 u16 u32 u64 v128
 */
function putAlong<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  length: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  index: usize,
  indexRow: isize,
  indexCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let a = x;
    let k = index;
    for (let j: usize = 0; j < cols; j++) {
      store<T>(out + fromFront(load<i32>(k), length) * outCol, load<T>(a));
      a += xCol;
      k += indexCol;
    }
    out += outRow;
    x += xRow;
    index += indexRow;
  }
}

const WRAP = 1;
const CLIP = 2;

/**
 * out[k] = index[k] * step, 32 bits for the bytes to an element of an axis of `length`, where index are 64-bit integers that lie one
 * after another. Those out of bounds are wrapped round (mode 1) or clipped (mode 2); in mode 0 there are none.
 */
export function index_offsets(
  out: usize,
  index: usize,
  count: usize,
  length: usize,
  step: isize,
  mode: i32,
): void {
  const n = <i64>length;
  for (const end = out + 4 * count; out < end; out += 4) {
    let at = load<i64>(index);
    if (mode == CLIP) {
      at = max<i64>(0, min<i64>(at, n - 1));
    } else if (mode == WRAP) {
      at %= n;
    }
    if (at < 0) at += n;
    store<u32>(out, <u32>(<isize>at * step));
    index += 8;
  }
}

/** An index counted from the front. Of a 64-bit one the low half is enough: no axis is longer. @inline */
function fromFront(index: isize, length: isize): isize {
  return index < 0 ? index + length : index;
}
