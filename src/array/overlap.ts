import { dtypes } from "../dtype.ts";
import type { WasmArray } from "./wasm-array.ts";

/**
 * Whether writing `out` element by element may change elements of `x` that are still to be read: they share bytes, and
 * not so that each element lies on itself.
 */
export function overlaps(out: WasmArray, x: WasmArray): boolean {
  return sharesMemory(out, x) && !(distanceBetween(out, x) === 0 && isLaidOutAs(out, x));
}

/** Whether one array's bytes from the first to the last lie among the other's. */
export function sharesMemory(a: WasmArray, b: WasmArray): boolean {
  const distance = distanceBetween(a, b);
  if (distance === undefined || a.size === 0 || b.size === 0) return false;
  const [[aStart, aEnd], [bStart, bEnd]] = [extent(a), extent(b)];
  return aStart < bEnd + distance && bStart + distance < aEnd;
}

/**
 * Bytes from the first element of `a` to that of `b`, undefined if their blocks are apart for certain. A block that
 * borrows linear memory may lie on the one that it borrows of.
 */
function distanceBetween(a: WasmArray, b: WasmArray): number | undefined {
  if (a.storage === b.storage) return b.offset - a.offset;
  if (!a.storage?.pointer || !b.storage?.pointer) return undefined;
  return b.storage.pointer + b.offset - (a.storage.pointer + a.offset);
}

const isLaidOutAs = (a: WasmArray, b: WasmArray): boolean =>
  dtypes[a.dtype].size === dtypes[b.dtype].size &&
  a.ndim === b.ndim &&
  a.shape.every(
    (length, axis) => length === b.shape[axis] && (length === 1 || a.strides[axis] === b.strides[axis]),
  );

/** First byte of the array, counted from its first element, and the first past its last. */
function extent(x: WasmArray): [number, number] {
  const { size } = dtypes[x.dtype];
  let [first, last] = [0, 0];
  for (let axis = 0; axis < x.ndim; axis++) {
    const span = (x.shape[axis] - 1) * x.strides[axis] * size;
    if (span < 0) first += span;
    else last += span;
  }
  return [first, last + size];
}
