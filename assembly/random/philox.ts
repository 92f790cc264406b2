/**
 * Philox 4x64-10 (Salmon, Moraes, Dror and Shaw: Parallel random numbers: as easy as 1, 2, 3, 2011): four 64-bit words are a function
 * of a counter and a key, so that any part of a stream can be had by itself.
 */

const multiplier0: u64 = 0xd2e7470ee14c6c93;
const multiplier1: u64 = 0xca5a826395121157;
const weyl0: u64 = 0x9e3779b97f4a7c15;
const weyl1: u64 = 0xbb67ae8584caa73b;

let word0: u64 = 0;
let word1: u64 = 0;
let word2: u64 = 0;
let word3: u64 = 0;

/** The upper 64 bits of a product. @inline */
function highProduct(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const carry = aLow * bHigh + (middle & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (carry >> 32);
}

/** The four words of a counter and a key, whose upper words are 0 but for that of the key. */
function block(counter: u64, key0: u64, key1: u64): void {
  word0 = counter;
  word1 = word2 = word3 = 0;
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(multiplier0, word0);
    const low0 = multiplier0 * word0;
    const high1 = highProduct(multiplier1, word2);
    const low1 = multiplier1 * word2;
    word0 = high1 ^ word1 ^ key0;
    word1 = low1;
    word2 = high0 ^ word3 ^ key1;
    word3 = low0;
    key0 += weyl0;
    key1 += weyl1;
  }
}

/** A number from 0 up to, not including, 1: the upper 53 bits. @inline */
function toUnit(word: u64): f64 {
  return <f64>(word >> 11) * (1.0 / 9007199254740992.0);
}

/**
 * out[i, j] = the number of the stream at start + i * rowStart + j, contiguous rows of `cols`. Numbers come four to a counter, which
 * starts at 1 as in NumPy.
 */
export function philox_f64(
  out: usize,
  rows: usize,
  cols: usize,
  start: f64,
  rowStart: f64,
  key0: f64,
  key1: f64,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let place = <u64>(start + <f64>i * rowStart);
    for (let j: usize = 0; j < cols; ) {
      block((place >> 2) + 1, <u64>key0, <u64>key1);
      for (let lane = <u32>(place & 3); lane < 4 && j < cols; lane++, j++, place++) {
        const word = lane < 2 ? (lane == 0 ? word0 : word1) : lane == 2 ? word2 : word3;
        store<f64>(out, toUnit(word));
        out += 8;
      }
    }
  }
}
