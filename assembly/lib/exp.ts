import { madd } from "./lanes";

/** 2^(i / 32) for i = 0 … 31 as pairs: what is left after rounding, then the rounded value. */
const powers = memory.data<f64>([
  0.0, 1.0, 5.109225028973444e-17, 1.0218971486541166, 8.551889705537965e-17, 1.0442737824274138,
  -7.899853966841582e-17, 1.0671404006768237, -3.046782079812471e-17, 1.0905077326652577,
  1.0410278456845571e-16, 1.1143867425958924, 8.912812676025408e-17, 1.1387886347566916,
  3.8292048369240935e-17, 1.1637248587775775, 3.982015231465646e-17, 1.189207115002721,
  -7.712630692681488e-17, 1.215247359980469, 4.658027591836937e-17, 1.241857812073484, 2.667932131342186e-18,
  1.2690509571917332, 2.5382502794888315e-17, 1.2968395546510096, -2.8587312100388614e-17, 1.3252366431597413,
  7.70094837980299e-17, 1.3542555469368927, -6.770511658794786e-17, 1.383909881963832, -9.667293313452913e-17,
  1.4142135623730951, -3.0237581349939873e-17, 1.4451808069770467, -3.483994556892796e-17, 1.4768261459394993,
  -1.016455327754295e-16, 1.5091644275934228, 7.949834809697621e-17, 1.5422108254079407,
  -1.0136916471278304e-17, 1.5759808451078865, 2.4707192569797888e-17, 1.6104903319492543,
  -1.0125679913674773e-16, 1.645755478153965, 8.199010020581497e-17, 1.681792830507429,
  -1.851380418263111e-17, 1.718619298122478, 2.960140695448873e-17, 1.7562521603732995,
  1.8227458427912087e-17, 1.7947090750031072, 3.283107224245627e-17, 1.8340080864093424,
  -6.122763413004143e-17, 1.8741676341103, -1.0619946056195963e-16, 1.9152065613971474, 8.960767791036668e-17,
  1.9571441241754002,
]);

const PER_LN2 = 0;
const ROUNDING = 8;
const LN2_HIGH = 16;
const LN2_LOW = 24;
const C2 = 32;
const C3 = 40;
const C4 = 48;
const C5 = 56;
const C6 = 64;
const SAFE = 72;
const LEAST = 80;
const MOST = 88;

/**
 * 32 / ln 2; 1.5 · 2^52, which rounds what is added to it; ln 2 / 32 in two parts, the first short enough for exact
 * products; the coefficients of a polynomial for e^r, |r| < ln 2 / 64, to 2^-61; bounds of |x| for results that are
 * normal numbers, and of x for results that are 0 and infinite.
 */
const constants = memory.data<f64>([
  46.16624130844683, 6755399441055744, 0.021660849391992087, 5.062034433330175e-13, 0.5, 0.16666666666581323,
  0.041666666666559986, 0.008333362430989848, 0.0013888925260947679, 708, -750, 720,
]);

// A literal in the loop would be built again for each vector; a load is not.
/** @inline */
function constant(offset: usize): v128 {
  return v128.load64_splat(constants + offset);
}

/**
 * e^x for two float64 lanes, to 0.6 units in the last place. x = (32 n + i) ln 2 / 32 + r, so that e^x is 2^n 2^(i/32)
 * e^r: a table and a polynomial (Tang, ACM TOMS 15, 1989). @inline
 */
export function expLanes(x: v128): v128 {
  const safe = i64x2.all_true(f64x2.lt(f64x2.abs(x), constant(SAFE)));
  if (!safe) x = f64x2.pmax(f64x2.pmin(x, constant(MOST)), constant(LEAST));
  const rounded = madd<f64>(x, constant(PER_LN2), constant(ROUNDING));
  const k = f64x2.sub(rounded, constant(ROUNDING));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, constant(LN2_HIGH))), f64x2.mul(k, constant(LN2_LOW)));
  const square = f64x2.mul(r, r);
  const high = madd<f64>(r, constant(C6), constant(C5));
  const low = madd<f64>(r, constant(C4), constant(C3));
  const series = madd<f64>(madd<f64>(square, high, low), r, constant(C2));
  const growth = madd<f64>(series, square, r);
  const first = v128.load(powers + ((i64x2.extract_lane(rounded, 0) as usize) & 31) * 16);
  const second = v128.load(powers + ((i64x2.extract_lane(rounded, 1) as usize) & 31) * 16);
  const power = v128.shuffle<f64>(first, second, 1, 3);
  const rest = v128.shuffle<f64>(first, second, 0, 2);
  const result = f64x2.add(power, madd<f64>(power, growth, rest));
  if (safe) return i64x2.add(result, i64x2.shl(i64x2.shr_s(rounded, 5), 52));
  // In two steps, since 2^n alone may be out of range. NaN has passed through everything but the table.
  const n = i64x2.shr_s(i64x2.sub(rounded, constant(ROUNDING)), 5);
  const half = i64x2.shr_s(n, 1);
  return f64x2.mul(f64x2.mul(result, powerOfTwo(half)), powerOfTwo(i64x2.sub(n, half)));
}

/** @inline */
function powerOfTwo(n: v128): v128 {
  return i64x2.shl(i64x2.add(n, i64x2.splat(1023)), 52);
}
