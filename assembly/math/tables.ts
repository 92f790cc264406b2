/**
 * Tables of `exp`, `log` and `pow`. They are made when the module is instantiated, of +, -, · and / alone and so the same everywhere, in
 * numbers of twice the digits: 7 KiB without redundancy that need not be downloaded.
 */
import { add, divide, high, low, multiply, pair, scale, sum } from "../lib/double-double";

// At the end of the module's 64 KiB: its `memoryBase` in asconfig.json. Threads may make them again, with what is there already.
/** 2^(i / 64) for i = 0 … 63 as pairs: what is left after rounding, relative to the rounded value, and that. */
export const powers: usize = 0x20000 - 7168;
/**
 * 1 / c, ln c and c for 128 numbers c, each near the middle of an interval and such that the others have next to no rounding
 * error (Gal, LNCS 235, 1986). The intervals, from 0.69 to 1.38, are 2^-7 wide, or 2^-8 below 1.
 */
export const logarithms: usize = powers + 1024;
/** 1 / c in multiples of 2^-8, and ln c in two parts, the first a multiple of 2^-42, for the same intervals. */
export const longLogarithms: usize = logarithms + 3072;

/** Where the intervals begin: a row is the next 2^45 numbers. One of them has 1 in it, which is its c. */
const first: u64 = 0x3fe5f00000000000;
const rowOfOne = 80;

/** How far the numbers c of `log` are from the middle, in 1 / 40000000 of an interval. */
const distances = memory.data<i32>([
  -147937, -81254, 168136, -118807, -147034, -29742, -98303, 27110, 171678, 80459, 4877, 68396, -37497, -4467,
  152197, -195537, -165052, 199910, 152571, -48830, -186899, -154528, -130290, -188663, -176760, -63676,
  57599, 114303, -182225, -85934, -115267, 187332, -183691, 146696, -130939, 196994, 123992, 50677, 72400,
  -33438, -168082, -43620, -147353, 83479, -111134, -48560, -2566, -95046, 112380, 173411, -60152, -80241,
  -148366, 55354, -90325, 51526, -56654, -197184, -175035, -53375, 54782, -103732, -45219, -57920, 53609,
  -166404, -30896, 20570, -21111, 30157, -177671, -162448, -89233, -154907, -153305, 5700, 194904, -108237,
  -38848, -184816, 0, -168424, -34661, 52212, -171722, -195742, 33296, -49807, 101172, -65806, 35362, 36737,
  -136541, -61630, -150235, -70104, -104110, -80059, -66703, -73825, -199833, -91412, 60171, 81824, -24954,
  -159519, -118216, 121207, 181123, -173350, -180922, -147754, 41819, 166922, 158106, -125041, -162984,
  -128377, -177874, -84677, -178378, -23376, -138433, 152186, 66161, -103706, -46943, -61115,
]);

fillPowers();
fillLogarithms(1);
fillLogarithms(-1);

function fillPowers(): void {
  const root = pair(1.0108892860517005, -1.5234778603368577e-17);
  let power = pair(1, 0);
  for (let i: usize = 0; i < 64; i++) {
    store<f64>(powers + 16 * i, low(power) / high(power));
    store<f64>(powers + 16 * i, high(power), 8);
    power = multiply(power, root);
  }
}

/** From the row of 1 upwards or downwards, each logarithm from the one before. */
function fillLogarithms(direction: i32): void {
  let c: f64 = 1;
  let inverse: f64 = 1;
  let logarithm = pair(0, 0);
  let longLogarithm = logarithm;
  for (let i = rowOfOne; i >= 0 && i < 128; i += direction) {
    const begin = reinterpret<f64>(first + ((<u64>i) << 45));
    const end = reinterpret<f64>(first + ((<u64>(i + 1)) << 45));
    const middle = (begin + end) / 2;

    const next = i == rowOfOne ? 1 : middle + (end - begin) * (<f64>load<i32>(distances + 4 * i) / 40000000);
    logarithm = add(logarithm, logarithmOfRatio(next, c));
    c = next;
    const row = logarithms + 24 * i;
    store<f64>(row, 1 / c);
    store<f64>(row, high(logarithm), 8);
    store<f64>(row, c, 16);

    const nextInverse = nearest(256 / middle) / 256;
    longLogarithm = add(longLogarithm, logarithmOfRatio(inverse, nextInverse));
    inverse = nextInverse;
    // Numbers from 1024 to 2048 are multiples of 2^-42.
    const upper = high(longLogarithm) + 1536 - 1536;
    const longRow = longLogarithms + 24 * i;
    store<f64>(longRow, inverse);
    store<f64>(longRow, upper, 8);
    store<f64>(longRow, high(longLogarithm) - upper + low(longLogarithm), 16);
  }
}

/** ln(a / b) of numbers less than 2^-6 apart: 2 artanh s = 2 (s + s³ / 3 + …) with s = (a - b) / (a + b). */
function logarithmOfRatio(a: f64, b: f64): v128 {
  const s = divide(sum(a, -b), sum(a, b));
  const square = multiply(s, s);
  let series = pair(0, 0);
  for (let n: f64 = 15; n > 0; n -= 2) series = add(multiply(square, series), divide(pair(1, 0), pair(n, 0)));
  return scale(multiply(s, series), 2);
}
