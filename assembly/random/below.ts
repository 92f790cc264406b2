import { multiplyHigh } from "../lib/integer";
import { next32, next64 } from "./generator";

/** A whole number from 0 to `most`. */
export function nextBelow(state: usize, most: u64): u64 {
  if (most == 0) return 0;
  if (most < 0xffffffff) return <u64>nextBelow32(state, <u32>most);
  if (most == 0xffffffff) return <u64>next32(state);
  return most == u64.MAX_VALUE ? next64(state) : nextBelow64(state, most);
}

function nextBelow64(state: usize, most: u64): u64 {
  const count = most + 1;
  let word = next64(state);
  if (word * count < count) {
    const threshold = (u64.MAX_VALUE - most) % count;
    while (word * count < threshold) word = next64(state);
  }
  return multiplyHigh(word, count);
}

function nextBelow32(state: usize, most: u32): u32 {
  const count = most + 1;
  let product = <u64>next32(state) * <u64>count;
  if (<u32>product < count) {
    const threshold = (u32.MAX_VALUE - most) % count;
    while (<u32>product < threshold) product = <u64>next32(state) * <u64>count;
  }
  return <u32>(product >> 32);
}
