/*
 * The better of two is the lesser or the greater, as told. A NaN wins over every number.
 */
import { lanes } from "../lib/lanes";

/** The least of n ≥ 1 elements. */
export function leastOfRow<T>(x: usize, step: isize, n: i32): T {
  return bestOfRow<T>(x, step, n, false);
}

/** The greatest of n ≥ 1 elements. */
export function greatestOfRow<T>(x: usize, step: isize, n: i32): T {
  return bestOfRow<T>(x, step, n, true);
}

/** @inline */
function bestOfRow<T>(x: usize, step: isize, n: i32, greatest: bool): T {
  if (n >= <i32>lanes<T>()) {
    if (step == sizeof<T>()) return bestOfVectors<T>(x, step, n, true, greatest);
    if (sizeof<T>() >= 4) return bestOfVectors<T>(x, step, n, false, greatest);
  }
  let best = load<T>(x);
  for (let j = 1; j < n; j++) {
    x += step;
    const value = load<T>(x);
    // With a branch: the best so far is seldom beaten.
    if (beats<T>(value, best, greatest)) best = value;
  }
  return best;
}

/** The best of at least one vector of elements. @inline */
function bestOfVectors<T>(x: usize, step: isize, n: i32, contiguous: bool, greatest: bool): T {
  const width = <i32>lanes<T>();
  const vector = <isize>width * step;
  let b0 = loadLanes<T>(x, step, contiguous);
  let b1 = b0;
  let b2 = b0;
  let b3 = b0;
  // Sums show whether there may be a NaN: additions do not compete with comparisons.
  let s0 = b0;
  let s1 = b0;
  let p = x;
  let j = 0;
  for (; j + 4 * width <= n; j += 4 * width) {
    // Offsets that the loads carry: with other additions than the strided loop, or it would be merged with that.
    const v0 = loadLanes<T>(p, step, contiguous);
    const v1 = contiguous ? v128.load(p, 16) : loadLanes<T>(p + vector, step, false);
    const v2 = contiguous ? v128.load(p, 32) : loadLanes<T>(p + 2 * vector, step, false);
    const v3 = contiguous ? v128.load(p, 48) : loadLanes<T>(p + 3 * vector, step, false);
    b0 = betterNumbers<T>(b0, v0, greatest);
    b1 = betterNumbers<T>(b1, v1, greatest);
    b2 = betterNumbers<T>(b2, v2, greatest);
    b3 = betterNumbers<T>(b3, v3, greatest);
    if (isFloat<T>()) {
      s0 = v128.add<T>(s0, v128.add<T>(v0, v1));
      s1 = v128.add<T>(s1, v128.add<T>(v2, v3));
    }
    p += 4 * vector;
  }
  for (; j < n; j += width) {
    // The last vector overlaps the one before it where n is not a multiple of the lanes.
    const v = loadLanes<T>(j + width <= n ? p : x + <isize>(n - width) * step, step, contiguous);
    b0 = betterNumbers<T>(b0, v, greatest);
    if (isFloat<T>()) s0 = v128.add<T>(s0, v);
    p += vector;
  }
  if (isFloat<T>()) {
    // Infinities of both signs have no sum either.
    if (v128.any_true(nanLanes<T>(v128.add<T>(s0, s1))) && hasNan<T>(x, step, n)) return <T>NaN;
  }
  b0 = betterNumbers<T>(b0, b1, greatest);
  return bestLane<T>(betterNumbers<T>(b0, betterNumbers<T>(b2, b3, greatest), greatest), greatest);
}

/** Whether any of n elements is NaN. */
export function hasNan<T>(x: usize, step: isize, n: i32): bool {
  for (; n > 0; n--) {
    if (load<T>(x) != load<T>(x)) return true;
    x += step;
  }
  return false;
}

/** A vector of elements, `step` apart; those of less than four bytes must be contiguous. @inline */
export function loadLanes<T>(x: usize, step: isize, contiguous: bool): v128 {
  if (contiguous) return v128.load(x);
  if (sizeof<T>() == 8) return v128.load64_lane(x + step, v128.load64_zero(x), 1);
  const low = v128.load32_lane(x + step, v128.load32_zero(x), 1);
  const high = v128.load32_lane(x + 3 * step, v128.load32_zero(x + 2 * step), 1);
  return i64x2.shuffle(low, high, 0, 2);
}

/** Which lanes are NaN. @inline */
export function nanLanes<T>(v: v128): v128 {
  return isFloat<T>() ? v128.ne<T>(v, v) : i64x2.splat(0);
}

