import { madd } from "../lib/lanes";
import { exp, expm1, expm1Near } from "./exp";
import { log, log1p } from "./log";

const LN2 = 0.6931471805599453;

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
  const size = v128.pmin<T>(v128.abs<T>(x), v128.splat<T>(sizeof<T>() == 8 ? 20 : 10));
  const growth = expm1Near<T>(v128.add<T>(size, size));
  return withSign<T>(v128.div<T>(growth, v128.add<T>(growth, v128.splat<T>(2))), x);
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
