import { madd } from "../lib/lanes";
import { loadLanes, storeLanes } from "./lanes";
import { isRareLog32 } from "./log";
import { constant, polynomial2, polynomial4, polynomial5 } from "./polynomial";
import { powRare } from "./power";

/**
 * Bits: √½; those of a fraction; the least normal number; the largest; those of a size in the upper half of a float64; that half
 * of 126.
 */
const bits = memory.data<u32>([0x3f3504f3, 0x007fffff, 0x00800000, 0x7f7fffff, 0x7fffffff, 0x405f8000]);
const ROOT = 0;
const FRACTION = 4;
const LEAST = 8;
const MOST = 12;
const SIZE = 16;
const SAFE = 20;

/**
 * 2; 1.5 · 2^52, which rounds what is added to it; coefficients of log2((1 + q) / (1 - q)) / q in q² to 2^-37, |q| ≤ 3 - √8
 * (Remez).
 */
const doubles = memory.data<f64>([
  2, 6755399441055744, 2.885390081790136, 0.9617966732689952, 0.5770835999962408, 0.4116717609353054,
  0.3407487521759615,
]);
const TWO = 0;
const ROUNDING = 8;
const LOG_SERIES = 16;

/** 1; coefficients of (2^r - 1) / r to 2^-28, |r| ≤ 1/2 (Remez). */
const singles = memory.data<f32>([
  1, 0.6931471824645996, 0.24022647738456726, 0.05550359562039375, 0.009618501178920269, 0.001339098671451211,
  0.0001532858150312677,
]);

/** @inline */
function bitsOf(offset: usize): v128 {
  return constant<u32>(bits + offset);
}

/** @inline */
function known(offset: usize): v128 {
  return constant<f64>(doubles + offset);
}

/** @inline */
function upperPair(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

/** x^y, with C's special cases. @inline */
export function pow32(x: v128, y: v128): v128 {
  const shifted = i32x4.sub(x, bitsOf(ROOT));
  const k = i32x4.shr_s(shifted, 23);
  const f = fraction(shifted);
  const low = exponent(y, quotient(f), k);
  const high = exponent(upperPair(y), quotient(upperPair(f)), upperPair(k));
  const result = powerOfTwo(rest(low, high), whole(low, high));
  const rare = rarity(x, excess(low, high));
  return i32x4.bitmask(rare) == 0 ? result : replaceRare(x, y, result, rare);
}

/**
 * out[i] = x[i]^y[i] for vectors that lie side by side, up to the first that has a rare lane; how many these are. A power takes a
 * hundred cycles, and a processor looks ahead no more than one vector: hence each round of the loop does a quarter of the work
 * of four vectors, which do not wait for one another.
 */
export function powVectors32(
  out: usize,
  outStep: isize,
  x: usize,
  xStep: isize,
  y: usize,
  yStep: isize,
  vectors: isize,
): isize {
  // Where rare lanes are frequent, starting for nothing would cost more than they do.
  if (vectors < 1 || isRareLog32(loadLanes<f32>(x, xStep))) return 0;
  // Known steps take the choices between ways to load out of the loop.
  if (outStep == 4 && xStep == 4 && yStep == 4) return powInTurns(out, 4, x, 4, y, 4, vectors);
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
  let qLow = f64x2.splat(0);
  let qHigh = qLow;
  let k = qLow;
  let low = qLow;
  let high = qLow;
  let r = qLow;
  let n = qLow;
  let beyond = qLow;
  for (let i: isize = 0; i < vectors + 3; i++) {
    const done = i - 3;
    const result = powerOfTwo(r, n);
    if (done >= 0) {
      const base = loadLanes<f32>(x + 4 * done * xStep, xStep);
      if (i32x4.bitmask(rarity(base, beyond)) != 0) return done;
      storeLanes<f32>(out + 4 * done * outStep, outStep, result);
    }
    r = rest(low, high);
    n = whole(low, high);
    beyond = excess(low, high);

    const power = loadLanes<f32>(y + 4 * max<isize>(min(i, vectors) - 1, 0) * yStep, yStep);
    low = exponent(power, qLow, k);
    high = exponent(upperPair(power), qHigh, upperPair(k));

    const shifted = i32x4.sub(loadLanes<f32>(x + 4 * min(i, vectors - 1) * xStep, xStep), bitsOf(ROOT));
    k = i32x4.shr_s(shifted, 23);
    const f = fraction(shifted);
    qLow = quotient(f);
    qHigh = quotient(upperPair(f));
  }
  return vectors;
}

/** z - 1 of x = 2^k z, √½ ≤ z < √2, from the bits of x less those of √½. @inline */
function fraction(shifted: v128): v128 {
  const z = i32x4.add(v128.and(shifted, bitsOf(FRACTION)), bitsOf(ROOT));
  return f32x4.sub(z, constant<f32>(singles));
}

/** (z - 1) / (z + 1) in float64, for the first two lanes of z - 1. @inline */
function quotient(fraction: v128): v128 {
  const f = f64x2.promote_low_f32x4(fraction);
  return f64x2.div(f, f64x2.add(f, known(TWO)));
}

/** y log2 x in float64, which has digits enough, for the first two lanes. @inline */
function exponent(y: v128, q: v128, k: v128): v128 {
  const square = f64x2.mul(q, q);
  const series = polynomial5<f64>(square, f64x2.mul(square, square), doubles + LOG_SERIES);
  return f64x2.mul(f64x2.promote_low_f32x4(y), madd<f64>(q, series, f64x2.convert_low_i32x4_s(k)));
}

/** The integers nearest to the lanes of both vectors. @inline */
function whole(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f64x2.add(low, known(ROUNDING)), f64x2.add(high, known(ROUNDING)), 0, 2, 4, 6);
}

