import { nextBelow } from "./below";
import { next32 } from "./generator";

/**
 * out[i] = whole numbers from `low` to `low` + `range`, both included; they wrap. By Lemire's method (2019), for ranges of 32 bits
 * from halves of words.
 */
export function integers_u64(out: usize, count: usize, state: usize, low: u64, range: u64): void {
  const end = out + count * 8;
  for (; out < end; out += 8) store<u64>(out, low + nextBelow(state, range));
}

/** The same for 32 bits. */
export function integers_u32(out: usize, count: usize, state: usize, low: u32, range: u32): void {
  const end = out + count * 4;
  for (; out < end; out += 4) store<u32>(out, low + <u32>nextBelow(state, <u64>range));
}

let pieces: u32 = 0;
let piecesLeft: u32 = 0;

/** The next `bits` of 32 that are drawn at a time. @inline */
function nextPiece(state: usize, bits: u32): u32 {
  if (piecesLeft == 0) {
    pieces = next32(state);
    piecesLeft = 32 / bits;
  } else pieces >>= bits;
  piecesLeft--;
  return pieces & ((1 << bits) - 1);
}

/**
 * The same for types of 8 and 16 bits, from parts of halves of words; what is left of the last half is lost.
 * @kernel u8 u16
 */
function integers<T>(out: usize, count: usize, state: usize, low: u32, range: u32): void {
  const bits = <u32>sizeof<T>() * 8;
  const all: u32 = (1 << bits) - 1;
  const end = out + count * sizeof<T>();
  piecesLeft = 0;
  for (; out < end; out += sizeof<T>()) {
    let value: u32 = 0;
    if (range == all) value = nextPiece(state, bits);
    else if (range) {
      const size = range + 1;
      let product = nextPiece(state, bits) * size;
      if ((product & all) < size) {
        const threshold = (all - range) % size;
        while ((product & all) < threshold) product = nextPiece(state, bits) * size;
      }
      value = product >> bits;
    }
    store<T>(out, <T>(low + value));
  }
}

/** The same for booleans: bits of halves of words. */
export function integers_bool(out: usize, count: usize, state: usize, low: u32, range: u32): void {
  piecesLeft = 0;
  for (let i: usize = 0; i < count; i++) store<u8>(out + i, <u8>(range ? nextPiece(state, 1) : low));
}
