import { castFour, convert, testFour } from "./lib/cast";

/**
 * out[i, j] = x[i, j] converted to T; `source` is the code of x's type. Steps are in bytes.
 *
 * Integers wrap. Floats are truncated; what does not fit goes as NumPy's casts go on x86-64: to -2^31 cut to the width of
 * T for types of up to 32 bits, to -2^63 for 64 bits, NaN with them. uint32 takes the low half of the 64-bit result.
 * @kernel i8 i8=u8 i16 i16=u16 i32 u32 i64 u64 f32 f64
 */
function cast<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
  source: i32,
): void {
  for (let i: usize = 0; i < rows; i++) {
    switch (source) {
      case 0:
        castRow<u8, T>(out, outCol, x, xCol, cols);
        break;
      case 1:
        castRow<i8, T>(out, outCol, x, xCol, cols);
        break;
      case 2:
        castRow<u16, T>(out, outCol, x, xCol, cols);
        break;
      case 3:
        castRow<i16, T>(out, outCol, x, xCol, cols);
        break;
      case 4:
        castRow<u32, T>(out, outCol, x, xCol, cols);
        break;
      case 5:
        castRow<i32, T>(out, outCol, x, xCol, cols);
        break;
      case 6:
        castRow<u64, T>(out, outCol, x, xCol, cols);
        break;
      case 7:
        castRow<i64, T>(out, outCol, x, xCol, cols);
        break;
      case 8:
        castRow<f32, T>(out, outCol, x, xCol, cols);
        break;
      case 9:
        castRow<f64, T>(out, outCol, x, xCol, cols);
        break;
    }
    out += outRow;
    x += xRow;
  }
}

/**
 * out[i, j] = x[i, j] is not zero. Codes of integers serve both signs, 10 and 11 are complex numbers.
 * @kernel.cast bool
 */
function castToBool<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
  source: i32,
): void {
  for (let i: usize = 0; i < rows; i++) {
    switch (source) {
      case 0:
      case 1:
        testRow<u8>(out, outCol, x, xCol, cols);
        break;
      case 2:
      case 3:
        testRow<u16>(out, outCol, x, xCol, cols);
        break;
      case 4:
      case 5:
        testRow<u32>(out, outCol, x, xCol, cols);
        break;
      case 6:
      case 7:
        testRow<u64>(out, outCol, x, xCol, cols);
        break;
      case 8:
        testRow<f32>(out, outCol, x, xCol, cols);
        break;
      case 9:
        testRow<f64>(out, outCol, x, xCol, cols);
        break;
      case 10:
        testPairs<f32>(out, outCol, x, xCol, cols);
        break;
      case 11:
        testPairs<f64>(out, outCol, x, xCol, cols);
        break;
    }
    out += outRow;
    x += xRow;
  }
}

/**
 * out[i, j] = x[i, j] + 0i, where parts are of type T and x is real.
 * @kernel.cast f32=c64 f64=c128
 */
function castToComplex<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
  source: i32,
): void {
  for (let i: usize = 0; i < rows; i++) {
    cast<T>(out, outRow, outCol, x, xRow, xCol, 1, cols, source);
    let imaginary = out + sizeof<T>();
    for (let j: usize = 0; j < cols; j++) {
      store<T>(imaginary, 0);
      imaginary += outCol;
    }
    out += outRow;
    x += xRow;
  }
}

/** @inline */
function testRow<S>(out: usize, outCol: isize, x: usize, xCol: isize, cols: usize): void {
  let j: usize = 0;
  if (xCol == sizeof<S>() && outCol == 1) {
    for (; j + 4 <= cols; j += 4) {
      testFour<S>(out, x);
      out += 4;
      x += 4 * sizeof<S>();
    }
  }
  for (; j < cols; j++) {
    store<u8>(out, load<S>(x) != 0 ? 1 : 0);
    out += outCol;
    x += xCol;
  }
}

/** @inline */
function testPairs<S>(out: usize, outCol: isize, x: usize, xCol: isize, cols: usize): void {
  for (let j: usize = 0; j < cols; j++) {
    store<u8>(out, load<S>(x) != 0 || load<S>(x + sizeof<S>()) != 0 ? 1 : 0);
    out += outCol;
    x += xCol;
  }
}

/** @inline */
function castRow<S, T>(out: usize, outCol: isize, x: usize, xCol: isize, cols: usize): void {
  let j: usize = 0;
  if (xCol == sizeof<S>() && outCol == sizeof<T>()) {
    for (; j + 4 <= cols; j += 4) {
      castFour<S, T>(out, x);
      out += 4 * sizeof<T>();
      x += 4 * sizeof<S>();
    }
  }
  for (; j < cols; j++) {
    store<T>(out, convert<S, T>(load<S>(x)));
    out += outCol;
    x += xCol;
  }
}