/** The better of each two lanes, where NaN is left out of account: a, if it is one itself. @inline */
export function betterNumbers<T>(a: v128, b: v128, greatest: bool): v128 {
  // pmin and pmax are one instruction where min and max are ten; in doubt they return a.
  if (isFloat<T>()) return greatest ? v128.pmax<T>(a, b) : v128.pmin<T>(a, b);
  if (sizeof<T>() < 8) return greatest ? v128.max<T>(a, b) : v128.min<T>(a, b);
  return v128.bitselect(a, b, areBetter<T>(a, b, greatest));
}

/** In which lanes a is better than b, neither being NaN. @inline */
export function areBetter<T>(a: v128, b: v128, greatest: bool): v128 {
  if (isFloat<T>() || sizeof<T>() < 8) return greatest ? v128.gt<T>(a, b) : v128.lt<T>(a, b);
  // There is only a signed comparison: order is kept if the highest bits are turned.
  const top = isSigned<T>() ? i64x2.splat(0) : i64x2.splat(i64.MIN_VALUE);
  return i64x2.gt_s(v128.xor(greatest ? a : b, top), v128.xor(greatest ? b : a, top));
}

/** The better of each two lanes; a NaN in either stays. @inline */
export function betterLanes<T>(a: v128, b: v128, greatest: bool): v128 {
  const best = betterNumbers<T>(a, b, greatest);
  return isFloat<T>() ? v128.or(best, nanLanes<T>(b)) : best;
}

/** The best of four columns, `step` apart, for a vector of rows; a NaN wins. @inline */
export function bestOfFour<T>(x: usize, row: isize, step: isize, contiguous: bool, greatest: bool): v128 {
  const v0 = loadLanes<T>(x, row, contiguous);
  const v1 = loadLanes<T>(x + step, row, contiguous);
  const v2 = loadLanes<T>(x + 2 * step, row, contiguous);
  const v3 = loadLanes<T>(x + 3 * step, row, contiguous);
  const upper = betterNumbers<T>(v0, v1, greatest);
  const best = betterNumbers<T>(upper, betterNumbers<T>(v2, v3, greatest), greatest);
  if (!isFloat<T>()) return best;
  const nan = v128.or(v128.or(nanLanes<T>(v0), nanLanes<T>(v1)), v128.or(nanLanes<T>(v2), nanLanes<T>(v3)));
  // Bits that are all set are a NaN.
  return v128.or(best, nan);
}

/** The same of sixteen columns. @inline */
export function bestOfSixteen<T>(x: usize, row: isize, step: isize, contiguous: bool, greatest: bool): v128 {
  const a = bestOfFour<T>(x, row, step, contiguous, greatest);
  const b = bestOfFour<T>(x + 4 * step, row, step, contiguous, greatest);
  const y = x + 8 * step;
  const c = bestOfFour<T>(y, row, step, contiguous, greatest);
  const d = bestOfFour<T>(y + 4 * step, row, step, contiguous, greatest);
  return betterLanes<T>(betterLanes<T>(a, b, greatest), betterLanes<T>(c, d, greatest), greatest);
}

/** The best of lanes without a NaN. @inline */
export function bestLane<T>(v: v128, greatest: bool): T {
  v = betterNumbers<T>(v, i64x2.shuffle(v, v, 1, 0), greatest);
  if (sizeof<T>() < 8) v = betterNumbers<T>(v, i32x4.shuffle(v, v, 1, 0, 3, 2), greatest);
  if (sizeof<T>() < 4) v = betterNumbers<T>(v, i16x8.shuffle(v, v, 1, 0, 3, 2, 5, 4, 7, 6), greatest);
  if (sizeof<T>() < 2) {
    v = betterNumbers<T>(
      v,
      i8x16.shuffle(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14),
      greatest,
    );
  }
  return v128.extract_lane<T>(v, 0);
}

/** The better of the two. @inline */
export function better<T>(a: T, b: T, greatest: bool): T {
  if (isFloat<T>()) {
    // As lanes: `max` of floats branches.
    const best = betterLanes<T>(v128.splat<T>(a), v128.splat<T>(b), greatest);
    return v128.extract_lane<T>(best, 0);
  }
  return greatest ? max<T>(a, b) : min<T>(a, b);
}

/** Whether a wins over b, not being equal to it. @inline */
export function beats<T>(a: T, b: T, greatest: bool): bool {
  const above = greatest ? a > b : a < b;
  return isFloat<T>() ? above | ((a != a) & (b == b)) : above;
}

/** Whether `beats(b, a)` in any lane. @inline */
export function isBeaten<T>(a: v128, b: v128, greatest: bool): bool {
  if (isFloat<T>()) {
    const better = greatest ? v128.gt<T>(b, a) : v128.lt<T>(b, a);
    return v128.any_true(v128.or(better, v128.andnot(v128.ne<T>(b, b), v128.ne<T>(a, a))));
  }
  return v128.any_true(v128.xor(a, betterLanes<T>(a, b, greatest)));
}
