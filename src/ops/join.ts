import { copyInto } from "../array/copy.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes, promoteAll } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { format } from "../shape.ts";

/**
 * A new array of the parts, one after another along `axis`, of the dtype that theirs promote to. Makes views that it does not
 * dispose. Throws a ShapeError if their other lengths differ.
 */
export function joinArrays(id: string, parts: readonly WasmArray[], axis: number): WasmArray {
  const shape = [...parts[0].shape];
  shape[axis] = 0;
  for (const part of parts) {
    if (part.ndim !== shape.length || part.shape.some((n, i) => i !== axis && n !== shape[i])) {
      throw new ShapeError(
        `${id}: shapes ${format(parts[0].shape)} and ${format(part.shape)} differ beside axis ${axis}`,
      );
    }
    shape[axis] += part.shape[axis];
  }
  const out = allocateArray(id, promoteAll(parts.map(({ dtype }) => dtype)), shape);
  let offset = 0;
  for (const part of parts) {
    copyInto(id, viewOf(id, out, part.shape, out.strides, offset), part);
    offset += part.shape[axis] * out.strides[axis] * dtypes[out.dtype].size;
  }
  return out;
}
