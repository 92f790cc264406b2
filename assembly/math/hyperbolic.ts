import { madd, nmadd } from "../lib/lanes";
import { exp, expm1, expm1Near } from "./exp";
import { log, log1p } from "./log";
import { constant, polynomial5 } from "./polynomial";

const LN2 = 0.6931471805599453;

/**
 * 2 / ln 2; 1.5 · 2^23, which rounds what is added to it; ln 2 / 2; what has a tanh of 1; 1/2; coefficients of
 * ((e^2r - 1) / 2 - r) / r² to 2^-26 relative to r, |r| ≤ ln 2 / 4 (Remez), of which the first is 1.
 */
const singles = memory.data<f32>([
  2.885390043258667, 12582912, 0.3465735912322998, 10, 0.5, 1, 0.6666617393493652, 0.333331435918808,
  0.13386495411396027, 0.04460250586271286,
]);
const PER_HALF_LN2 = 0;
const ROUNDING = 4;
const HALF_LN2 = 8;
const MOST = 12;
const HALF = 16;
const SERIES = 20;

/** @inline */
function known(offset: usize): v128 {
  return constant<f32>(singles + offset);
}

/** x with the sign of y; x is not negative. @inline */
function withSign<T>(x: v128, y: v128): v128 {
  return v128.or(x, v128.and(y, v128.neg<T>(v128.splat<T>(0))));
}

/** sinh x by t = e^|x| - 1: (t + t / (t + 1)) / 2, and (e^(|x| / 2))² / 2 where that overflows. @inline */
export function sinh<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const half = v128.splat<T>(0.5);
  const growth = expm1<T>(size);
  const sum = v128.add<T>(growth, v128.div<T>(growth, v128.add<T>(growth, v128.splat<T>(1))));
  return withSign<T>(v128.bitselect(halfOfExp<T>(size), v128.mul<T>(sum, half), isFar<T>(size)), x);
}

/** cosh x = (e^|x| + e^-|x|) / 2, and (e^(|x| / 2))² / 2 where that overflows. @inline */
export function cosh<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const half = v128.splat<T>(0.5);
  const power = exp<T>(size);
  const sum = madd<T>(power, half, v128.div<T>(half, power));
  return v128.bitselect(halfOfExp<T>(size), sum, isFar<T>(size));
}

/** Whether e^x is much more than e^-x. @inline */
function isFar<T>(size: v128): v128 {
  return v128.gt<T>(size, v128.splat<T>(sizeof<T>() == 8 ? 40 : 20));
}

/** @inline */
function halfOfExp<T>(size: v128): v128 {
  const half = v128.splat<T>(0.5);
  const root = exp<T>(v128.mul<T>(size, half));
  return v128.mul<T>(v128.mul<T>(root, half), root);
}

/** tanh x by t = e^(2 |x|) - 1: t / (t + 2). @inline */
export function tanh<T>(x: v128): v128 {
  if (sizeof<T>() == 4) return tanh32(x);
  const size = v128.pmin<T>(v128.abs<T>(x), v128.splat<T>(20));
  const growth = expm1Near<T>(v128.add<T>(size, size));
  return withSign<T>(v128.div<T>(growth, v128.add<T>(growth, v128.splat<T>(2))), x);
}

/**
 * The same by t / 2 = 2^k s + (2^k - 1) / 2, s = (e^2r - 1) / 2, |x| = k ln 2 / 2 + r. The larger k is, the less depends on r,
 * so that ln 2 / 2 need not have more digits than a float32. @inline
 */
function tanh32(x: v128): v128 {
  const size = f32x4.pmin(f32x4.abs(x), known(MOST));
  const rounding = known(ROUNDING);
  const rounded = madd<f32>(size, known(PER_HALF_LN2), rounding);
  const r = nmadd<f32>(f32x4.sub(rounded, rounding), known(HALF_LN2), size);
  const square = f32x4.mul(r, r);
  const growth = madd<f32>(square, polynomial5<f32>(r, square, singles + SERIES), r);
  const one = known(SERIES);
  const half = known(HALF);
  const power = i32x4.shl(rounded, 23);
  const rest = f32x4.sub(i32x4.add(power, half), half);
  const t = madd<f32>(i32x4.add(power, one), growth, rest);
  return withSign<f32>(f32x4.div(t, f32x4.add(t, one)), x);
}

/** asinh x = ln(1 + s), s = |x| + x² / (1 + √(x² + 1)) (fdlibm, s_asinh.c). @inline */
export function asinh<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const one = v128.splat<T>(1);
  const square = v128.mul<T>(size, size);
  const root = v128.sqrt<T>(v128.add<T>(square, one));
  const sum = v128.add<T>(size, v128.div<T>(square, v128.add<T>(root, one)));
  return withSign<T>(v128.bitselect(logOfTwice<T>(size), log1p<T>(sum), isHuge<T>(size)), x);
}

/** acosh x = ln(1 + t + √(t (t + 2))), t = x - 1; NaN below 1. @inline */
export function acosh<T>(x: v128): v128 {
  const t = v128.sub<T>(x, v128.splat<T>(1));
  const root = v128.sqrt<T>(v128.mul<T>(t, v128.add<T>(t, v128.splat<T>(2))));
  const near = log1p<T>(v128.add<T>(t, root));
  const result = v128.bitselect(logOfTwice<T>(x), near, isHuge<T>(x));
  return v128.bitselect(v128.splat<T>(<T>NaN), result, v128.lt<T>(t, v128.splat<T>(0)));
}

/** atanh x = ln(1 + 2 |x| / (1 - |x|)) / 2; NaN beyond 1. @inline */
export function atanh<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const twice = v128.add<T>(size, size);
  const ratio = v128.div<T>(twice, v128.sub<T>(v128.splat<T>(1), size));
  return withSign<T>(v128.mul<T>(log1p<T>(ratio), v128.splat<T>(0.5)), x);
}

/** Whether x² + 1 is x² in any case. @inline */
function isHuge<T>(size: v128): v128 {
  return v128.gt<T>(size, v128.splat<T>(sizeof<T>() == 8 ? 268435456 : 16384));
}

/** @inline */
function logOfTwice<T>(size: v128): v128 {
  return v128.add<T>(log<T>(size), v128.splat<T>(<T>LN2));
}
