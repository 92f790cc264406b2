import { madd } from "../lib/lanes";
import { expOfSum } from "./exp";
import { inAll, loadLanes, storeLanes } from "./lanes";
import { entry64, exponent64, fraction64, isRareLog64, log, rowOf, shift64 } from "./log";
import { constant, polynomial2, polynomial4 } from "./polynomial";
import { longLogarithms } from "./tables";

/**
 * ln 2 in two parts, the first a multiple of 2^-42; -1/2; coefficients of (ln(1 + r) - r + r² / 2) / r³ (Remez); 1; bounds of
 * numbers and of logarithms of results that are normal.
 */
const doubles = memory.data<f64>([
  0.6931471805598903, 5.497923018708371e-14, -0.5, 0.333333333333334, -0.2500000000000013,
  0.19999999987843708, -0.16666666649606968, 0.14286383385471527, -0.12500730011004874, 1,
  2.2250738585072014e-308, 1.7976931348623157e308, 708,
]);
const LN2_HIGH = 0;
const LN2_LOW = 8;
const MINUS_HALF = 16;
const SERIES = 24;
const ONE = 72;
const LEAST = 80;
const MOST = 88;
const SAFE = 96;

/** Digits of a number that are left where products of two are exact. */
const upper = memory.data<u64>([0xfffffffff8000000]);

/** @inline */
function known(offset: usize): v128 {
  return constant<f64>(doubles + offset);
}

/** @inline */
function upperOf(x: v128): v128 {
  return v128.and(x, constant<f64>(upper));
}

/** x^y, with C's special cases. @inline */
export function pow64(x: v128, y: v128): v128 {
  return power(false, x, y, 0);
}

/**
 * out[i] = x[i]^y[i] for vectors that lie side by side, up to the first that has a rare lane; how many these are. Each round of
 * the loop does a quarter of the work of four vectors, which do not wait for one another, as in `powVectors32`.
 */
export function powVectors64(
  out: usize,
  outStep: isize,
  x: usize,
  xStep: isize,
  y: usize,
  yStep: isize,
  vectors: isize,
): isize {
  // Where rare lanes are frequent, starting for nothing would cost more than they do.
  if (vectors < 1 || isRareLog64(load<u32>(x, 4)) || isRareLog64(load<u32>(x + xStep, 4))) return 0;
  // Known steps take the choices between ways to load out of the loop.
  if (outStep == 8 && xStep == 8 && yStep == 8) return powInTurns(out, 8, x, 8, y, 8, vectors);
  return powInTurns(out, outStep, x, xStep, y, yStep, vectors);
}

/** @inline */
function powInTurns(
  out: usize,
  outStep: isize,
  x: usize,
  xStep: isize,
  y: usize,
  yStep: isize,
  vectors: isize,
): isize {
  let r = f64x2.splat(0);
  let whole = r;
  let low = r;
  let sum = r;
  let rest = r;
  let exponent = r;
  let exponentRest = r;
  for (let i: isize = 0; i < vectors + 3; i++) {
    const done = i - 3;
    const result = expOfSum(exponent, exponentRest, true);
    if (done >= 0) {
      const base = x + 2 * done * xStep;
      if (isRareLog64(load<u32>(base, 4)) || isRareLog64(load<u32>(base + xStep, 4))) return done;
      if (!inAll<f64>(isSafe(exponent))) return done;
      storeLanes<f64>(out + 2 * done * outStep, outStep, result);
    }
    const power = loadLanes<f64>(y + 2 * min(max<isize>(i - 2, 0), vectors - 1) * yStep, yStep);
    exponent = exponentOf(power, sum, rest);
    exponentRest = exponentRestOf(power, sum, rest);

    sum = sumOf(whole, r);
    rest = restOf(whole, r, low);

    const base = x + 2 * min(i, vectors - 1) * xStep;
    const shifted = shift64(loadLanes<f64>(base, xStep));
    const k = exponent64(shifted);
    const first = longLogarithms + rowOf(load<u32>(base, 4));
    const second = longLogarithms + rowOf(load<u32>(base + xStep, 4));
    r = remainderOf(fraction64(shifted), first, second);
    whole = wholeOf(k, first, second);
    low = lowOf(k, first, second);
  }
  return vectors;
}

/**
 * ln x to 2^-64 as a sum of two numbers, multiplied by y and raised: a table of c with few digits, so that r = x / c - 1 is
 * exact (Arm's optimized routines, pow.c). Rare lanes, where x or the result is no
 * normal number, are done alone, unless x is one but for 2^`lacking` and results may be `any`. @inline
 */
function power(any: bool, x: v128, y: v128, lacking: f64): v128 {
  const shifted = shift64(x);
  const k = any ? f64x2.sub(exponent64(shifted), f64x2.splat(lacking)) : exponent64(shifted);
  const entry = entry64(shifted);
  const first = longLogarithms + i32x4.extract_lane(entry, 0) * 3;
  const second = longLogarithms + i32x4.extract_lane(entry, 2) * 3;
  const r = remainderOf(fraction64(shifted), first, second);
  const whole = wholeOf(k, first, second);
  const sum = sumOf(whole, r);
  const rest = restOf(whole, r, lowOf(k, first, second));
  const exponent = exponentOf(y, sum, rest);
  const exponentRest = exponentRestOf(y, sum, rest);
  if (any) return expOfSum(exponent, exponentRest, false);
  const result = expOfSum(exponent, exponentRest, true);
  const isNormal = v128.and(f64x2.le(known(LEAST), x), f64x2.le(x, known(MOST)));
  const isOrdinary = v128.and(isNormal, isSafe(exponent));
  return inAll<f64>(isOrdinary) ? result : replaceRare64(x, y, result, isOrdinary);
}

