import { keyOf } from "./keys";
import { counterBytes, sortKeys } from "./radix";

const REAL = false;
const COMPLEX = true;

/**
 * out[i, :] = the positions of x[i, :] in ascending or descending order, NaN last, as 64-bit integers; those of equal values
 * ascend. Complex numbers are ordered by real part, then by imaginary part; those with a NaN come after the others, in
 * NumPy's order: NaN as imaginary part, as real part, as both. Steps are in bytes. `room` is for the counters, then a row of
 * 64-bit integers, and where outCol is not 8 another one.
 * @kernel.argsort(REAL) real
 * @kernel.argsort(COMPLEX) complex
 * @inline
 */
function argsort<T>(
  complex: bool,
  out: usize,
  outRow: isize,
  outCol: isize,
  x: usize,
  xRow: isize,
  xCol: isize,
  rows: usize,
  cols: usize,
  descending: bool,
  room: usize,
): void {
  const spare = room + counterBytes;
  const apart = outCol != 8;
  for (let i: usize = 0; i < rows; i++) {
    const pairs = apart ? spare + 8 * cols : out;
    for (let j: usize = 0; j < cols; j++) {
      store<u64>(pairs + 8 * j, (wordOf<T>(complex, x + j * xCol, 0, descending) << 32) | j);
    }
    const sorted = sortKeys<u64>(pairs, spare, cols, 32, room);
    if (complex || sizeof<T>() == 8) {
      sortEquals<T>(complex, sorted, sorted == pairs ? spare : pairs, cols, x, xCol, 1, descending, room);
    }
    for (let j: usize = 0; j < cols; j++) store<u64>(out + j * outCol, <u64>load<u32>(sorted + 8 * j));
    out += outRow;
    x += xRow;
  }
}

/** The words of 32 bits that tell values apart. @inline */
function wordsOf<T>(complex: bool): i32 {
  const words = max<i32>(sizeof<T>() / 4, 1);
  return complex ? 1 + 2 * words : words;
}

/** The `level`-th word of the value at `p`, the highest first: values are ordered by words. @inline */
function wordOf<T>(complex: bool, p: usize, level: i32, descending: bool): u64 {
  if (!complex) return wordOfReal<T>(p, level, descending);
  if (level == 0) return <u64>(2 * i32(isNaN(load<T>(p))) + i32(isNaN(load<T>(p + sizeof<T>()))));
  const words = wordsOf<T>(REAL);
  if (level <= words) return wordOfReal<T>(p, level - 1, descending);
  return wordOfReal<T>(p + sizeof<T>(), level - 1 - words, descending);
}

/** @inline */
function wordOfReal<T>(p: usize, level: i32, descending: bool): u64 {
  if (sizeof<T>() == 1) return <u64>keyOf<T, u8>(p, descending);
  if (sizeof<T>() == 2) return <u64>keyOf<T, u16>(p, descending);
  if (isFloat<T>()) {
    // Both zeros are one value.
    if (load<T>(p) == 0)
      return level == 0 ? (descending ? 0x7fffffff : 0x80000000) : descending ? 0xffffffff : 0;
  }
  if (sizeof<T>() == 4) return <u64>keyOf<T, u32>(p, descending);
  const key = keyOf<T, u64>(p, descending);
  return level == 0 ? key >> 32 : key & 0xffffffff;
}

/**
 * Sorts pairs of a word and a position, which are in order, further: those of equal words by their words from `level` on,
 * which take the place of the word.
 */
function sortEquals<T>(
  complex: bool,
  pairs: usize,
  spare: usize,
  n: usize,
  x: usize,
  xCol: isize,
  level: i32,
  descending: bool,
  counters: usize,
): void {
  const end = pairs + 8 * n;
  for (let p = pairs; p < end; ) {
    const from = p;
    const word = load<u32>(p, 4);
    do p += 8;
    while (p < end && load<u32>(p, 4) == word);
    if (p - from == 8) continue;
    for (let q = from; q < p; q += 8) {
      const value = x + <isize>load<u32>(q) * xCol;
      store<u32>(q, <u32>wordOf<T>(complex, value, level, descending), 4);
    }
    const count = (p - from) >> 3;
    const room = spare + (from - pairs);
    const sorted = sortKeys<u64>(from, room, count, 32, counters);
    if (sorted != from) memory.copy(from, sorted, p - from);
    if (level + 1 < wordsOf<T>(complex)) {
      sortEquals<T>(complex, from, room, count, x, xCol, level + 1, descending, counters);
    }
  }
}
