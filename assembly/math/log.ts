import { madd } from "../lib/lanes";
import { constant, polynomial4, polynomial5 } from "./polynomial";
import { logarithms } from "./tables";

/**
 * Bits: what lets the exponent change where the table begins, and be 1024 more; those of a fraction; the table's begin; the
 * place of an entry; those of an exponent; those of the exponent 1025.
 */
const bits64 = memory.data<u64>([
  0x001a100000000000, 0x000fffffffffffff, 0x3fe5f00000000000, 0x3f8, 0xfff0000000000000, 0x8000000000000000,
]);

/** Bits: √½; those of a fraction; those of an exponent; those of the exponent 1. */
const bits32 = memory.data<u32>([0x3f3504f3, 0x007fffff, 0xff800000, 0x40000000]);

/**
 * The least normal number; the largest; a power of two that makes all numbers normal, its exponent; ln 2 and log10 2 in two
 * parts, the first ones short enough for exact products; 1 / ln 2, 1 / ln 10; 2^52, 2^52 + 1024; coefficients of
 * (ln(1 + r) - r) / r² for |r| ≤ 2^-8, with an error of 2^-55 (Remez).
 */
const doubles = memory.data<f64>([
  2.2250738585072014e-308, 1.7976931348623157e308, 18014398509481984, 54, 0.6931471805598903,
  5.497923018708371e-14, 0.30102999566395283, 2.8363394551044964e-14, 1.4426950408889634, 0.4342944819032518,
  4503599627370496, 4503599627371520, -0.5000000000000001, 0.3333333333184228, -0.2499999999675,
  0.20000309603245733, -0.16667042018291994,
]);

/** The same to 1 / ln 10; 1, -1/2; coefficients of (ln(1 + f) - f + f² / 2) / f³ up to f = √2 - 1, to 2^-27 (Remez). */
const singles = memory.data<f32>([
  1.1754943508222875e-38, 3.4028234663852886e38, 33554432, 25, 0.693359375, -0.00021219444170128554,
  0.301025390625, 4.605039066518657e-6, 1.4426950216293335, 0.4342944920063019, 1, -0.5, 0.3333333134651184,
  -0.2500081956386566, 0.20001226663589478, -0.16623356938362122, 0.14201758801937103, -0.13160182535648346,
  0.12761574983596802, -0.07634492963552475,
]);

const LEAST = 0;
const MOST = 1;
const SCALE = 2;
const SCALE_EXPONENT = 3;
const LN2_HIGH = 4;
const LN2_LOW = 5;
const LG2_HIGH = 6;
const LG2_LOW = 7;
const PER_LN2 = 8;
const PER_LN10 = 9;
const TWO_52 = 10;
const BIASED_52 = 11;
const SERIES_64 = 12;
const ONE = 10;
const MINUS_HALF = 11;
const SERIES_32 = 12;

const E = 0;
const TWO = 2;
const TEN = 10;

/** What the logarithm is of: a positive normal number, any number, a normal number and a small one that is added to it. */
const NORMAL = 0;
const ANY = 1;
const SUM = 2;

/** @inline */
function known<T>(index: i32): v128 {
  return constant<T>((sizeof<T>() == 8 ? doubles : singles) + index * sizeof<T>());
}

/** @inline */
function bits<T>(index: i32): v128 {
  return constant<T>((sizeof<T>() == 8 ? bits64 : bits32) + index * sizeof<T>());
}

/**
 * Whether a lane is no positive normal number: the difference of its bits to those of the least or of the largest is negative.
 * Comparisons would start in two pipes of four. @inline
 */
export function isRareLog32(x: v128): bool {
  return i32x4.bitmask(v128.or(i32x4.sub(x, known<f32>(LEAST)), i32x4.sub(known<f32>(MOST), x))) != 0;
}

/** The same of the upper half of a float64. @inline */
export function isRareLog64(upper: u32): bool {
  return upper - 0x00100000 >= 0x7fe00000;
}

/** ln x where no lane is rare, in float32. @inline */
export function logNormal32(x: v128): v128 {
  return logarithm<f32>(E, NORMAL, x, x);
}

/**
 * ln x where no lane is rare, in float64. Upper halves of the lanes come from memory: numbers that leave a vector do so one a
 * cycle, by the way that comparisons and stores take. @inline
 */
export function logNormal64(x: v128, upper: u32, other: u32): v128 {
  const shifted = shift64(x);
  const log = logOfFraction64(NORMAL, shifted, x, logarithms + rowOf(upper), logarithms + rowOf(other));
  return combine<f64>(E, exponent64(shifted), log);
}

/** Bytes from the table's begin to the row for a number with these upper bits. @inline */
export function rowOf(upper: u32): usize {
  return (((upper + 0x001a1000) >> 10) & 0x3f8) * 3;
}

/** ln x. */
export function log<T>(x: v128): v128 {
  return logarithm<T>(E, ANY, x, x);
}

/** The logarithm of x to base 2. @inline */
export function log2<T>(x: v128): v128 {
  return logarithm<T>(TWO, ANY, x, x);
}

/** The logarithm of x to base 10. @inline */
export function log10<T>(x: v128): v128 {
  return logarithm<T>(TEN, ANY, x, x);
}

/** ln(1 + x): of the rounded sum and what it lacks (Kahan). */
export function log1p<T>(x: v128): v128 {
  const one = v128.splat<T>(1);
  const sum = v128.add<T>(one, x);
  const added = v128.sub<T>(sum, one);
  const low = v128.add<T>(v128.sub<T>(one, v128.sub<T>(sum, added)), v128.sub<T>(x, added));
  const result = logarithm<T>(E, SUM, sum, low);
  // Zeros keep their sign; infinity is what it was; the rest is ln of 0, of negative numbers and of NaN.
  const itself = v128.or(
    v128.lt<T>(v128.abs<T>(x), v128.splat<T>(1e-30)),
    v128.eq<T>(x, v128.splat<T>(<T>Infinity)),
  );
  return v128.bitselect(
    x,
    v128.bitselect(result, logOfNone<T>(sum), v128.gt<T>(sum, v128.splat<T>(0))),
    itself,
  );
}

