import { multiplyHigh } from "../lib/integer";

const multiplier0: u64 = 0xd2e7470ee14c6c93;
const multiplier1: u64 = 0xca5a826395121157;
const weyl0: u64 = 0x9e3779b97f4a7c15;
const weyl1: u64 = 0xbb67ae8584caa73b;

/** The words of the last block. */
export let word0: u64 = 0;
export let word1: u64 = 0;
export let word2: u64 = 0;
export let word3: u64 = 0;

/**
 * Philox 4x64-10 (Salmon, Moraes, Dror and Shaw: Parallel random numbers: as easy as 1, 2, 3, 2011): four 64-bit words are a function
 * of a counter of four words and a key of two, so that any part of a stream can be had by itself.
 */
export function block(c0: u64, c1: u64, c2: u64, c3: u64, key0: u64, key1: u64): void {
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(multiplier0, c0);
    const low0 = multiplier0 * c0;
    const high1 = multiplyHigh(multiplier1, c2);
    const low1 = multiplier1 * c2;
    c0 = high1 ^ c1 ^ key0;
    c1 = low1;
    c2 = high0 ^ c3 ^ key1;
    c3 = low0;
    key0 += weyl0;
    key1 += weyl1;
  }
  word0 = c0;
  word1 = c1;
  word2 = c2;
  word3 = c3;
}
