import { type DType, dtypes } from "../dtype.ts";

/** Makes elements that lie in a file what they are in memory: numbers' bytes in the other order where `isSwapped`, booleans 0 or 1. */
export function tidyElements(bytes: Uint8Array, dtype: DType, isSwapped: boolean): void {
  if (dtype === "bool") for (let i = 0; i < bytes.length; i++) bytes[i] = bytes[i] ? 1 : 0;
  if (isSwapped) swapBytes(bytes, dtypes[dtype].array.BYTES_PER_ELEMENT);
}

/** Turns the bytes of each number of `size` bytes round. They begin at a multiple of their size. */
function swapBytes({ buffer, byteOffset, byteLength }: Uint8Array, size: number): void {
  if (size === 2) {
    const words = new Uint16Array(buffer, byteOffset, byteLength / 2);
    for (let i = 0; i < words.length; i++) words[i] = (words[i] << 8) | (words[i] >>> 8);
  }
  if (size < 4) return;
  const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    words[i] = (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
  }
  if (size === 8) {
    for (let i = 0; i < words.length; i += 2) [words[i], words[i + 1]] = [words[i + 1], words[i]];
  }
}
