import { multiplyHigh } from "../lib/integer";

/** 2 / π as words of 64 binary digits, after a word of zeros. */
const digits = memory.data<u64>([
  0, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
  0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
  0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
  0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
]);

const HALF_PI = 1.5707963267948966;
const HALF_PI_REST = 6.123233995736766e-17;

let turns: i32 = 0;

/** The multiple of π/2 that the last `reduce` has taken away. @inline */
export function quadrant(): i32 {
  return turns;
}

/**
 * What is left of x, |x| ≥ 1/2, after the nearest multiple of π/2, as a sum of two numbers: by the digits of 2 / π that
 * matter, 190 after the point (Payne and Hanek, SIGNUM Newsletter 18, 1983).
 */
export function reduce(x: f64): v128 {
  turns = 0;
  if (!(abs(x) < Infinity)) return f64x2.splat(NaN);
  const bits = reinterpret<u64>(x);
  const fraction = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  // The digits before this one make whole turns.
  const from = (((bits >> 52) as u32) & 0x7ff) - 1075 - 2 + 64;
  const word = digits + (from >> 6) * 8;
  const w0 = digitsFrom(word, from);
  const w1 = digitsFrom(word + 8, from);
  const w2 = digitsFrom(word + 16, from);
  const low = fraction * w1;
  let p2 = fraction * w2;
  let p1 = low + multiplyHigh(fraction, w2);
  let p0 = fraction * w0 + multiplyHigh(fraction, w1) + u64(p1 < low);
  const nearest = (p0 + 0x2000000000000000) >> 62;
  p0 -= nearest << 62;
  const isNegative = (p0 as i64) < 0;
  if (isNegative) {
    p2 = -p2;
    p1 = ~p1 + u64(p2 == 0);
    p0 = ~p0 + u64(p1 == 0 && p2 == 0);
  }
  // The first digits of the rest, as many as there are in two numbers.
  let scale = 2.168404344971009e-19;
  if (p0 == 0) {
    p0 = p1;
    p1 = p2;
    p2 = 0;
    scale *= 5.421010862427522e-20;
  }
  const zeros = clz(p0);
  if (zeros > 0) {
    p0 = (p0 << zeros) | (p1 >> (64 - zeros));
    p1 = (p1 << zeros) | (p2 >> (64 - zeros));
  }
  scale *= reinterpret<f64>((1023 - zeros) << 52);
  const isTurned = x < 0 != isNegative;
  turns = ((x < 0 ? -nearest : nearest) as i32) & 3;
  const head = <f64>(p0 >> 11) * 2048;
  const tail = <f64>(p0 & 2047) + <f64>p1 * 5.421010862427522e-20;
  return timesHalfPi(isTurned ? -head * scale : head * scale, isTurned ? -tail * scale : tail * scale);
}

/** 64 digits from the one that `from` modulo 64 counts in a word. @inline */
function digitsFrom(word: usize, from: u32): u64 {
  const shift = <u64>(from & 63);
  return (load<u64>(word) << shift) | ((load<u64>(word, 8) >> 1) >> (63 - shift));
}

/** π/2 times the sum of two numbers, as such a sum (Dekker, Numer. Math. 18, 1971). @inline */
function timesHalfPi(head: f64, tail: f64): v128 {
  const product = head * HALF_PI;
  const headHigh = reinterpret<f64>(reinterpret<u64>(head) & 0xfffffffff8000000);
  const headLow = head - headHigh;
  const piHigh = reinterpret<f64>(reinterpret<u64>(HALF_PI) & 0xfffffffff8000000);
  const piLow = HALF_PI - piHigh;
  const error = headHigh * piHigh - product + headHigh * piLow + headLow * piHigh + headLow * piLow;
  const rest = error + (head * HALF_PI_REST + tail * HALF_PI);
  const sum = product + rest;
  return f64x2.replace_lane(f64x2.splat(sum), 1, product - sum + rest);
}
