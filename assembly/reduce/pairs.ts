/*
 * Two elements of T to a vector, as the lanes of what they are accumulated in: f64 for floats, i64 for integers.
 */

/** Σ x[j], j < n, as two partial sums. @inline */
export function sumBlock<T>(x: usize, step: isize, n: i32, contiguous: bool): v128 {
  const pair = <isize>2 * step;
  const one = unit<T>();
  let s0 = i64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  let j = 0;
  if (contiguous && sizeof<T>() >= 4) {
    // Offsets that the loads carry: a loop of other additions than the strided one, with which it would be merged.
    for (; j + 16 <= n; j += 16) {
      s0 = addWidened<T>(s0, widen<T>(sizeof<T>() == 8 ? v128.load(x) : v128.load64_zero(x)), one);
      s1 = addWidened<T>(s1, widen<T>(sizeof<T>() == 8 ? v128.load(x, 16) : v128.load64_zero(x, 8)), one);
      s2 = addWidened<T>(s2, widen<T>(sizeof<T>() == 8 ? v128.load(x, 32) : v128.load64_zero(x, 16)), one);
      s3 = addWidened<T>(s3, widen<T>(sizeof<T>() == 8 ? v128.load(x, 48) : v128.load64_zero(x, 24)), one);
      s4 = addWidened<T>(s4, widen<T>(sizeof<T>() == 8 ? v128.load(x, 64) : v128.load64_zero(x, 32)), one);
      s5 = addWidened<T>(s5, widen<T>(sizeof<T>() == 8 ? v128.load(x, 80) : v128.load64_zero(x, 40)), one);
      s6 = addWidened<T>(s6, widen<T>(sizeof<T>() == 8 ? v128.load(x, 96) : v128.load64_zero(x, 48)), one);
      s7 = addWidened<T>(s7, widen<T>(sizeof<T>() == 8 ? v128.load(x, 112) : v128.load64_zero(x, 56)), one);
      x += 8 * pair;
    }
  } else {
    for (; j + 16 <= n; j += 16) {
      s0 = addWidened<T>(s0, loadPair<T>(x, step, false), one);
      s1 = addWidened<T>(s1, loadPair<T>(x + pair, step, false), one);
      s2 = addWidened<T>(s2, loadPair<T>(x + 2 * pair, step, false), one);
      s3 = addWidened<T>(s3, loadPair<T>(x + 3 * pair, step, false), one);
      s4 = addWidened<T>(s4, loadPair<T>(x + 4 * pair, step, false), one);
      s5 = addWidened<T>(s5, loadPair<T>(x + 5 * pair, step, false), one);
      s6 = addWidened<T>(s6, loadPair<T>(x + 6 * pair, step, false), one);
      s7 = addWidened<T>(s7, loadPair<T>(x + 7 * pair, step, false), one);
      x += 8 * pair;
    }
  }
  let s = plusEight<T>(s0, s1, s2, s3, s4, s5, s6, s7, one);
  for (; j + 2 <= n; j += 2) {
    s = plus<T>(s, loadPair<T>(x, step, contiguous));
    x += pair;
  }
  return j < n ? plus<T>(s, loadOne<T>(x)) : s;
}

/** The sum of vectors, T being what they were widened from. @inline */
export function plusEight<T>(
  a: v128,
  b: v128,
  c: v128,
  d: v128,
  e: v128,
  f: v128,
  g: v128,
  h: v128,
  one: v128,
): v128 {
  const first = addWidened<T>(addWidened<T>(a, b, one), addWidened<T>(c, d, one), one);
  const second = addWidened<T>(addWidened<T>(e, f, one), addWidened<T>(g, h, one), one);
  return addWidened<T>(first, second, one);
}

/** @inline */
export function plus<T>(a: v128, b: v128): v128 {
  return isFloat<T>() ? f64x2.add(a, b) : i64x2.add(a, b);
}

const ones = memory.data<f64>([1, 1]);

/** What `addWidened` multiplies by. @inline */
export function unit<T>(): v128 {
  // From memory: a constant would be made again for each addition.
  return ASC_FEATURE_RELAXED_SIMD && sizeof<T>() < 8 && isFloat<T>() ? v128.load(ones) : i64x2.splat(0);
}

/**
 * a + b, beside elements of T that are widened. Additions compete with conversions of floats, multiply-adds do not:
 * b · 1 + a has the same one rounding.
 * @inline
 */
export function addWidened<T>(a: v128, b: v128, one: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD && sizeof<T>() < 8 && isFloat<T>()) return f64x2.relaxed_madd(b, one, a);
  return plus<T>(a, b);
}

/** Two elements, `step` apart, widened to the lanes of sums. @inline */
export function loadPair<T>(x: usize, step: isize, contiguous: bool): v128 {
  if (isFloat<T>()) {
    if (!contiguous) return f64x2.replace_lane(f64x2.splat(<f64>load<T>(x)), 1, <f64>load<T>(x + step));
    return sizeof<T>() == 8 ? v128.load(x) : f64x2.promote_low_f32x4(v128.load64_zero(x));
  }
  if (sizeof<T>() == 8) {
    if (contiguous) return v128.load(x);
  } else if (sizeof<T>() == 4) {
    if (contiguous) return v128.load_ext<T>(x);
  }
  return i64x2.replace_lane(i64x2.splat(<i64>load<T>(x)), 1, <i64>load<T>(x + step));
}

/** The first two elements of a vector, widened to the lanes of sums. @inline */
function widen<T>(v: v128): v128 {
  if (sizeof<T>() == 8) return v;
  if (isFloat<T>()) return f64x2.promote_low_f32x4(v);
  return isSigned<T>() ? i64x2.extend_low_i32x4_s(v) : i64x2.extend_low_i32x4_u(v);
}

/** One element in lane 0, 0 in lane 1. @inline */
export function loadOne<T>(x: usize): v128 {
  if (isFloat<T>()) return f64x2.replace_lane(f64x2.splat(0), 0, <f64>load<T>(x));
  return i64x2.replace_lane(i64x2.splat(0), 0, <i64>load<T>(x));
}