/** ln 0 = -∞; NaN for NaN and negative numbers. @inline */
function logOfNone<T>(x: v128): v128 {
  return v128.bitselect(v128.splat<T>(<T>-Infinity), v128.splat<T>(<T>NaN), v128.eq<T>(x, v128.splat<T>(0)));
}

/** @inline */
function logarithm<T>(base: i32, form: i32, x: v128, low: v128): v128 {
  let normal = x;
  let shift = x;
  if (form == ANY) {
    const small = v128.lt<T>(x, known<T>(LEAST));
    normal = v128.bitselect(v128.mul<T>(x, known<T>(SCALE)), x, small);
    shift = v128.and(small, known<T>(SCALE_EXPONENT));
  }
  const shifted = sizeof<T>() == 8 ? shift64(normal) : i32x4.sub(normal, bits<T>(0));
  let k = sizeof<T>() == 8 ? exponent64(shifted) : exponent32(shifted);
  if (form == ANY) k = v128.sub<T>(k, shift);
  let fraction = low;
  if (sizeof<T>() == 8) {
    const entry = entry64(shifted);
    const first = logarithms + i32x4.extract_lane(entry, 0) * 3;
    const second = logarithms + i32x4.extract_lane(entry, 2) * 3;
    fraction = logOfFraction64(form, shifted, low, first, second);
  } else {
    fraction = logOfFraction32(form, shifted, low);
  }
  const result = combine<T>(base, k, fraction);
  if (form != ANY) return result;
  const isPositive = v128.gt<T>(x, v128.splat<T>(0));
  return v128.bitselect(
    v128.bitselect(result, x, v128.le<T>(x, known<T>(MOST))),
    logOfNone<T>(x),
    isPositive,
  );
}

/** The logarithm of 2^k z to a base, from ln z. @inline */
function combine<T>(base: i32, k: v128, log: v128): v128 {
  if (base == E) return madd<T>(k, known<T>(LN2_HIGH), madd<T>(k, known<T>(LN2_LOW), log));
  if (base == TWO) return madd<T>(log, known<T>(PER_LN2), k);
  const low = madd<T>(k, known<T>(LG2_LOW), v128.mul<T>(log, known<T>(PER_LN10)));
  return madd<T>(k, known<T>(LG2_HIGH), low);
}

/** x with its exponent changed to what the table has a fraction for. @inline */
export function shift64(x: v128): v128 {
  return i64x2.add(x, bits<f64>(0));
}

/** The fraction z of x = 2^k z, in the table's range. @inline */
export function fraction64(shifted: v128): v128 {
  return i64x2.add(v128.and(shifted, bits<f64>(1)), bits<f64>(2));
}

/** Eight times the number of the table's row for the fraction. @inline */
export function entry64(shifted: v128): v128 {
  return v128.and(i64x2.shr_u(shifted, 42), bits<f64>(3));
}

/** k. @inline */
export function exponent64(shifted: v128): v128 {
  // The exponent's bits under those of 2^52 make the number 2^52 + 1024 + k.
  return f64x2.sub(v128.or(i64x2.shr_u(shifted, 52), known<f64>(TWO_52)), known<f64>(BIASED_52));
}

/** @inline */
function exponent32(shifted: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
}

/**
 * ln z = ln c + ln(1 + r) with r = (z - c) / c: a table and a polynomial (Tang, ACM TOMS 16, 1990). z - c is exact, and c
 * is 1 where z is near it. @inline
 */
function logOfFraction64(form: i32, shifted: v128, low: v128, first: usize, second: usize): v128 {
  const c = v128.load64_lane(second, v128.load64_zero(first, 16), 1, 16);
  let rest = f64x2.sub(fraction64(shifted), c);
  if (form == SUM) {
    // 2^(1 - k): 2^-k is too small for the largest numbers.
    const scale = i64x2.sub(bits<f64>(5), v128.and(shifted, bits<f64>(4)));
    rest = madd<f64>(f64x2.mul(low, f64x2.splat(0.5)), scale, rest);
  }
  const inverses = v128.load(first);
  const others = v128.load(second);
  const r = f64x2.mul(rest, v128.shuffle<f64>(inverses, others, 0, 2));
  const square = f64x2.mul(r, r);
  const series = polynomial5<f64>(r, square, doubles + SERIES_64 * 8);
  return f64x2.add(v128.shuffle<f64>(inverses, others, 1, 3), madd<f64>(square, series, r));
}

/** ln z for √½ ≤ z < √2 by a polynomial. @inline */
function logOfFraction32(form: i32, shifted: v128, low: v128): v128 {
  const z = i32x4.add(v128.and(shifted, bits<f32>(1)), bits<f32>(0));
  let f = f32x4.sub(z, known<f32>(ONE));
  if (form == SUM) {
    const scale = i32x4.sub(bits<f32>(3), v128.and(shifted, bits<f32>(2)));
    f = madd<f32>(f32x4.mul(low, f32x4.splat(0.5)), scale, f);
  }
  const square = f32x4.mul(f, f);
  const at = singles + SERIES_32 * 4;
  const high = polynomial4<f32>(f, square, at + 16);
  const series = madd<f32>(f32x4.mul(square, square), high, polynomial4<f32>(f, square, at));
  return madd<f32>(square, madd<f32>(f, series, known<f32>(MINUS_HALF)), f);
}
