import { madd, nmadd } from "../lib/lanes";
import { quadrant, reduce } from "./angle";
import { inAll, loadLanes, storeLanes } from "./lanes";
import { constant, polynomial5, polynomial6 } from "./polynomial";

export const SINE = 0;
export const COSINE = 1;
export const TANGENT = 2;

/**
 * 2 / π; 1.5 · 2^52, which rounds what is added to it; π/2 in two parts, the first short enough for exact products; the k up to
 * which they are; 2^56 times what the parts lack; 1; 1/2; coefficients of (sin r / r - 1) / r² from the second on, the first one,
 * coefficients of (cos r - 1 + r² / 2) / r⁴ (fdlibm, k_sin.c and k_cos.c).
 */
const doubles = memory.data<f64>([
  0.6366197723675814, 6755399441055744, 1.5707963267341256, 6.077100506506192e-11, 636619, 2.6e-10, 1, 0.5,
  0.00833333333332248946124, -0.000198412698298579493134, 0.00000275573137070700676789,
  -0.0000000250507602534068634195, 0.000000000158969099521155010221, -0.166666666666666324348,
  0.0416666666666666019037, -0.00138888888888741095749, 0.0000248015872894767294178,
  -0.000000275573143513906633035, 0.0000000020875723212981748279, -0.0000000000113596475577881948265,
]);
const PER_HALF_PI = 0;
const ROUNDING = 8;
const HALF_PI_1 = 16;
const HALF_PI_REST = 24;
const MOST = 32;
const LEAST = 40;
const ONE = 48;
const HALF = 56;
const SIN_SERIES = 64;
const SIN_FIRST = 104;
const COS_SERIES = 112;

/** 10^6; 1; -1/2; coefficients of (1 - sin r / r) / r² to 2^-28 and (cos r - 1 + r² / 2) / r⁴ to 2^-33, |r| ≤ π/4 (Remez). */
const singles = memory.data<f32>([
  1e6, 1, -0.5, 0.16666655242443085, -0.008332155644893646, 0.0001951463200384751, 0.04166664555668831,
  -0.0013887309469282627, 0.00002443241282890085,
]);

/**
 * 1 / π; π in two parts, the first short enough for exact products; coefficients of (sin r / r - 1) / r² to 2^-27, |r| ≤ π/2
 * (Remez).
 */
const waves = memory.data<f64>([
  0.3183098861837907, 3.1415926534682512, 1.2154201013012384e-10, -0.16666659521167837, 0.008333065429895514,
  -0.0001980953897232155, 2.6056311426200944e-6,
]);
const PER_PI = 0;
const PI_1 = 8;
const PI_REST = 16;
const WAVE_SERIES = 24;

/** @inline */
function known(offset: usize): v128 {
  return constant<f64>(doubles + offset);
}

/** @inline */
function wide(offset: usize): v128 {
  return constant<f64>(waves + offset);
}

/** Whether a lane is too large for float64 to tell what it is modulo π/2. @inline */
export function isRareAngle32(x: v128): bool {
  return !inAll<f32>(f32x4.lt(f32x4.abs(x), constant<f32>(singles)));
}

/**
 * sin or cos of x where no lane is rare, in float64: x = k π + r, |r| ≤ π/2, with k an integer, or half a one for cos; one
 * polynomial, no choice. Both halves use a constant that is read once. @inline
 */
export function waveNear32(op: i32, x: v128): v128 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  const half = known(HALF);
  const rounding = known(ROUNDING);
  const perPi = wide(PER_PI);
  const roundedLow = f64x2.add(turnsOf(op, low, perPi, half), rounding);
  const roundedHigh = f64x2.add(turnsOf(op, high, perPi, half), rounding);
  const wholeLow = f64x2.sub(roundedLow, rounding);
  const wholeHigh = f64x2.sub(roundedHigh, rounding);
  const kLow = op == COSINE ? f64x2.sub(wholeLow, half) : wholeLow;
  const kHigh = op == COSINE ? f64x2.sub(wholeHigh, half) : wholeHigh;
  const pi = wide(PI_1);
  const piRest = wide(PI_REST);
  const r = nmadd<f64>(kLow, piRest, nmadd<f64>(kLow, pi, low));
  const s = nmadd<f64>(kHigh, piRest, nmadd<f64>(kHigh, pi, high));
  const r2 = f64x2.mul(r, r);
  const s2 = f64x2.mul(s, s);
  let factor = wide(WAVE_SERIES + 24);
  let other = factor;
  const third = wide(WAVE_SERIES + 16);
  factor = madd<f64>(r2, factor, third);
  other = madd<f64>(s2, other, third);
  const second = wide(WAVE_SERIES + 8);
  factor = madd<f64>(r2, factor, second);
  other = madd<f64>(s2, other, second);
  const first = wide(WAVE_SERIES);
  factor = madd<f64>(r2, factor, first);
  other = madd<f64>(s2, other, first);
  const one = known(ONE);
  const resultLow = f64x2.mul(r, madd<f64>(r2, factor, one));
  const resultHigh = f64x2.mul(s, madd<f64>(s2, other, one));
  return v128.shuffle<f64>(
    f32x4.demote_f64x2_zero(v128.xor(resultLow, i64x2.shl(roundedLow, 63))),
    f32x4.demote_f64x2_zero(v128.xor(resultHigh, i64x2.shl(roundedHigh, 63))),
    0,
    2,
  );
}