/** What the lanes of both are above them. @inline */
function rest(low: v128, high: v128): v128 {
  const rounding = known(ROUNDING);
  const first = f64x2.sub(low, f64x2.sub(f64x2.add(low, rounding), rounding));
  const second = f64x2.sub(high, f64x2.sub(f64x2.add(high, rounding), rounding));
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 2);
}

/** Negative where a power of 2 is no normal number. @inline */
function excess(low: v128, high: v128): v128 {
  const size = v128.and(v128.shuffle<f32>(low, high, 1, 3, 5, 7), bitsOf(SIZE));
  return i32x4.sub(bitsOf(SAFE), size);
}

/** 2^(n + r). @inline */
function powerOfTwo(r: v128, n: v128): v128 {
  const square = f32x4.mul(r, r);
  const last = madd<f32>(square, constant<f32>(singles + 24), polynomial2<f32>(r, singles + 16));
  const power = madd<f32>(f32x4.mul(square, square), last, polynomial4<f32>(r, square, singles));
  return i32x4.add(power, i32x4.shl(n, 23));
}

/** Negative lanes where x is no positive normal number or `excess` is negative. @inline */
function rarity(x: v128, excess: v128): v128 {
  return v128.or(excess, v128.or(i32x4.sub(x, bitsOf(LEAST)), i32x4.sub(bitsOf(MOST), x)));
}

function replaceRare(x: v128, y: v128, result: v128, isRare: v128): v128 {
  for (let lane: i32 = 0; lane < 4; lane++) {
    if (i32x4.extract_lane(isRare, 0) < 0) {
      const power = powRare(<f64>f32x4.extract_lane(x, 0), <f64>f32x4.extract_lane(y, 0));
      result = f32x4.replace_lane(result, 0, <f32>power);
    }
    // All four have their turn in the first lane.
    x = v128.shuffle<f32>(x, x, 1, 2, 3, 0);
    y = v128.shuffle<f32>(y, y, 1, 2, 3, 0);
    result = v128.shuffle<f32>(result, result, 1, 2, 3, 0);
    isRare = v128.shuffle<f32>(isRare, isRare, 1, 2, 3, 0);
  }
  return result;
}
