import { dtypes } from "../dtype.ts";
import type { WasmArray } from "./wasm-array.ts";

/**
 * Whether writing `out` element by element may change elements of `x` that are still to be read: they share bytes, and
 * not so that each element lies on itself.
 */
export function overlaps(out: WasmArray, x: WasmArray): boolean {
  if (out.storage !== x.storage || out.size === 0 || x.size === 0) return false;
  if (liesOn(out, x)) return false;
  const [a, b] = [extent(out), extent(x)];
  return a[0] < b[1] && b[0] < a[1];
}

const liesOn = (a: WasmArray, b: WasmArray): boolean =>
  a.offset === b.offset &&
  dtypes[a.dtype].size === dtypes[b.dtype].size &&
  a.ndim === b.ndim &&
  a.shape.every(
    (length, axis) => length === b.shape[axis] && (length === 1 || a.strides[axis] === b.strides[axis]),
  );

/** First byte of the array in its block, and the first past its last. */
function extent(x: WasmArray): [number, number] {
  const { size } = dtypes[x.dtype];
  let [first, last] = [x.offset, x.offset];
  for (let axis = 0; axis < x.ndim; axis++) {
    const span = (x.shape[axis] - 1) * x.strides[axis] * size;
    if (span < 0) first += span;
    else last += span;
  }
  return [first, last + size];
}
