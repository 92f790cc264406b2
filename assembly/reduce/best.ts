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
  if (step != sizeof<T>() || n < <i32>lanes<T>()) {
    let best = load<T>(x);
    for (let j = 1; j < n; j++) {
      x += step;
      const value = load<T>(x);
      // With a branch: the best so far is seldom beaten.
      if (beats<T>(value, best, greatest)) best = value;
    }
    return best;
  }
  // The last vector overlaps the one before it where n is not a multiple of the lanes.
  const last = x + sizeof<T>() * n - 16;
  let b0 = v128.load(last);
  let b1 = b0;
  let b2 = b0;
  let b3 = b0;
  for (; x + 48 <= last; x += 64) {
    b0 = betterLanes<T>(b0, v128.load(x), greatest);
    b1 = betterLanes<T>(b1, v128.load(x, 16), greatest);
    b2 = betterLanes<T>(b2, v128.load(x, 32), greatest);
    b3 = betterLanes<T>(b3, v128.load(x, 48), greatest);
  }
  for (; x < last; x += 16) b0 = betterLanes<T>(b0, v128.load(x), greatest);
  b0 = betterLanes<T>(betterLanes<T>(b0, b1, greatest), betterLanes<T>(b2, b3, greatest), greatest);
  return bestLane<T>(b0, greatest);
}

/** The better of each two lanes; a NaN in either stays. @inline */
export function betterLanes<T>(a: v128, b: v128, greatest: bool): v128 {
  if (isFloat<T>()) {
    // pmin and pmax are one instruction where min and max are ten; in doubt they return a.
    const best = greatest ? v128.pmax<T>(a, b) : v128.pmin<T>(a, b);
    return v128.bitselect(b, best, v128.ne<T>(b, b));
  }
  if (sizeof<T>() < 8) return greatest ? v128.max<T>(a, b) : v128.min<T>(a, b);
  const above = isSigned<T>()
    ? i64x2.gt_s(a, b)
    : i64x2.gt_s(v128.xor(a, i64x2.splat(i64.MIN_VALUE)), v128.xor(b, i64x2.splat(i64.MIN_VALUE)));
  return greatest ? v128.bitselect(a, b, above) : v128.bitselect(b, a, above);
}

/** @inline */
function bestLane<T>(v: v128, greatest: bool): T {
  v = betterLanes<T>(v, i64x2.shuffle(v, v, 1, 0), greatest);
  if (sizeof<T>() < 8) v = betterLanes<T>(v, i32x4.shuffle(v, v, 1, 0, 3, 2), greatest);
  if (sizeof<T>() < 4) v = betterLanes<T>(v, i16x8.shuffle(v, v, 1, 0, 3, 2, 5, 4, 7, 6), greatest);
  if (sizeof<T>() < 2) {
    v = betterLanes<T>(
      v,
      i8x16.shuffle(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14),
      greatest,
    );
  }
  return v128.extract_lane<T>(v, 0);
}

/** Whether a wins over b, not being equal to it. @inline */
export function beats<T>(a: T, b: T, greatest: bool): bool {
  return (greatest ? a > b : a < b) || (a != a && b == b);
}

/** Whether `beats(b, a)` in any lane. @inline */
export function isBeaten<T>(a: v128, b: v128, greatest: bool): bool {
  if (isFloat<T>()) {
    const better = greatest ? v128.gt<T>(b, a) : v128.lt<T>(b, a);
    return v128.any_true(v128.or(better, v128.andnot(v128.ne<T>(b, b), v128.ne<T>(a, a))));
  }
  return v128.any_true(v128.xor(a, betterLanes<T>(a, b, greatest)));
}
