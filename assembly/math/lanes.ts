import { lanes } from "../lib/lanes";

/** The lanes at x, x + step, …; steps are in bytes. @inline */
export function loadLanes<T>(x: usize, step: isize): v128 {
  if (step == sizeof<T>()) return v128.load(x);
  if (sizeof<T>() == 8) return v128.load64_lane(x + step, v128.load64_zero(x), 1);
  const low = v128.load32_lane(x + step, v128.load32_zero(x), 1);
  return v128.load32_lane(x + 3 * step, v128.load32_lane(x + 2 * step, low, 2), 3);
}

/** @inline */
export function storeLanes<T>(out: usize, step: isize, v: v128): void {
  if (step == sizeof<T>()) {
    v128.store(out, v);
  } else if (sizeof<T>() == 8) {
    v128.store64_lane(out, v, 0);
    v128.store64_lane(out + step, v, 1);
  } else {
    v128.store32_lane(out, v, 0);
    v128.store32_lane(out + step, v, 1);
    v128.store32_lane(out + 2 * step, v, 2);
    v128.store32_lane(out + 3 * step, v, 3);
  }
}

/** The first `count` lanes at x, x + step, …, the last of them in the other lanes too. @inline */
export function loadSome<T>(x: usize, step: isize, count: usize): v128 {
  if (count == lanes<T>()) return loadLanes<T>(x, step);
  // Unaligned ends of a row: not more than three.
  const second = count > 1 ? x + step : x;
  const third = count > 2 ? second + step : second;
  let v = v128.load_splat<T>(third);
  v = v128.replace_lane<T>(v, 0, load<T>(x));
  return v128.replace_lane<T>(v, 1, load<T>(second));
}

/** Stores the first `count` lanes. @inline */
export function storeSome<T>(out: usize, step: isize, count: usize, v: v128): void {
  if (count == lanes<T>()) return storeLanes<T>(out, step, v);
  store<T>(out, v128.extract_lane<T>(v, 0));
  if (count > 1) store<T>(out + step, v128.extract_lane<T>(v, 1));
  if (sizeof<T>() == 4 && count > 2) store<T>(out + 2 * step, v128.extract_lane<T>(v, 2));
}

/** Whether all lanes of a comparison's result are true. @inline */
export function inAll<T>(mask: v128): bool {
  return sizeof<T>() == 8 ? i64x2.bitmask(mask) == 3 : i32x4.bitmask(mask) == 15;
}
