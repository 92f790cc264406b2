import { lanes } from "./lib/lanes";

/**
 * out[i, j] = x[i, j] where the byte condition[i, j] is not 0, else y[i, j]; elements of sizeof<T>() bytes. Steps are in
 * bytes; a contiguous row of contiguous or repeated elements is done in vectors.
 * @kernel.where u8 u16 u32 u64 v128
 */
function select<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  condition: usize,
  conditionRow: isize,
  conditionCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let j: usize = 0;
    if (!isVector<T>()) {
      const vectors = outCol == sizeof<T>() && conditionCol == 1 && (xCol == 0 || xCol == sizeof<T>());
      if (vectors && (yCol == 0 || yCol == sizeof<T>())) {
        j = selectLanes<T>(out, condition, x, xCol != 0, y, yCol != 0, cols);
      }
    }
    let o = out + j * outCol;
    let c = condition + j * conditionCol;
    let a = x + j * xCol;
    let b = y + j * yCol;
    for (; j < cols; j++) {
      store<T>(o, load<T>(load<u8>(c) ? a : b));
      o += outCol;
      c += conditionCol;
      a += xCol;
      b += yCol;
    }
    out += outRow;
    condition += conditionRow;
    x += xRow;
    y += yRow;
  }
}

/** Does whole vectors of a row, x and y moving along it or repeated; returns how many elements. @inline */
function selectLanes<T>(
  out: usize,
  condition: usize,
  x: usize,
  xMoves: bool,
  y: usize,
  yMoves: bool,
  cols: usize,
): usize {
  const done = cols & -lanes<T>();
  if (!done) return 0;
  const end = out + done * sizeof<T>();
  let a = v128.load_splat<T>(x);
  let b = v128.load_splat<T>(y);
  for (; out < end; out += 16) {
    if (xMoves) {
      a = v128.load(x);
      x += 16;
    }
    if (yMoves) {
      b = v128.load(y);
      y += 16;
    }
    v128.store(out, v128.bitselect(b, a, i8x16.eq(spreadBytes<T>(condition), i8x16.splat(0))));
    condition += lanes<T>();
  }
  return done;
}

/** As many bytes as T has lanes, each in all bytes of its lane. @inline */
function spreadBytes<T>(p: usize): v128 {
  if (sizeof<T>() == 1) return v128.load(p);
  if (sizeof<T>() == 2) {
    const v = v128.load64_splat(p);
    return i8x16.shuffle(v, v, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
  }
  if (sizeof<T>() == 4) {
    const v = v128.load32_splat(p);
    return i8x16.shuffle(v, v, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
  }
  const v = v128.load16_splat(p);
  return i8x16.shuffle(v, v, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
}
