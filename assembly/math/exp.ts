import { madd, nmadd } from "../lib/lanes";
import { inAll } from "./lanes";
import { constant, polynomial4, polynomial5 } from "./polynomial";
import { powers } from "./tables";

/**
 * 64 / ln 2; 1.5 · 2^52, which rounds what is added to it; ln 2 / 64 in two parts, the first short enough for exact
 * products; bounds of |x| for results that are normal numbers, of x for those that are 0 and infinite; 1; coefficients of
 * (e^r - 1 - r) / r² for |r| ≤ ln 2 / 128, with an error of 2^-59, and with one of 2^-62 relative to r
 * (Remez).
 */
const doubles = memory.data<f64>([
  92.33248261689366, 6755399441055744.0, 0.010830424696223417, 2.572804622327669e-14, 708, -750, 720, 1,
  0.49999999999946476, 0.16666666666653634, 0.041666724507862116, 0.008333343624953141, 0.5,
  0.1666666666665902, 0.04166666666664268, 0.008333341597107743, 0.0013888903235113332,
]);

/** The same for the powers of 2 themselves: 1 / ln 2 and so on, and |r| ≤ ln 2 / 2, with an error of 2^-26. */
const singles = memory.data<f32>([
  1.4426950216293335, 12582912, 0.693359375, -0.00021219444170128554, 87, -110, 100, 1, 0.4999999701976776,
  0.16666539013385773, 0.04166722297668457, 0.008367180824279785, 0.001388239674270153,
]);

const PER_LN2 = 0;
const ROUNDING = 1;
const LN2_HIGH = 2;
const LN2_LOW = 3;
const SAFE = 4;
const LEAST = 5;
const MOST = 6;
const ONE = 7;
const SERIES = 8;
const RELATIVE_SERIES = 12;

/** How e^x is put together: by whole exponents, if the result is a normal number; any result; e^x - 1. */
const NORMAL = 0;
const ANY = 1;
const MINUS_ONE = 2;

/** @inline */
function known<T>(index: i32): v128 {
  return constant<T>((sizeof<T>() == 8 ? doubles : singles) + index * sizeof<T>());
}

/** Whether the power of a lane is no normal number. @inline */
export function isRareExp<T>(x: v128): bool {
  return !inAll<T>(v128.lt<T>(v128.abs<T>(x), known<T>(SAFE)));
}

/** e^x where no lane is rare. @inline */
export function expNormal<T>(x: v128): v128 {
  return power<T>(NORMAL, x, x);
}

/** e^x. */
export function exp<T>(x: v128): v128 {
  return power<T>(ANY, x, x);
}

/** e^(x + low) for doubles; `low` is small beside x, and the result a normal number if `isNormal`. @inline */
export function expOfSum(x: v128, low: v128, isNormal: bool): v128 {
  return power64(isNormal ? NORMAL : ANY, true, x, low);
}

/** e^x - 1 for |x| ≤ 80, but for the sign of 0. @inline */
export function expm1Near<T>(x: v128): v128 {
  return power<T>(MINUS_ONE, x, x);
}

/** e^x - 1. */
export function expm1<T>(x: v128): v128 {
  const most = v128.splat<T>(sizeof<T>() == 8 ? 50 : 30);
  const near = expm1Near<T>(v128.pmax<T>(v128.pmin<T>(x, most), v128.neg<T>(most)));
  const result = v128.bitselect(exp<T>(x), near, v128.gt<T>(x, most));
  return v128.bitselect(x, result, v128.lt<T>(v128.abs<T>(x), v128.splat<T>(1e-30)));
}

/** @inline */
function power<T>(form: i32, x: v128, low: v128): v128 {
  return sizeof<T>() == 8 ? power64(form, false, x, low) : power32(form, x);
}

/**
 * x = (64 n + i) ln 2 / 64 + r, so that e^x is 2^n 2^(i/64) e^r: a table and a polynomial (Tang, ACM TOMS 15, 1989; the
 * polynomial's degree as in Arm's optimized routines). @inline
 */
function power64(form: i32, hasLow: bool, x: v128, low: v128): v128 {
  if (form == ANY) x = v128.pmax<f64>(v128.pmin<f64>(x, known<f64>(MOST)), known<f64>(LEAST));
  const rounded = madd<f64>(x, known<f64>(PER_LN2), known<f64>(ROUNDING));
  const k = f64x2.sub(rounded, known<f64>(ROUNDING));
  const high = nmadd<f64>(k, known<f64>(LN2_HIGH), x);
  let r = nmadd<f64>(k, known<f64>(LN2_LOW), high);
  if (hasLow) r = f64x2.add(r, low);
  const first = v128.load(powers + (i32x4.extract_lane(rounded, 0) & 63) * 16);
  const second = v128.load(powers + (i32x4.extract_lane(rounded, 2) & 63) * 16);
  const rest = v128.shuffle<f64>(first, second, 0, 2);
  const root = v128.shuffle<f64>(first, second, 1, 3);
  const square = f64x2.mul(r, r);
  const series =
    form == MINUS_ONE
      ? polynomial5<f64>(r, square, doubles + RELATIVE_SERIES * 8)
      : polynomial4<f64>(r, square, doubles + SERIES * 8);
  const growth = madd<f64>(square, series, f64x2.add(r, rest));
  const n = i64x2.shr_u(rounded, 6);
  if (form == ANY) {
    // In two steps, since 2^n alone may be out of range. NaN has passed through everything but the table.
    const half = i64x2.shr_u(n, 1);
    const result = madd<f64>(root, growth, root);
    return f64x2.mul(f64x2.mul(result, powerOfTwo64(half)), powerOfTwo64(i64x2.sub(n, half)));
  }
  const scale = i64x2.add(root, i64x2.shl(n, 52));
  return madd<f64>(scale, growth, form == MINUS_ONE ? f64x2.sub(scale, known<f64>(ONE)) : scale);
}

/** x = n ln 2 + r, so that e^x is 2^n e^r. @inline */
function power32(form: i32, x: v128): v128 {
  if (form == ANY) x = v128.pmax<f32>(v128.pmin<f32>(x, known<f32>(MOST)), known<f32>(LEAST));
  const rounded = madd<f32>(x, known<f32>(PER_LN2), known<f32>(ROUNDING));
  const k = f32x4.sub(rounded, known<f32>(ROUNDING));
  const high = nmadd<f32>(k, known<f32>(LN2_HIGH), x);
  const r = nmadd<f32>(k, known<f32>(LN2_LOW), high);
  const square = f32x4.mul(r, r);
  const growth = madd<f32>(square, polynomial5<f32>(r, square, singles + SERIES * 4), r);
  const one = known<f32>(ONE);
  const n = i32x4.shl(rounded, 23);
  if (form == MINUS_ONE) {
    const scale = i32x4.add(one, n);
    return madd<f32>(scale, growth, f32x4.sub(scale, one));
  }
  const result = f32x4.add(growth, one);
  if (form == NORMAL) return i32x4.add(result, n);
  const half = i32x4.shl(i32x4.shr_s(n, 24), 23);
  return f32x4.mul(f32x4.mul(result, i32x4.add(one, half)), i32x4.add(one, i32x4.sub(n, half)));
}

/** @inline */
function powerOfTwo64(n: v128): v128 {
  return i64x2.add(i64x2.shl(n, 52), known<f64>(ONE));
}
