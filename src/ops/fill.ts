import { copyInto } from "../array/copy.ts";
import { entriesOf, entriesPer, firstEntry, writeElement } from "../array/element.ts";
import { broadcastView } from "../array/views.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import type { DType, Scalar } from "../dtype.ts";
import type { Shape } from "../shape.ts";

/** A new array whose elements are those of `value`, cast and broadcast. */
export function filled(id: string, dtype: DType, shape: Shape, value: WasmArray): WasmArray {
  const spread = broadcastView(id, value, shape);
  const out = allocateArray(id, dtype, shape);
  copyInto(id, out, spread);
  spread.dispose();
  return out;
}

/** Sets the `k`-th diagonal above the main one of a new matrix. */
export function fillDiagonal(id: string, out: WasmArray, k: number, value: Scalar): void {
  const [rows, cols] = out.shape;
  const entries = entriesOf(id, out);
  const last = Math.min(rows, cols - k);
  for (let row = Math.max(0, -k); row < last; row++) {
    const at = firstEntry(out) + (row * cols + row + k) * entriesPer(out.dtype);
    writeElement(id, out.dtype, entries, at, value);
  }
}
