import { lanes } from "./lib/lanes";
import { cbrt } from "./math/cbrt";
import { exp, expm1, expNormal, isRareExp } from "./math/exp";
import { exp2 } from "./math/exp2";
import { acosh, asinh, atanh, cosh, sinh, tanh } from "./math/hyperbolic";
import { arcsine, arctangent, arctangent2 } from "./math/inverse";
import { loadLanes, loadSome, storeLanes, storeSome } from "./math/lanes";
import { isRareLog32, isRareLog64, log, log1p, log2, log10, logNormal32, logNormal64 } from "./math/log";
import { logaddexp } from "./math/logaddexp";
import { hypot } from "./math/pairs";
import { pow64, powVectors64 } from "./math/power";
import { pow32, powVectors32 } from "./math/power-single";
import {
  COSINE,
  isRareAngle32,
  SINE,
  TANGENT,
  trigonometric,
  waveNear32,
  wavesNear64,
} from "./math/trigonometric";

const EXP = 0;
const LOG = 1;
const SIN = 2;
const COS = 3;
const EXPM1 = 4;
const LOG1P = 5;
const LOG2 = 6;
const LOG10 = 7;
const TAN = 8;
const ASIN = 9;
const ACOS = 10;
const ATAN = 11;
const SINH = 12;
const COSH = 13;
const TANH = 14;
const ASINH = 15;
const ACOSH = 16;
const ATANH = 17;
const POW = 18;
const HYPOT = 19;
const ATAN2 = 20;
const LOGADDEXP = 21;
const EXP2 = 22;
const CBRT = 23;

/**
 * out[i, j] = op x[i, j]. Steps are in bytes. Vectors without rare lanes take a shorter way, to the same results.
 * @kernel.exp(EXP) float
 * @kernel.log(LOG) float
 * @kernel.sin(SIN) float
 * @kernel.cos(COS) float
 * @kernel.tanh(TANH) float
 * @inline
 */
function often<T>(
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
  const whole = lanes<T>();
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    let left = cols;
    while (left > 0) {
      const done = whole * normalVectors<T>(op, o, outCol, a, xCol, left / whole);
      a += done * xCol;
      o += done * outCol;
      left -= done;
      if (left == 0) break;
      const count = min(left, whole);
      storeSome<T>(o, outCol, count, apply<T>(op, loadSome<T>(a, xCol, count)));
      a += count * xCol;
      o += count * outCol;
      left -= count;
    }
    out += outRow;
    x += xRow;
  }
}

/**
 * out[i, j] = op x[i, j]. Steps are in bytes.
 * @kernel.expm1(EXPM1) float
 * @kernel.log1p(LOG1P) float
 * @kernel.log2(LOG2) float
 * @kernel.log10(LOG10) float
 * @kernel.tan(TAN) float
 * @kernel.asin(ASIN) float
 * @kernel.acos(ACOS) float
 * @kernel.atan(ATAN) float
 * @kernel.sinh(SINH) float
 * @kernel.cosh(COSH) float
 * @kernel.asinh(ASINH) float
 * @kernel.acosh(ACOSH) float
 * @kernel.atanh(ATANH) float
 * @kernel.exp2(EXP2) float
 * @kernel.cbrt(CBRT) float
 * @inline
 */
function unary<T>(
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
  const whole = lanes<T>();
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    for (let j: usize = 0; j < cols; j += whole) {
      const count = min(cols - j, whole);
      storeSome<T>(o, outCol, count, apply<T>(op, loadSome<T>(a, xCol, count)));
      a += whole * xCol;
      o += whole * outCol;
    }
    out += outRow;
    x += xRow;
  }
}

/**
 * out[i, j] = x[i, j] op y[i, j]. Steps are in bytes.
 * @kernel.pow(POW) float
 * @kernel.hypot(HYPOT) float
 * @kernel.atan2(ATAN2) float
 * @kernel.logaddexp(LOGADDEXP) float
 * @inline
 */
