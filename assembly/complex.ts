import { divide, loadComplex, multiply, squareRoot, storeComplex } from "./lib/complex";
import { exponential, logarithm, power } from "./math/complex";

const MULTIPLY = 0;
const DIVIDE = 1;
const POW = 2;
const SQRT = 3;
const EXP = 4;
const LOG = 5;
const SQUARE = 6;
const RECIPROCAL = 7;

/**
 * out[i, j] = x[i, j] op y[i, j] for complex numbers with parts of type T, computed in float64. Steps are in bytes.
 * @kernel.multiply(MULTIPLY) complex
 * @kernel.divide(DIVIDE) complex
 * @kernel.pow(POW) complex
 * @inline
 */
function binaryComplex<T>(
  op: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
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
    let o = out;
    let a = x;
    let b = y;
    for (let j: usize = 0; j < cols; j++) {
      const p = loadComplex<T>(a);
      const q = loadComplex<T>(b);
      storeComplex<T>(o, op == MULTIPLY ? multiply(p, q) : op == DIVIDE ? divide(p, q) : power(p, q));
      o += outCol;
      a += xCol;
      b += yCol;
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}

/**
 * out[i, j] = op x[i, j] for complex numbers with parts of type T, computed in float64. Steps are in bytes.
 * @kernel.sqrt(SQRT) complex
 * @kernel.exp(EXP) complex
 * @kernel.log(LOG) complex
 * @kernel.square(SQUARE) complex
 * @kernel.reciprocal(RECIPROCAL) complex
 * @inline
 */
function unaryComplex<T>(
  op: i32,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    for (let j: usize = 0; j < cols; j++) {
      const p = loadComplex<T>(a);
      storeComplex<T>(o, apply(op, p));
      o += outCol;
      a += xCol;
    }
    out += outRow;
    x += xRow;
  }
}

/** @inline */
function apply(op: i32, p: v128): v128 {
  if (op == SQRT) return squareRoot(p);
  if (op == EXP) return exponential(p);
  if (op == LOG) return logarithm(p);
  return op == SQUARE ? multiply(p, p) : divide(f64x2(1, 0), p);
}

/**
 * out[i, j] = |x[i, j]|, of type T as the parts of x. Steps are in bytes.
 * @kernel.abs complex
 */
function absComplex<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    for (let j: usize = 0; j < cols; j++) {
      store<T>(o, <T>Math.hypot(<f64>load<T>(a), <f64>load<T>(a, sizeof<T>())));
      o += outCol;
      a += xCol;
    }
    out += outRow;
    x += xRow;
  }
}

/**
 * out[i, j] = x[i, j] equals y[i, j] as a byte, 0 or 1; 1 or 0 if `negate` is 1. Steps are in bytes.
 * @kernel.equal complex
 */
function equalComplex<T>(
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  y: usize,
  yRow: isize,
  yCol: isize,
  rows: usize,
  cols: usize,
  negate: i32,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    let b = y;
    for (let j: usize = 0; j < cols; j++) {
      const equal = load<T>(a) == load<T>(b) && load<T>(a, sizeof<T>()) == load<T>(b, sizeof<T>());
      store<u8>(o, <u8>(<i32>equal ^ negate));
      o += outCol;
      a += xCol;
      b += yCol;
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}
