/** out[k] = the position of the k-th of n bytes that is not 0, as 64-bit integer. */
export function true_positions(out: usize, x: usize, n: usize): void {
  let at: usize = 0;
  for (; at + 16 <= n; at += 16) {
    let mask = i8x16.bitmask(i8x16.ne(v128.load(x + at), i8x16.splat(0)));
    for (; mask; mask &= mask - 1) {
      store<u64>(out, at + ctz(mask));
      out += 8;
    }
  }
  for (; at < n; at++) {
    if (!load<u8>(x + at)) continue;
    store<u64>(out, at);
    out += 8;
  }
}

/**
 * quotients[k] and remainders[k] of positions[k], which do not descend, by `length`: 64-bit integers. The quotients may take
 * the place of the positions.
 */
export function split_positions(
  quotients: usize,
  remainders: usize,
  positions: usize,
  count: usize,
  length: usize,
): void {
  // The next multiple is seldom far: walking there costs less than a division.
  let quotient: usize = 0;
  let start: usize = 0;
  for (let k: usize = 0; k < 8 * count; k += 8) {
    const position = <usize>load<u32>(positions + k);
    while (position - start >= length) {
      start += length;
      quotient++;
    }
    store<u64>(quotients + k, quotient);
    store<u64>(remainders + k, position - start);
  }
}
