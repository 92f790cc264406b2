/** The first half of a multiply-add, unless it is one instruction. @inline */
function multiply<T>(c: v128, x: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? c : v128.mul<T>(c, x);
}

/** The second half, or all of it. @inline */
function add<T>(c: v128, x: v128, y: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_madd<T>(x, y, c) : v128.add<T>(c, y);
}

/**
 * What the lanes can do at most: `rounds` times thirteen multiply-adds of vectors that stay in registers. Operands come from
 * `at` and sums go there, 240 bytes, so that no compiler can do without them.
 *
 * Thirteen chains hide the latency of a multiplication and an addition; on Zen 4 all multiplications before all
 * additions gain 10 % over turns, and shorter rounds or longer ones lose.
 * @kernel f32 f64
 */
function multiply_adds<T>(at: usize, rounds: i32): void {
  let c0 = v128.load(at);
  let c1 = v128.load(at, 16);
  let c2 = v128.load(at, 32);
  let c3 = v128.load(at, 48);
  let c4 = v128.load(at, 64);
  let c5 = v128.load(at, 80);
  let c6 = v128.load(at, 96);
  let c7 = v128.load(at, 112);
  let c8 = v128.load(at, 128);
  let c9 = v128.load(at, 144);
  let c10 = v128.load(at, 160);
  let c11 = v128.load(at, 176);
  let c12 = v128.load(at, 192);
  const x = v128.load(at, 208);
  const y = v128.load(at, 224);
  for (; rounds > 0; rounds--) {
    c0 = multiply<T>(c0, x);
    c1 = multiply<T>(c1, x);
    c2 = multiply<T>(c2, x);
    c3 = multiply<T>(c3, x);
    c4 = multiply<T>(c4, x);
    c5 = multiply<T>(c5, x);
    c6 = multiply<T>(c6, x);
    c7 = multiply<T>(c7, x);
    c8 = multiply<T>(c8, x);
    c9 = multiply<T>(c9, x);
    c10 = multiply<T>(c10, x);
    c11 = multiply<T>(c11, x);
    c12 = multiply<T>(c12, x);
    c0 = add<T>(c0, x, y);
    c1 = add<T>(c1, x, y);
    c2 = add<T>(c2, x, y);
    c3 = add<T>(c3, x, y);
    c4 = add<T>(c4, x, y);
    c5 = add<T>(c5, x, y);
    c6 = add<T>(c6, x, y);
    c7 = add<T>(c7, x, y);
    c8 = add<T>(c8, x, y);
    c9 = add<T>(c9, x, y);
    c10 = add<T>(c10, x, y);
    c11 = add<T>(c11, x, y);
    c12 = add<T>(c12, x, y);
  }
  v128.store(at, c0);
  v128.store(at, c1, 16);
  v128.store(at, c2, 32);
  v128.store(at, c3, 48);
  v128.store(at, c4, 64);
  v128.store(at, c5, 80);
  v128.store(at, c6, 96);
  v128.store(at, c7, 112);
  v128.store(at, c8, 128);
  v128.store(at, c9, 144);
  v128.store(at, c10, 160);
  v128.store(at, c11, 176);
  v128.store(at, c12, 192);
}

/** Floating-point operations of `rounds` rounds: a multiply-add counts as two. @kernel f32 f64 */
function operations<T>(rounds: i32): f64 {
  return <f64>rounds * 13 * 2 * (16 / sizeof<T>());
}

/** Reads `nbytes`, a multiple of 128, as fast as one sum of them allows. */
export function read(at: usize, nbytes: usize): i64 {
  let s0 = i64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (const end = at + nbytes; at < end; at += 128) {
    s0 = i64x2.add(s0, v128.load(at));
    s1 = i64x2.add(s1, v128.load(at, 16));
    s2 = i64x2.add(s2, v128.load(at, 32));
    s3 = i64x2.add(s3, v128.load(at, 48));
    s0 = i64x2.add(s0, v128.load(at, 64));
    s1 = i64x2.add(s1, v128.load(at, 80));
    s2 = i64x2.add(s2, v128.load(at, 96));
    s3 = i64x2.add(s3, v128.load(at, 112));
  }
  const sum = i64x2.add(i64x2.add(s0, s1), i64x2.add(s2, s3));
  return i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1);
}

/** First address past this module's own data. */
export function data_end(): usize {
  return __heap_base;
}
