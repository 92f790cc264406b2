import { multiplyHigh } from "../lib/integer";
import { block, word0, word1, word2, word3 } from "./philox";

/**
 * The state of a bit generator is 112 bytes: what kind it is (u32, 0 for PCG64, 1 for Philox), whether half a word is left
 * (u32), that half (u32), the place in Philox's buffer (u32), then for PCG64 the state and the increment (u64 each, upper
 * half first), for Philox the counter (4 u64, lowest first), the key (2 u64) and the buffer (4 u64).
 */
const HAS_HALF: usize = 4;
const HALF: usize = 8;
const PLACE: usize = 12;
const COUNTER: usize = 16;
const KEY: usize = 48;
const BUFFER: usize = 64;

const multiplierHigh: u64 = 2549297995355413924;
const multiplierLow: u64 = 4865540595714422341;

/** The next 64 random bits. */
export function next64(state: usize): u64 {
  return load<u32>(state) == 0 ? nextOfPcg64(state) : nextOfPhilox(state);
}

/** PCG XSL RR 128/64 (O'Neill, 2014): a linear congruential generator modulo 2¹²⁸, whose state is folded and rotated. */
function nextOfPcg64(state: usize): u64 {
  const high = load<u64>(state, 16);
  const low = load<u64>(state, 24);
  const product = low * multiplierLow;
  const newLow = product + load<u64>(state, 40);
  const carry = <u64>(newLow < product);
  const newHigh =
    high * multiplierLow +
    low * multiplierHigh +
    multiplyHigh(low, multiplierLow) +
    load<u64>(state, 32) +
    carry;
  store<u64>(state, newHigh, 16);
  store<u64>(state, newLow, 24);
  return rotr<u64>(newHigh ^ newLow, newHigh >> 58);
}

function nextOfPhilox(state: usize): u64 {
  let place = load<u32>(state, PLACE);
  if (place >= 4) {
    for (let i: usize = 0; i < 32; i += 8) {
      const word = load<u64>(state + i, COUNTER) + 1;
      store<u64>(state + i, word, COUNTER);
      if (word) break;
    }
    block(
      load<u64>(state, COUNTER),
      load<u64>(state, COUNTER + 8),
      load<u64>(state, COUNTER + 16),
      load<u64>(state, COUNTER + 24),
      load<u64>(state, KEY),
      load<u64>(state, KEY + 8),
    );
    store<u64>(state, word0, BUFFER);
    store<u64>(state, word1, BUFFER + 8);
    store<u64>(state, word2, BUFFER + 16);
    store<u64>(state, word3, BUFFER + 24);
    place = 0;
  }
  store<u32>(state, place + 1, PLACE);
  return load<u64>(state + 8 * <usize>place, BUFFER);
}

/** The next 32 random bits: each word of 64 gives its lower half, then its upper one. */
export function next32(state: usize): u32 {
  if (load<u32>(state, HAS_HALF)) {
    store<u32>(state, 0, HAS_HALF);
    return load<u32>(state, HALF);
  }
  const word = next64(state);
  store<u32>(state, 1, HAS_HALF);
  store<u32>(state, <u32>(word >> 32), HALF);
  return <u32>word;
}

/** A number from 0 up to, not including, 1: the upper 53 bits. @inline */
export function toUnit(word: u64): f64 {
  return <f64>(word >> 11) * (1.0 / 9007199254740992.0);
}

/** The next number from 0 up to, not including, 1: of 53 random bits, or of 24. @inline */
export function nextUnit<T>(state: usize): T {
  if (sizeof<T>() == 8) return <T>toUnit(next64(state));
  return <T>(<f32>(next32(state) >> 8) * <f32>(1.0 / 16777216.0));
}
