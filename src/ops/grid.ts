import { cast } from "../array/copy.ts";
import { broadcastView } from "../array/views.ts";
import { viewOf, type WasmArray } from "../array/wasm-array.ts";
import { ShapeError } from "../errors.ts";

/**
 * Each array of one dimension at most along an axis of its own and repeated along the others; the first two axes change places
 * if `swapped`. Makes views that it does not dispose.
 */
export function grid(id: string, arrays: readonly WasmArray[], swapped: boolean): WasmArray[] {
  for (const { ndim } of arrays) {
    if (ndim > 1) throw new ShapeError(`${id}: takes arrays of one dimension, not ${ndim}`);
  }
  const axisOf = (i: number) => (swapped && arrays.length > 1 && i < 2 ? 1 - i : i);
  const shape = arrays.map((_, axis) => arrays[axisOf(axis)].size);
  return arrays.map((x, i) => {
    const ones = arrays.map(() => 1);
    const steps = arrays.map(() => 0).with(axisOf(i), x.strides[0] ?? 0);
    const along = viewOf(id, x, ones.with(axisOf(i), x.size), steps);
    return cast(id, broadcastView(id, along, shape), x.dtype);
  });
}
