/** Columns and rows of a tile that `transposeTile` takes: vectors of T, of half a vector for bytes. @inline */
export function tileLength<T>(): usize {
  return sizeof<T>() == 1 ? 8 : 16 / sizeof<T>();
}

/**
 * Row r of a square tile of out becomes column r of x: out[r, k] = the r-th element of the vector at x + k * xCol. Zips rows
 * that are half a tile apart, as often as it takes to halve a tile to one row (the perfect shuffle). @inline
 */
export function transposeTile<T>(out: usize, outRow: isize, x: usize, xCol: isize): void {
  if (sizeof<T>() == 8) {
    const a = v128.load(x);
    const b = v128.load(x + xCol);
    v128.store(out, zipLow<T>(a, b));
    v128.store(out + outRow, zipHigh<T>(a, b));
  } else if (sizeof<T>() == 4) {
    transposeFour<T>(out, outRow, x, xCol);
  } else if (sizeof<T>() == 2) {
    transposeEight<T>(out, outRow, x, xCol);
  } else {
    transposeBytes(out, outRow, x, xCol);
  }
}

/** @inline */
function transposeFour<T>(out: usize, outRow: isize, x: usize, xCol: isize): void {
  const a = v128.load(x);
  const b = v128.load(x + xCol);
  const c = v128.load(x + 2 * xCol);
  const d = v128.load(x + 3 * xCol);
  const e = zipLow<T>(a, c);
  const f = zipHigh<T>(a, c);
  const g = zipLow<T>(b, d);
  const h = zipHigh<T>(b, d);
  v128.store(out, zipLow<T>(e, g));
  v128.store(out + outRow, zipHigh<T>(e, g));
  v128.store(out + 2 * outRow, zipLow<T>(f, h));
  v128.store(out + 3 * outRow, zipHigh<T>(f, h));
}

/** @inline */
function transposeEight<T>(out: usize, outRow: isize, x: usize, xCol: isize): void {
  const half: isize = 4 * xCol;
  const a0 = v128.load(x);
  const a4 = v128.load(x + half);
  const a1 = v128.load(x + xCol);
  const a5 = v128.load(x + half + xCol);
  const a2 = v128.load(x + 2 * xCol);
  const a6 = v128.load(x + half + 2 * xCol);
  const a3 = v128.load(x + 3 * xCol);
  const a7 = v128.load(x + half + 3 * xCol);
  const b0 = zipLow<T>(a0, a4);
  const b1 = zipHigh<T>(a0, a4);
  const b2 = zipLow<T>(a1, a5);
  const b3 = zipHigh<T>(a1, a5);
  const b4 = zipLow<T>(a2, a6);
  const b5 = zipHigh<T>(a2, a6);
  const b6 = zipLow<T>(a3, a7);
  const b7 = zipHigh<T>(a3, a7);
  storePairs<T>(out, outRow, zipLow<T>(b0, b4), zipLow<T>(b2, b6));
  storePairs<T>(out + 2 * outRow, outRow, zipHigh<T>(b0, b4), zipHigh<T>(b2, b6));
  storePairs<T>(out + 4 * outRow, outRow, zipLow<T>(b1, b5), zipLow<T>(b3, b7));
  storePairs<T>(out + 6 * outRow, outRow, zipHigh<T>(b1, b5), zipHigh<T>(b3, b7));
}

/** @inline */
function storePairs<T>(out: usize, outRow: isize, a: v128, b: v128): void {
  v128.store(out, zipLow<T>(a, b));
  v128.store(out + outRow, zipHigh<T>(a, b));
}

/** Vectors hold two rows of eight bytes: what is zipped first are the bytes of such. @inline */
function transposeBytes(out: usize, outRow: isize, x: usize, xCol: isize): void {
  const a = zipLow<u8>(v128.load64_zero(x), v128.load64_zero(x + xCol));
  const b = zipLow<u8>(v128.load64_zero(x + 2 * xCol), v128.load64_zero(x + 3 * xCol));
  x += 4 * xCol;
  const c = zipLow<u8>(v128.load64_zero(x), v128.load64_zero(x + xCol));
  const d = zipLow<u8>(v128.load64_zero(x + 2 * xCol), v128.load64_zero(x + 3 * xCol));
  const e = zipLow<u16>(a, b);
  const f = zipHigh<u16>(a, b);
  const g = zipLow<u16>(c, d);
  const h = zipHigh<u16>(c, d);
  storeHalves(out, outRow, zipLow<u32>(e, g));
  storeHalves(out + 2 * outRow, outRow, zipHigh<u32>(e, g));
  storeHalves(out + 4 * outRow, outRow, zipLow<u32>(f, h));
  storeHalves(out + 6 * outRow, outRow, zipHigh<u32>(f, h));
}

/** @inline */
function storeHalves(out: usize, outRow: isize, rows: v128): void {
  v128.store64_lane(out, rows, 0);
  v128.store64_lane(out + outRow, rows, 1);
}

/** a[0] b[0] a[1] b[1] … of the lower halves. @inline */
function zipLow<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 8) return i64x2.shuffle(a, b, 0, 2);
  if (sizeof<T>() == 4) return i32x4.shuffle(a, b, 0, 4, 1, 5);
  if (sizeof<T>() == 2) return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

/** The same of the upper halves. @inline */
function zipHigh<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 8) return i64x2.shuffle(a, b, 1, 3);
  if (sizeof<T>() == 4) return i32x4.shuffle(a, b, 2, 6, 3, 7);
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}
