import { madd } from "./lanes";

const NORMAL = 0;
const INFINITE = 8;
const TWO_54 = 16;
const FIFTY_FOUR = 24;
const TWO_52 = 32;
const BIASED = 40;
const ONE = 48;
const TWO = 56;
const HALF = 64;
const L1 = 72;
const L2 = 80;
const L3 = 88;
const L4 = 96;
const L5 = 104;
const L6 = 112;
const L7 = 120;
const LN2_HIGH = 128;
const LN2_LOW = 136;

/**
 * The least normal number; infinity; 2^54, 54; 2^52, 2^52 + 1023; 1, 2, 1/2; coefficients of fdlibm's polynomial in s^2 for
 * (ln(1 + s) - ln(1 - s)) / s - 2; ln 2 in two parts, the first short enough for exact products.
 */
const constants = memory.data<f64>([
  2.2250738585072014e-308,
  Infinity,
  18014398509481984,
  54,
  4503599627370496,
  4503599627371519,
  1,
  2,
  0.5,
  0.6666666666666735,
  0.3999999999940942,
  0.2857142874366239,
  0.22222198432149784,
  0.1818357216161805,
  0.15313837699209373,
  0.14798198605116586,
  0.6931471803691238,
  1.9082149292705877e-10,
]);

const MANTISSA = 0;
const ROOT = 8;
const TO_ONE = 16;

/** Bits: the mantissa's; those of a number just below sqrt(1/2); what they lack to those of 1. */
const patterns = memory.data<u64>([0x000fffffffffffff, 0x3fe6a09e00000000, 0x00095f6200000000]);

/** @inline */
function constant(offset: usize): v128 {
  return v128.load64_splat(constants + offset);
}

/** @inline */
function pattern(offset: usize): v128 {
  return v128.load64_splat(patterns + offset);
}

/**
 * ln x for two float64 lanes, to 1 unit in the last place: x = 2^k (1 + f) with 1 + f around 1, and s = f / (2 + f)
 * (fdlibm, e_log.c). @inline
 */
export function logLanes(x: v128): v128 {
  const ordinary = i64x2.all_true(v128.and(f64x2.ge(x, constant(NORMAL)), f64x2.lt(x, constant(INFINITE))));
  let scaled = x;
  let shift = i64x2.splat(0);
  if (!ordinary) {
    const tiny = f64x2.lt(x, constant(NORMAL));
    scaled = v128.bitselect(f64x2.mul(x, constant(TWO_54)), x, tiny);
    shift = v128.and(tiny, constant(FIFTY_FOUR));
  }
  const bits = i64x2.add(scaled, pattern(TO_ONE));
  // The exponent's bits under those of 2^52 make the number 2^52 + k + 1023.
  const exponent = v128.or(i64x2.shr_u(bits, 52), constant(TWO_52));
  const k = f64x2.sub(f64x2.sub(exponent, constant(BIASED)), shift);
  const f = f64x2.sub(i64x2.add(v128.and(bits, pattern(MANTISSA)), pattern(ROOT)), constant(ONE));
  const s = f64x2.div(f, f64x2.add(f, constant(TWO)));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const even = madd<f64>(w, madd<f64>(w, constant(L6), constant(L4)), constant(L2));
  const odd = madd<f64>(
    w,
    madd<f64>(w, madd<f64>(w, constant(L7), constant(L5)), constant(L3)),
    constant(L1),
  );
  const series = madd<f64>(w, even, f64x2.mul(z, odd));
  const half = f64x2.mul(f64x2.mul(f, f), constant(HALF));
  const correction = madd<f64>(s, f64x2.add(half, series), f64x2.mul(k, constant(LN2_LOW)));
  const result = madd<f64>(k, constant(LN2_HIGH), f64x2.add(f64x2.sub(correction, half), f));
  return ordinary ? result : withSpecial(x, result);
}

/** ln 0 = -∞; NaN for negative numbers; infinity and NaN are their own logarithms. */
function withSpecial(x: v128, result: v128): v128 {
  result = v128.bitselect(result, x, f64x2.lt(x, constant(INFINITE)));
  result = v128.bitselect(f64x2.splat(NaN), result, f64x2.lt(x, f64x2.splat(0)));
  return v128.bitselect(f64x2.splat(-Infinity), result, f64x2.eq(x, f64x2.splat(0)));
}
