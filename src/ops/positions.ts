import { cast, contiguous } from "../array/copy.ts";
import { allocateArray, pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { core } from "../wasm/core.ts";
import { settle } from "../wasm/storage.ts";
import { countRow, reduceBy } from "./reduce.ts";

/** Where in row-major order elements are not zero, as int64. Makes copies that it does not dispose. */
export function truePositions(id: string, x: WasmArray): WasmArray {
  const mask = x.dtype === "bool" ? contiguous(id, x) : cast(id, x, "bool");
  const count = reduceBy(id, countRow, mask, { axes: [...mask.shape.keys()], keepdims: false });
  const out = allocateArray(id, "int64", [Number(count.item())]);
  core.true_positions(pointerOf(id, out), pointerOf(id, mask), mask.size);
  settle();
  return out;
}

/** The indices along each axis of the elements that are not zero, in row-major order. Makes copies that it does not dispose. */
export function trueIndices(id: string, x: WasmArray): WasmArray[] {
  const indices = [truePositions(id, x)];
  const count = indices[0].size;
  for (let axis = x.ndim - 1; axis > 0; axis--) {
    const along = allocateArray(id, "int64", [count]);
    const positions = pointerOf(id, indices[0]);
    core.split_positions(positions, pointerOf(id, along), positions, count, x.shape[axis]);
    settle();
    indices.splice(1, 0, along);
  }
  return indices;
}
