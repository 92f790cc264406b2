import { lanes, madd } from "./lanes";

/** Σ x[i] · y[i] over contiguous elements. */
export function dot<T>(x: usize, y: usize, n: isize): T {
  const step = <isize>lanes<T>();
  // Four accumulators: an addition need not wait for the one before.
  let s0 = i64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; n >= 4 * step; n -= 4 * step) {
    s0 = madd<T>(v128.load(x), v128.load(y), s0);
    s1 = madd<T>(v128.load(x, 16), v128.load(y, 16), s1);
    s2 = madd<T>(v128.load(x, 32), v128.load(y, 32), s2);
    s3 = madd<T>(v128.load(x, 48), v128.load(y, 48), s3);
    x += 64;
    y += 64;
  }
  for (; n >= step; n -= step) {
    s0 = madd<T>(v128.load(x), v128.load(y), s0);
    x += 16;
    y += 16;
  }
  let sum = sumLanes<T>(v128.add<T>(v128.add<T>(s0, s1), v128.add<T>(s2, s3)));
  for (; n > 0; n--) {
    sum += load<T>(x) * load<T>(y);
    x += sizeof<T>();
    y += sizeof<T>();
  }
  return sum;
}

/** Sum of the lanes. @inline */
export function sumLanes<T>(v: v128): T {
  if (sizeof<T>() == 8) return v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1);
  if (sizeof<T>() == 4) {
    const pairs = v128.add<T>(v, v128.shuffle<T>(v, v, 2, 3, 0, 1));
    return v128.extract_lane<T>(pairs, 0) + v128.extract_lane<T>(pairs, 1);
  }
  let sum = v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1);
  sum += v128.extract_lane<T>(v, 2) + v128.extract_lane<T>(v, 3);
  sum += v128.extract_lane<T>(v, 4) + v128.extract_lane<T>(v, 5);
  return sum + v128.extract_lane<T>(v, 6) + v128.extract_lane<T>(v, 7);
}