/** @inline */
function turnsOf(op: i32, x: v128, perPi: v128, half: v128): v128 {
  return op == COSINE ? madd<f64>(x, perPi, half) : f64x2.mul(x, perPi);
}

/** sin or cos of x, by float64's way where a lane is rare. @inline */
function wave32(op: i32, x: v128): v128 {
  let result = waveNear32(op, x);
  for (let lane: i32 = 0; lane < 4; lane++) {
    const first = f32x4.extract_lane(x, 0);
    if (!(abs(first) < 1e6)) {
      const exact = trigonometric64(op, f64x2.splat(<f64>first));
      result = f32x4.replace_lane(result, 0, <f32>f64x2.extract_lane(exact, 0));
    }
    x = v128.shuffle<f32>(x, x, 1, 2, 3, 0);
    result = v128.shuffle<f32>(result, result, 1, 2, 3, 0);
  }
  return result;
}

/** sin, cos or tan of x; `op` must be a constant. @inline */
export function trigonometric<T>(op: i32, x: v128): v128 {
  if (sizeof<T>() == 8) return trigonometric64(op, x);
  return op == TANGENT ? tangent32(x) : wave32(op, x);
}

/**
 * sin or cos of vectors one after another, up to the first with a rare lane: how many. Steps are in bytes. x = k π/2 + r + low with
 * k an integer (Cody and Waite). @inline
 */
export function wavesNear64(
  op: i32,
  out: usize,
  outStep: isize,
  x: usize,
  xStep: isize,
  vectors: usize,
): usize {
  let done: usize = 0;
  for (; done < vectors; done++) {
    const v = loadLanes<f64>(x, xStep);
    const rounded = roundedTurns(v);
    const k = f64x2.sub(rounded, known(ROUNDING));
    const high = nmadd<f64>(k, known(HALF_PI_1), v);
    const r = nmadd<f64>(k, known(HALF_PI_REST), high);
    if (!inAll<f64>(areNear(k, r))) break;
    storeLanes<f64>(out, outStep, ofRest(op, rounded, r, lowOf(k, high, r)));
    x += 2 * xStep;
    out += 2 * outStep;
  }
  return done;
}

/** @inline */
function trigonometric64(op: i32, x: v128): v128 {
  let rounded = roundedTurns(x);
  const k = f64x2.sub(rounded, known(ROUNDING));
  const high = nmadd<f64>(k, known(HALF_PI_1), x);
  let r = nmadd<f64>(k, known(HALF_PI_REST), high);
  let low = lowOf(k, high, r);
  const isNear = areNear(k, r);
  if (!inAll<f64>(isNear)) {
    if (i64x2.extract_lane(isNear, 0) == 0) {
      const rest = reduce(f64x2.extract_lane(x, 0));
      r = v128.shuffle<f64>(rest, r, 0, 3);
      low = v128.shuffle<f64>(rest, low, 1, 3);
      rounded = i64x2.replace_lane(rounded, 0, quadrant());
    }
    if (i64x2.extract_lane(isNear, 1) == 0) {
      const rest = reduce(f64x2.extract_lane(x, 1));
      r = v128.shuffle<f64>(r, rest, 0, 2);
      low = v128.shuffle<f64>(low, rest, 0, 3);
      rounded = i64x2.replace_lane(rounded, 1, quadrant());
    }
  }
  return ofRest(op, rounded, r, low);
}

/** k, in the last bits. @inline */
function roundedTurns(x: v128): v128 {
  return madd<f64>(x, known(PER_HALF_PI), known(ROUNDING));
}

/** What rounding took from r. @inline */
function lowOf(k: v128, high: v128, r: v128): v128 {
  return nmadd<f64>(k, known(HALF_PI_REST), f64x2.sub(high, r));
}

/** In which lanes the parts of π/2 are enough: where next to nothing is left, too few digits of it are right. @inline */
function areNear(k: v128, r: v128): v128 {
  const size = f64x2.abs(k);
  const isEnough = f64x2.ge(f64x2.abs(r), f64x2.mul(size, known(LEAST)));
  return v128.and(f64x2.lt(size, known(MOST)), isEnough);
}

/** The function of r + low and so many quarters of a turn. @inline */
function ofRest(op: i32, turns: v128, r: v128, low: v128): v128 {
  const square = f64x2.mul(r, r);
  const fourth = f64x2.mul(square, square);
  const head = nmadd<f64>(square, known(HALF), known(ONE));
  const sin = sinOfRest(r, low, square, fourth, head);
  return choose<f64>(op, turns, sin, cosOfRest(r, low, square, fourth, head));
}

