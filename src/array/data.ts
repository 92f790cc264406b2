import type { TypedArray } from "../dtype.ts";
import { memory } from "../wasm/memory.ts";
import { borrow, bytes } from "../wasm/storage.ts";
import { typedArrayDType } from "./convert.ts";
import { dataOwners } from "./data-owners.ts";
import { entriesOf, entriesPer, firstEntry } from "./element.ts";
import { isContiguous, viewOf, WasmArray } from "./wasm-array.ts";

/** The elements of a contiguous array as they lie in memory. */
export function dataOf(x: WasmArray): TypedArray {
  const entries = entriesOf("data", x);
  if (!isContiguous(x)) {
    throw new TypeError(
      `data: the elements do not lie one after another (strides [${x.strides.join(", ")}]): copy the array first`,
    );
  }
  const first = firstEntry(x);
  const data = entries.subarray(first, first + x.size * entriesPer(x.dtype));
  dataOwners.set(data, x);
  return data;
}

/**
 * A one-dimensional array over the elements of a typed array, or null if they do not lie where arrays' do. The `data` of
 * an array keeps that array's block in use; for any other piece of linear memory that is up to the caller.
 */
export function shareTypedArray(id: string, value: TypedArray): WasmArray | null {
  const dtype = typedArrayDType(value);
  const owner = dataOwners.get(value);
  if (!dtype) return null;
  if (owner?.storage && bytes(owner.storage).buffer === value.buffer) {
    return viewOf(id, owner, [value.length], [1], 0, dtype);
  }
  if (value.buffer !== memory.buffer) return null;
  return new WasmArray(borrow(value.byteOffset, value.byteLength), dtype, [value.length], [1], 0);
}
