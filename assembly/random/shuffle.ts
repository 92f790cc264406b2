import { nextBelow } from "./below";
import { next32, next64 } from "./generator";

/** Puts `count` items of `size` bytes, `step` bytes apart, in a random order (Fisher and Yates; Durstenfeld, 1964). `spare` has room for one. */
export function shuffle(
  data: usize,
  step: isize,
  size: usize,
  count: usize,
  state: usize,
  spare: usize,
): void {
  for (let i = <isize>count - 1; i > 0; i--) {
    const one = data + i * step;
    const other = data + <isize>nextMasked(state, <u64>i) * step;
    memory.copy(spare, other, size);
    memory.copy(other, one, size);
    memory.copy(one, spare, size);
  }
}

/** A whole number from 0 to `most`, by rejection of bits that exceed it. */
function nextMasked(state: usize, most: u64): u64 {
  const mask = u64.MAX_VALUE >> clz<u64>(most);
  while (true) {
    const value = (most <= 0xffffffff ? <u64>next32(state) : next64(state)) & mask;
    if (value <= most) return value;
  }
}

/** Puts the int64 from `first` - 1 on in a random order, each exchanged with any before it. */
export function shuffle_indices(data: usize, first: isize, count: isize, state: usize): void {
  for (let i = count - 1; i >= first; i--) {
    const one = data + i * 8;
    const other = data + <isize>nextBelow(state, <u64>i) * 8;
    const value = load<u64>(other);
    store<u64>(other, load<u64>(one));
    store<u64>(one, value);
  }
}

const NONE = u64.MAX_VALUE;

/**
 * out[i] = `count` different int64 from 0 up to `population` (Floyd; Bentley, 1987). `set` has room for `mask` + 1 of them,
 * a power of two that is greater than 1.2 times the count.
 */
export function sample(
  out: usize,
  count: isize,
  population: isize,
  state: usize,
  set: usize,
  mask: usize,
): void {
  memory.fill(set, 0xff, (mask + 1) * 8);
  for (let last = population - count; last < population; last++) {
    let value = nextBelow(state, <u64>last);
    let place = placeOf(set, mask, value);
    if (load<u64>(place) != NONE) {
      value = <u64>last;
      place = placeOf(set, mask, value);
    }
    store<u64>(place, value);
    store<u64>(out, value);
    out += 8;
  }
}

/** Where in the set a value is, or belongs. */
function placeOf(set: usize, mask: usize, value: u64): usize {
  let at = <usize>value & mask;
  while (true) {
    const place = set + at * 8;
    const held = load<u64>(place);
    if (held == NONE || held == value) return place;
    at = (at + 1) & mask;
  }
}
