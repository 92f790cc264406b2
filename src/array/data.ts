import { dtypes, type TypedArray } from "../dtype.ts";
import { memory } from "../wasm/memory.ts";
import { borrow, bytes } from "../wasm/storage.ts";
import type { Container } from "./container.ts";
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
 * An array over the elements of a typed array, one-dimensional unless a layout is given, or null if they do not lie where
 * arrays' do. The `data` of an array keeps that array's block in use; for any other piece of linear memory that is up to the caller.
 */
export function shareTypedArray(id: string, value: TypedArray, layout?: Container): WasmArray | null {
  const dtype = layout?.dtype ?? typedArrayDType(value);
  if (!dtype) return null;
  const { shape, strides, offset } = layout ?? { shape: [value.length], strides: [1], offset: 0 };
  const bytesBefore = offset * dtypes[dtype].size;
  const owner = dataOwners.get(value);
  if (owner?.storage && bytes(owner.storage).buffer === value.buffer) {
    return viewOf(id, owner, shape, strides, bytesBefore, dtype);
  }
  if (value.buffer !== memory.buffer) return null;
  return new WasmArray(borrow(value.byteOffset, value.byteLength), dtype, shape, strides, bytesBefore);
}