/** sin (r + low), `head` being 1 - r² / 2. @inline */
function sinOfRest(r: v128, low: v128, square: v128, fourth: v128, head: v128): v128 {
  const series = polynomial5<f64>(square, fourth, doubles + SIN_SERIES);
  const factor = madd<f64>(square, series, known(SIN_FIRST));
  // Subtracted from 0 and from r, so that -0 stays.
  const rest = nmadd<f64>(low, head, f64x2.splat(0));
  return f64x2.sub(r, nmadd<f64>(f64x2.mul(square, r), factor, rest));
}

/** cos (r + low). @inline */
function cosOfRest(r: v128, low: v128, square: v128, fourth: v128, head: v128): v128 {
  const series = polynomial6<f64>(square, fourth, doubles + COS_SERIES);
  // What `head` lost to rounding, exactly.
  const lost = nmadd<f64>(square, known(HALF), f64x2.sub(known(ONE), head));
  return f64x2.add(head, nmadd<f64>(r, low, madd<f64>(fourth, series, lost)));
}

/** As `trigonometric64`, with one r, which is computed in float64: no float32 comes nearer to a multiple than 2^-29. @inline */
function tangent32(x: v128): v128 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  const roundedLow = madd<f64>(low, known(PER_HALF_PI), known(ROUNDING));
  const roundedHigh = madd<f64>(high, known(PER_HALF_PI), known(ROUNDING));
  let r = v128.shuffle<f64>(
    f32x4.demote_f64x2_zero(restOf(low, roundedLow)),
    f32x4.demote_f64x2_zero(restOf(high, roundedHigh)),
    0,
    2,
  );
  let turns = v128.shuffle<f32>(roundedLow, roundedHigh, 0, 2, 4, 6);
  for (let lane: i32 = 0; lane < 4; lane++) {
    const first = f32x4.extract_lane(x, 0);
    if (!(abs(first) < 1e6)) {
      r = f32x4.replace_lane(r, 0, <f32>f64x2.extract_lane(reduce(<f64>first), 0));
      turns = i32x4.replace_lane(turns, 0, quadrant());
    }
    x = v128.shuffle<f32>(x, x, 1, 2, 3, 0);
    r = v128.shuffle<f32>(r, r, 1, 2, 3, 0);
    turns = v128.shuffle<f32>(turns, turns, 1, 2, 3, 0);
  }
  const square = f32x4.mul(r, r);
  // The sum with 0 keeps the sign of r = -0.
  const curve = madd<f32>(f32x4.mul(square, r), horner3(square, 12), f32x4.splat(0));
  const sin = f32x4.sub(r, curve);
  const tail = madd<f32>(square, horner3(square, 24), constant<f32>(singles + 8));
  return choose<f32>(TANGENT, turns, sin, madd<f32>(square, tail, constant<f32>(singles + 4)));
}

/** @inline */
function restOf(x: v128, rounded: v128): v128 {
  const k = f64x2.sub(rounded, known(ROUNDING));
  return nmadd<f64>(k, known(HALF_PI_REST), nmadd<f64>(k, known(HALF_PI_1), x));
}

/** @inline */
function horner3(x: v128, at: usize): v128 {
  const high = madd<f32>(x, constant<f32>(singles + at + 8), constant<f32>(singles + at + 4));
  return madd<f32>(x, high, constant<f32>(singles + at));
}

/** By the quadrant, the last two bits of `turns`: sin and cos change places in odd ones, signs in the second half. @inline */
function choose<T>(op: i32, turns: v128, sin: v128, cos: v128): v128 {
  const last = <i32>(8 * sizeof<T>() - 1);
  if (op == COSINE) {
    turns = sizeof<T>() == 8 ? i64x2.add(turns, i64x2.splat(1)) : i32x4.add(turns, i32x4.splat(1));
  }
  if (op == TANGENT) {
    const sign = sizeof<T>() == 8 ? i64x2.shl(turns, last) : i32x4.shl(turns, last);
    const odd = v128.ne<T>(v128.or(sign, v128.splat<T>(1)), v128.splat<T>(1));
    const quotient = v128.div<T>(v128.bitselect(cos, sin, odd), v128.bitselect(sin, cos, odd));
    return v128.xor(quotient, sign);
  }
  const first = sizeof<T>() == 8 ? i64x2.shl(turns, last) : i32x4.shl(turns, last);
  const none = i64x2.splat(0);
  const even = sizeof<T>() == 8 ? i64x2.eq(first, none) : i32x4.eq(first, none);
  const half = sizeof<T>() == 8 ? i64x2.shr_u(turns, 1) : i32x4.shr_u(turns, 1);
  const sign = sizeof<T>() == 8 ? i64x2.shl(half, last) : i32x4.shl(half, last);
  return v128.xor(v128.bitselect(sin, cos, even), sign);
}
