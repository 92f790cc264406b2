import { dtypes } from "../dtype.ts";
import { reachOf } from "../shape.ts";
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
  const [least, greatest] = reachOf(x.shape, x.strides);
  return [least * size, (greatest + 1) * size];
}
