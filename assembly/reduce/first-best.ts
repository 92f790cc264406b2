import { lanes } from "../lib/lanes";
import { areBetter, beats, bestLane, betterNumbers, hasNan, loadLanes, nanLanes } from "./best";

/** Position of the first best of n ≥ 1 elements, at most those of a turn; the first NaN if there is one. */
export function firstBest<T>(x: usize, step: isize, n: i32, greatest: bool): i32 {
  if (n >= <i32>lanes<T>()) {
    if (step == sizeof<T>()) return firstOfVectors<T>(x, step, n, true, greatest);
    if (sizeof<T>() >= 4) return firstOfVectors<T>(x, step, n, false, greatest);
  }
  return firstByOne<T>(x, step, n, greatest);
}

/** The same, element by element. */
function firstByOne<T>(x: usize, step: isize, n: i32, greatest: bool): i32 {
  let best = load<T>(x);
  let at = 0;
  for (let j = 1; j < n; j++) {
    x += step;
    const value = load<T>(x);
    if (!beats<T>(value, best, greatest)) continue;
    best = value;
    at = j;
  }
  return at;
}

/**
 * The same of at least one vector of elements, without a branch on what was read but for NaN: four vectors are a group, and each lane
 * keeps the number of the first group that has its best. Groups and vectors at the end overlap those before them.
 * @inline
 */
function firstOfVectors<T>(x: usize, step: isize, n: i32, contiguous: bool, greatest: bool): i32 {
  const width = <i32>lanes<T>();
  const vector = <isize>width * step;
  const length = min<i32>(4 * width, n);
  let best = loadLanes<T>(x, step, contiguous);
  let groups = i64x2.splat(0);
  let group = i64x2.splat(0);
  // Sums show whether there may be a NaN: additions do not compete with comparisons.
  let s0 = best;
  let s1 = best;
  let p = x;
  let j = 0;
  for (; j + 4 * width <= n; j += 4 * width) {
    // Offsets that the loads carry: with other additions than the strided loop, or it would be merged with that.
    const v0 = loadLanes<T>(p, step, contiguous);
    const v1 = contiguous ? v128.load(p, 16) : loadLanes<T>(p + vector, step, false);
    const v2 = contiguous ? v128.load(p, 32) : loadLanes<T>(p + 2 * vector, step, false);
    const v3 = contiguous ? v128.load(p, 48) : loadLanes<T>(p + 3 * vector, step, false);
    if (isFloat<T>()) {
      s0 = v128.add<T>(s0, v128.add<T>(v0, v1));
      s1 = v128.add<T>(s1, v128.add<T>(v2, v3));
    }
    const v = bestOfVectors<T>(v0, v1, v2, v3, greatest);
    groups = v128.bitselect(group, groups, areBetter<T>(v, best, greatest));
    best = betterNumbers<T>(best, v, greatest);
    group = addOne<T>(group);
    p += 4 * vector;
  }
  // Where vectors of a group start, if it is shorter than four.
  const second = <isize>min<i32>(width, length - width) * step;
  const third = <isize>min<i32>(2 * width, length - width) * step;
  const fourth = <isize>(length - width) * step;
  if (j < n) {
    p = x + <isize>(n - length) * step;
    const v0 = loadLanes<T>(p, step, contiguous);
    const v1 = loadLanes<T>(p + second, step, contiguous);
    const v2 = loadLanes<T>(p + third, step, contiguous);
    const v3 = loadLanes<T>(p + fourth, step, contiguous);
    if (isFloat<T>()) {
      s0 = v128.add<T>(s0, v128.add<T>(v0, v1));
      s1 = v128.add<T>(s1, v128.add<T>(v2, v3));
    }
    const v = bestOfVectors<T>(v0, v1, v2, v3, greatest);
    groups = v128.bitselect(group, groups, areBetter<T>(v, best, greatest));
    best = betterNumbers<T>(best, v, greatest);
  }
  if (isFloat<T>()) {
    // Infinities of both signs have no sum either.
    if (v128.any_true(nanLanes<T>(v128.add<T>(s0, s1))) && hasNan<T>(x, step, n)) {
      return firstByOne<T>(x, step, n, greatest);
    }
  }
  const wanted = v128.splat<T>(bestLane<T>(best, greatest));
  const others = v128.andnot(i8x16.splat(0x7f), v128.eq<T>(best, wanted));
  const start = min<i32>(4 * width * leastLane<T>(v128.or(groups, others)), n - length);
  p = x + <isize>start * step;
  const bits =
    bitsOf<T>(v128.eq<T>(loadLanes<T>(p, step, contiguous), wanted)) |
    (bitsOf<T>(v128.eq<T>(loadLanes<T>(p + second, step, contiguous), wanted)) << width) |
    (bitsOf<T>(v128.eq<T>(loadLanes<T>(p + third, step, contiguous), wanted)) << (2 * width)) |
    (bitsOf<T>(v128.eq<T>(loadLanes<T>(p + fourth, step, contiguous), wanted)) << (3 * width));
  const bit = <i32>ctz<u64>(bits);
  return start + min<i32>(bit & -width, length - width) + (bit & (width - 1));
}

/** The best lanes of four vectors without a NaN. @inline */
function bestOfVectors<T>(a: v128, b: v128, c: v128, d: v128, greatest: bool): v128 {
  return betterNumbers<T>(betterNumbers<T>(a, b, greatest), betterNumbers<T>(c, d, greatest), greatest);
}

/** One more in each lane, a whole number as wide as T. @inline */
function addOne<T>(v: v128): v128 {
  // Less -1, whose bits are all set: engines make that in one instruction.
  const less = i64x2.splat(-1);
  if (sizeof<T>() == 8) return i64x2.sub(v, less);
  if (sizeof<T>() == 4) return i32x4.sub(v, less);
  if (sizeof<T>() == 2) return i16x8.sub(v, less);
  return i8x16.sub(v, less);
}

/** The least lane, a whole number as wide as T. @inline */
function leastLane<T>(v: v128): i32 {
  if (sizeof<T>() == 8) return <i32>bestLane<i64>(v, false);
  if (sizeof<T>() == 4) return bestLane<i32>(v, false);
  if (sizeof<T>() == 2) return bestLane<i16>(v, false);
  return bestLane<i8>(v, false);
}

/** A bit for each lane of a mask. @inline */
function bitsOf<T>(mask: v128): u64 {
  if (sizeof<T>() == 8) return i64x2.bitmask(mask);
  if (sizeof<T>() == 4) return i32x4.bitmask(mask);
  if (sizeof<T>() == 2) return i16x8.bitmask(mask);
  return i8x16.bitmask(mask);
}