function binary<T>(
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
  const whole = lanes<T>();
  for (let i: usize = 0; i < rows; i++) {
    let o = out;
    let a = x;
    let b = y;
    const isSquare = op == POW && yCol == 0 && load<T>(y) == 2;
    for (let j: usize = 0; j < cols; j += whole) {
      if (op == POW && !isSquare) {
        const done = powVectors<T>(o, outCol, a, xCol, b, yCol, (cols - j) / whole) * whole;
        j += done;
        a += done * xCol;
        b += done * yCol;
        o += done * outCol;
        if (j == cols) break;
      }
      const count = min(cols - j, whole);
      const p = loadSome<T>(a, xCol, count);
      const result = isSquare ? v128.mul<T>(p, p) : applyBinary<T>(op, p, loadSome<T>(b, yCol, count));
      storeSome<T>(o, outCol, count, result);
      a += whole * xCol;
      b += whole * yCol;
      o += whole * outCol;
    }
    out += outRow;
    x += xRow;
    y += yRow;
  }
}

/** Vectors one after another, up to the first with a rare lane: how many. @inline */
function normalVectors<T>(
  op: i32,
  out: usize,
  outStep: isize,
  x: usize,
  xStep: isize,
  vectors: usize,
): usize {
  const whole = lanes<T>();
  if (sizeof<T>() == 8 && (op == SIN || op == COS)) {
    return wavesNear64(op == SIN ? SINE : COSINE, out, outStep, x, xStep, vectors);
  }
  let done: usize = 0;
  for (; done < vectors; done++) {
    const v = loadLanes<T>(x, xStep);
    if (isRare<T>(op, v, x, xStep)) break;
    storeLanes<T>(out, outStep, applyNormal<T>(op, v, x, xStep));
    x += whole * xStep;
    out += whole * outStep;
  }
  return done;
}

/** `x` has been read from `at`. @inline */
function isRare<T>(op: i32, x: v128, at: usize, step: isize): bool {
  if (op == EXP) return isRareExp<T>(x);
  if (op == TANH) return false;
  if (op == LOG && sizeof<T>() == 8) {
    return isRareLog64(load<u32>(at, 4)) || isRareLog64(load<u32>(at + step, 4));
  }
  return op == LOG ? isRareLog32(x) : isRareAngle32(x);
}

/** @inline */
function applyNormal<T>(op: i32, x: v128, at: usize, step: isize): v128 {
  if (op == EXP) return expNormal<T>(x);
  if (op == TANH) return tanh<T>(x);
  if (op == LOG && sizeof<T>() == 8) return logNormal64(x, load<u32>(at, 4), load<u32>(at + step, 4));
  return op == LOG ? logNormal32(x) : waveNear32(op == SIN ? SINE : COSINE, x);
}

/** @inline */
function apply<T>(op: i32, x: v128): v128 {
  if (op == EXP) return exp<T>(x);
  if (op == LOG) return log<T>(x);
  if (op == SIN) return trigonometric<T>(SINE, x);
  if (op == COS) return trigonometric<T>(COSINE, x);
  if (op == TAN) return trigonometric<T>(TANGENT, x);
  if (op == EXPM1) return expm1<T>(x);
  if (op == LOG1P) return log1p<T>(x);
  if (op == LOG2) return log2<T>(x);
  if (op == LOG10) return log10<T>(x);
  if (op == ASIN) return arcsine<T>(true, x);
  if (op == ACOS) return arcsine<T>(false, x);
  if (op == ATAN) return arctangent<T>(x);
  if (op == SINH) return sinh<T>(x);
  if (op == COSH) return cosh<T>(x);
  if (op == TANH) return tanh<T>(x);
  if (op == ASINH) return asinh<T>(x);
  if (op == ACOSH) return acosh<T>(x);
  if (op == EXP2) return exp2<T>(x);
  return op == CBRT ? cbrt<T>(x) : atanh<T>(x);
}

/** @inline */
function powVectors<T>(
  out: usize,
  outStep: isize,
  x: usize,
  xStep: isize,
  y: usize,
  yStep: isize,
  vectors: isize,
): isize {
  if (sizeof<T>() == 8) return powVectors64(out, outStep, x, xStep, y, yStep, vectors);
  return powVectors32(out, outStep, x, xStep, y, yStep, vectors);
}

/** @inline */
function applyBinary<T>(op: i32, x: v128, y: v128): v128 {
  if (op == POW) return sizeof<T>() == 8 ? pow64(x, y) : pow32(x, y);
  if (op == HYPOT) return hypot<T>(x, y);
  return op == ATAN2 ? arctangent2<T>(x, y) : logaddexp<T>(x, y);
}
