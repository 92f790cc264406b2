/**
 * out[i, j] = x[i, j] on and below the k-th diagonal above the main one, or with `upper` on and above it; 0 elsewhere. Elements of
 * sizeof<T>() bytes, the rows of out contiguous. Steps are in bytes.
 * @kernel u8 u16 u32 u64 v128
 */
function triangle<T>(
  out: usize,
  outRow: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: isize,
  cols: isize,
  k: isize,
  upper: bool,
): void {
  for (let i: isize = 0; i < rows; i++) {
    // The first column right of what the lower triangle has, or the first one that the upper one has.
    const edge = min(max(i + k + (upper ? 0 : 1), 0), cols);
    const from = upper ? edge : 0;
    const to = upper ? cols : edge;
    memory.fill(out, 0, <usize>from * sizeof<T>());
    memory.fill(out + to * sizeof<T>(), 0, <usize>(cols - to) * sizeof<T>());
    if (xCol == sizeof<T>()) {
      memory.copy(out + from * sizeof<T>(), x + from * xCol, <usize>(to - from) * sizeof<T>());
    } else {
      for (let j = from; j < to; j++) store<T>(out + j * sizeof<T>(), load<T>(x + j * xCol));
    }
    out += outRow;
    x += xRow;
  }
}
