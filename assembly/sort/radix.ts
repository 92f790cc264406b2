/** Bytes for the counters of `sortKeys`: up to five digits of up to 11 bits. */
export const counterBytes: usize = 5 * 2048 * 4;

// As many keys as are sorted by insertion in the time that a radix sort takes to clear and add up its counters.
const few: usize = 48;
// From here on wider digits, which take fewer passes, are worth counters that fill most of the first cache.
const many: usize = 1 << 13;

/**
 * Sorts n unsigned keys at `a`, with room for as many at `b`, stably. Returns `a` or `b`, whichever holds them. Keys that differ
 * in their lowest `low` bits alone must be in order already.
 *
 * LSD radix sort of the upper bits, as many as tell most keys apart if they are spread evenly. Keys that it leaves in
 * wrong order are those whose upper bits are the same: such runs are sorted each by itself.
 */
export function sortKeys<K>(a: usize, b: usize, n: usize, low: i32, counters: usize): usize {
  const varying = varyingBits<K>(a, n);
  const bits = 64 - <i32>clz<u64>(varying);
  if (bits <= low) return a;
  if (n <= few) {
    insertionSort<K>(a, a + n * sizeof<K>());
    return a;
  }
  const wanted = min(bits - low, 45 - <i32>clz<u32>(<u32>n));
  const widest = n < many ? 8 : 11;
  const passes = (wanted + widest - 1) / widest;
  const width = (wanted + passes - 1) / passes;
  const shift = max(low, bits - passes * width);
  const sorted = sortDigits<K>(a, b, n, shift, width, passes, counters);
  if (shift > low) sortRuns<K>(sorted, sorted == a ? b : a, n, shift, low, counters);
  return sorted;
}

/** The bits in which keys differ; none if they are in order. @inline */
function varyingBits<K>(a: usize, n: usize): u64 {
  const end = a + n * sizeof<K>();
  let p = a + sizeof<K>();
  while (p < end && load<K>(p - sizeof<K>()) <= load<K>(p)) p += sizeof<K>();
  if (p >= end) return 0;
  const first = load<K>(a);
  let varying: K = 0;
  for (p = a; p < end; p += sizeof<K>()) varying |= load<K>(p) ^ first;
  return <u64>varying;
}

/** Sorts keys in order but for a few places; stable. */
export function insertionSort<K>(a: usize, end: usize): void {
  for (let p = a + sizeof<K>(); p < end; p += sizeof<K>()) {
    const key = load<K>(p);
    let to = p;
    while (to > a && load<K>(to - sizeof<K>()) > key) {
      store<K>(to, load<K>(to - sizeof<K>()));
      to -= sizeof<K>();
    }
    store<K>(to, key);
  }
}

/** Sorts by `passes` digits of `width` bits from bit `shift` on, the lowest first; those that are all the same are left out. */
function sortDigits<K>(
  a: usize,
  b: usize,
  n: usize,
  shift: i32,
  width: i32,
  passes: i32,
  counters: usize,
): usize {
  const mask = <K>-1 >> (<K>(8 * sizeof<K>()) - <K>width);
  const nbytes: usize = 4 << width;
  memory.fill(counters, 0, <usize>passes * nbytes);
  for (let pass = 0; pass < passes; pass += 2) {
    const lower = <K>(shift + pass * width);
    if (pass + 1 < passes)
      countTwoDigits<K>(a, n, lower, <K>width, mask, counters + <usize>pass * nbytes, nbytes);
    else countDigits<K>(a, n, lower, mask, counters + <usize>pass * nbytes);
  }
  for (let pass = 0; pass < passes; pass++) {
    const lower = <K>(shift + pass * width);
    const digit = counters + ((<usize>((load<K>(a) >> lower) & mask)) << 2);
    if (<usize>load<u32>(digit) != n) {
      accumulate<K>(counters, nbytes);
      distribute<K>(a, b, n, lower, mask, counters);
      const other = a;
      a = b;
      b = other;
    }
    counters += nbytes;
  }
  return a;
}

/** @inline */
function countDigits<K>(a: usize, n: usize, shift: K, mask: K, counters: usize): void {
  for (const end = a + n * sizeof<K>(); a < end; a += sizeof<K>()) {
    const digit = counters + ((<usize>((load<K>(a) >> shift) & mask)) << 2);
    store<u32>(digit, load<u32>(digit) + 1);
  }
}

/** @inline */
function countTwoDigits<K>(
  a: usize,
  n: usize,
  shift: K,
  width: K,
  mask: K,
  counters: usize,
  nbytes: usize,
): void {
  for (const end = a + n * sizeof<K>(); a < end; a += sizeof<K>()) {
    const key = load<K>(a) >> shift;
    const lower = counters + ((<usize>(key & mask)) << 2);
    store<u32>(lower, load<u32>(lower) + 1);
    const upper = counters + nbytes + ((<usize>((key >> width) & mask)) << 2);
    store<u32>(upper, load<u32>(upper) + 1);
  }
}

/** Makes of each count the distance in bytes at which the keys of that digit begin. @inline */
function accumulate<K>(counters: usize, nbytes: usize): void {
  let sum: u32 = 0;
  for (const end = counters + nbytes; counters < end; counters += 4) {
    const count = load<u32>(counters);
    store<u32>(counters, sum);
    sum += count * sizeof<K>();
  }
}

/** @inline */
function distribute<K>(a: usize, b: usize, n: usize, shift: K, mask: K, places: usize): void {
  for (const end = a + n * sizeof<K>(); a < end; a += sizeof<K>()) {
    const key = load<K>(a);
    const place = places + ((<usize>((key >> shift) & mask)) << 2);
    const at = load<u32>(place);
    store<u32>(place, at + sizeof<K>());
    store<K>(b + at, key);
  }
}

/** Sorts n keys that are in order from bit `shift` on. */
function sortRuns<K>(a: usize, b: usize, n: usize, shift: i32, low: i32, counters: usize): void {
  const end = a + n * sizeof<K>();
  for (let p = a + sizeof<K>(); p < end; p += sizeof<K>()) {
    if (load<K>(p - sizeof<K>()) <= load<K>(p)) continue;
    const upper = load<K>(p) >> <K>shift;
    let from = p - sizeof<K>();
    while (from > a && load<K>(from - sizeof<K>()) >> <K>shift == upper) from -= sizeof<K>();
    while (p < end && load<K>(p) >> <K>shift == upper) p += sizeof<K>();
    const count = (p - from) / sizeof<K>();
    const sorted = sortKeys<K>(from, b + (from - a), count, low, counters);
    if (sorted != from) memory.copy(from, sorted, p - from);
  }
}