/** r = z / c - 1, from the rows of the table. @inline */
function remainderOf(z: v128, first: usize, second: usize): v128 {
  const inverse = v128.shuffle<f64>(v128.load(first), v128.load(second), 0, 2);
  const zHigh = upperOf(z);
  const rHigh = f64x2.sub(f64x2.mul(zHigh, inverse), known(ONE));
  return madd<f64>(f64x2.sub(z, zHigh), inverse, rHigh);
}

/** The larger part of ln(2^k c). @inline */
function wholeOf(k: v128, first: usize, second: usize): v128 {
  return madd<f64>(k, known(LN2_HIGH), v128.shuffle<f64>(v128.load(first), v128.load(second), 1, 3));
}

/** The smaller part. @inline */
function lowOf(k: v128, first: usize, second: usize): v128 {
  return madd<f64>(k, known(LN2_LOW), v128.load64_lane(second, v128.load64_zero(first, 16), 1, 16));
}

/** The larger part of ln x: of `whole` + r - r² / 2. @inline */
function sumOf(whole: v128, r: v128): v128 {
  return f64x2.add(f64x2.add(whole, r), curveOf(r));
}

/** -r² / 2 of the upper digits of r, exactly. @inline */
function curveOf(r: v128): v128 {
  const upperR = upperOf(r);
  return f64x2.mul(upperR, f64x2.mul(upperR, known(MINUS_HALF)));
}

/** The smaller part: what the sum lacks, and all terms that are small. @inline */
function restOf(whole: v128, r: v128, low: v128): v128 {
  const linear = f64x2.add(whole, r);
  const linearRest = f64x2.add(f64x2.sub(whole, linear), r);
  const curve = curveOf(r);
  const sumRest = f64x2.add(f64x2.sub(linear, f64x2.add(linear, curve)), curve);
  const upperR = upperOf(r);
  const halves = f64x2.add(f64x2.mul(r, known(MINUS_HALF)), f64x2.mul(upperR, known(MINUS_HALF)));
  const square = f64x2.mul(r, r);
  const high = polynomial2<f64>(r, doubles + SERIES + 32);
  const series = madd<f64>(f64x2.mul(square, square), high, polynomial4<f64>(r, square, doubles + SERIES));
  const cubic = f64x2.mul(f64x2.mul(square, r), series);
  const small = madd<f64>(f64x2.sub(r, upperR), halves, low);
  return f64x2.add(f64x2.add(small, cubic), f64x2.add(linearRest, sumRest));
}

/** The larger part of y ln x. @inline */
function exponentOf(y: v128, sum: v128, rest: v128): v128 {
  return f64x2.mul(upperOf(y), upperOf(f64x2.add(sum, rest)));
}

/** The smaller part. @inline */
function exponentRestOf(y: v128, sum: v128, rest: v128): v128 {
  const log = f64x2.add(sum, rest);
  const logLow = f64x2.add(f64x2.sub(sum, log), rest);
  const logHigh = upperOf(log);
  const smaller = f64x2.mul(y, f64x2.add(f64x2.sub(log, logHigh), logLow));
  return madd<f64>(f64x2.sub(y, upperOf(y)), logHigh, smaller);
}

/** Whether e to an exponent is a normal number. @inline */
function isSafe(exponent: v128): v128 {
  return f64x2.lt(f64x2.abs(exponent), known(SAFE));
}

function replaceRare64(x: v128, y: v128, result: v128, isOrdinary: v128): v128 {
  if (!i64x2.extract_lane(isOrdinary, 0)) {
    result = f64x2.replace_lane(result, 0, powRare(f64x2.extract_lane(x, 0), f64x2.extract_lane(y, 0)));
  }
  if (!i64x2.extract_lane(isOrdinary, 1)) {
    result = f64x2.replace_lane(result, 1, powRare(f64x2.extract_lane(x, 1), f64x2.extract_lane(y, 1)));
  }
  return result;
}

/** x^y for x or results that are not positive normal numbers (C99, F.9.4.4). */
export function powRare(x: f64, y: f64): f64 {
  if (y == 0 || x == 1) return 1;
  if (x != x || y != y) return NaN;
  const size = abs(x);
  if (abs(y) == Infinity) return size == 1 ? 1 : size > 1 == y > 0 ? Infinity : 0;
  const isWhole = y == trunc(y);
  const isNegative = reinterpret<i64>(x) < 0;
  if (x < 0 && x > -Infinity && !isWhole) return NaN;
  const isOdd = isWhole && abs(y) < 9007199254740992 && (<i64>y & 1) != 0;
  const power = size == 0 || size == Infinity ? (size > 1 == y > 0 ? Infinity : 0) : powOfSize(size, y);
  return isNegative && isOdd ? -power : power;
}

/** x^y for x > 0. */
function powOfSize(x: f64, y: f64): f64 {
  const exponent = y * f64x2.extract_lane(log<f64>(f64x2.splat(x)), 0);
  if (abs(exponent) > 800) return exponent > 0 ? Infinity : 0;
  const isTiny = x < 2.2250738585072014e-308;
  const normal = isTiny ? x * 18014398509481984 : x;
  return f64x2.extract_lane(power(true, f64x2.splat(normal), f64x2.splat(y), isTiny ? 54 : 0), 0);
}
