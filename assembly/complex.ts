import { divide, loadComplex, multiply, squareRoot, storeComplex } from "./lib/complex";
import { exp2, expm1, exponential, log1p, log2, log10, logarithm } from "./math/complex";
import { cos, cosh, sin, sinh, tan, tanh } from "./math/complex-hyperbolic";
import { acos, acosh, asin, asinh, atan, atanh } from "./math/complex-inverse";
import { power } from "./math/complex-power";

const MULTIPLY = 0;
const DIVIDE = 1;
const POW = 2;
const SQRT = 3;
const EXP = 4;
const LOG = 5;
const SQUARE = 6;
const RECIPROCAL = 7;
const EXPM1 = 8;
const LOG1P = 9;
const LOG2 = 10;
const LOG10 = 11;
const SIN = 12;
const COS = 13;
const TAN = 14;
const SINH = 15;
const COSH = 16;
const TANH = 17;
const ASIN = 18;
const ACOS = 19;
const ATAN = 20;
const ASINH = 21;
const ACOSH = 22;
const ATANH = 23;
const EXP2 = 24;

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
      storeComplex<T>(o, op == MULTIPLY ? multiply(p, q) : op == DIVIDE ? divide(p, q) : power<T>(p, q));
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
 * @kernel.exp2(EXP2) complex
 * @kernel.expm1(EXPM1) complex
 * @kernel.log1p(LOG1P) complex
 * @kernel.log2(LOG2) complex
 * @kernel.log10(LOG10) complex
 * @kernel.sin(SIN) complex
 * @kernel.cos(COS) complex
 * @kernel.tan(TAN) complex
 * @kernel.sinh(SINH) complex
 * @kernel.cosh(COSH) complex
 * @kernel.tanh(TANH) complex
 * @kernel.asin(ASIN) complex
 * @kernel.acos(ACOS) complex
 * @kernel.atan(ATAN) complex
 * @kernel.asinh(ASINH) complex
 * @kernel.acosh(ACOSH) complex
 * @kernel.atanh(ATANH) complex
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
  if (op == SQUARE) return multiply(p, p);
  if (op == RECIPROCAL) return divide(f64x2(1, 0), p);
  if (op == EXP2) return exp2(p);
  if (op == EXPM1) return expm1(p);
  if (op == LOG1P) return log1p(p);
  if (op == LOG2) return log2(p);
  if (op == LOG10) return log10(p);
  if (op == SIN) return sin(p);
  if (op == COS) return cos(p);
  if (op == TAN) return tan(p);
  if (op == SINH) return sinh(p);
  if (op == COSH) return cosh(p);
  if (op == TANH) return tanh(p);
  if (op == ASIN) return asin(p);
  if (op == ACOS) return acos(p);
  if (op == ATAN) return atan(p);
  if (op == ASINH) return asinh(p);
  return op == ACOSH ? acosh(p) : atanh(p);
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
