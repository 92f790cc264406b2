import { copyInto } from "../array/copy.ts";
import { flatEntries } from "../array/element.ts";
import { broadcastView, expandView, reshapeView } from "../array/views.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { ShapeError } from "../errors.ts";
import { checkShape, format } from "../shape.ts";
import { checkIntegers } from "./indices.ts";
import { takeElements } from "./take.ts";

/**
 * Each element along `axis` as often as `repeats` says: one number for all, or one for each. Makes views and copies that it
 * does not dispose.
 * @throws IndexError for repeats of no integer type, ShapeError for another number of them, RangeError for negative ones
 */
export function repeatAlong(id: string, x: WasmArray, repeats: WasmArray, axis: number): WasmArray {
  checkIntegers(id, repeats);
  const length = x.shape[axis];
  const counts = Float64Array.from(flatEntries(id, repeats), Number);
  if (repeats.ndim > 1 || (counts.length !== 1 && counts.length !== length)) {
    throw new ShapeError(
      `${id}: repeats of shape ${format(repeats.shape)} are not one for each of ${length}`,
    );
  }
  const negative = counts.find((count) => count < 0);
  if (negative !== undefined) throw new RangeError(`${id}: repeats may not be negative: ${negative}`);
  if (counts.length !== 1) return takeElements(id, x, positionsOf(id, counts), axis, "wrap");
  const [count] = counts;
  const out = allocateArray(id, x.dtype, checkShape(id, x.shape.with(axis, length * count)));
  const apart = x.shape.toSpliced(axis + 1, 0, count);
  copyInto(id, reshapeView(id, out, apart)!, broadcastView(id, expandView(id, x, [axis + 1]), apart));
  return out;
}

/** Every position as often as the counts say, as int64. */
function positionsOf(id: string, counts: Float64Array): WasmArray {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const out = allocateArray(id, "int64", checkShape(id, total));
  const entries = flatEntries(id, out) as BigInt64Array;
  let at = 0;
  counts.forEach((count, position) => {
    entries.fill(BigInt(position), at, at + count);
    at += count;
  });
  return out;
}
