/**
 * out[i, j] = x[i, j] + y[i, j]. Steps are in bytes.
 * @kernel real
 */
function add<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  rows: i32,
  cols: i32,
): void {
  for (let i = 0; i < rows; i++) {
    let o = out;
    let a = x;
    let b = y;
    for (let j = 0; j < cols; j++) {
      store<T>(o, <T>(load<T>(a) + load<T>(b)));
      o += outCol;
      a += xCol;
      b += yCol;
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}
