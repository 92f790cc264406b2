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
