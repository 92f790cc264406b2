import { cast } from "../array/copy.ts";
import { transposeView } from "../array/views.ts";
import { viewOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes, isComplex, realDType } from "../dtype.ts";
import { applyElementwise } from "./elementwise.ts";

/** The complex conjugates of the elements, as a new array; `x` itself if it is real. */
export function conjugate(id: string, x: WasmArray): WasmArray {
  if (!isComplex(x.dtype)) return x;
  const copy = cast(id, x, x.dtype);
  const strides = copy.strides.map((stride) => 2 * stride);
  const parts = viewOf(id, copy, copy.shape, strides, dtypes[x.dtype].size / 2, realDType(x.dtype));
  applyElementwise("negative", [parts], parts);
  parts.dispose();
  return copy;
}

/** The conjugate transposes of the matrices in the last two axes; a view if they are real. To be called in a scope. */
export const adjoint = (id: string, x: WasmArray): WasmArray => transposeView(id, conjugate(id, x));
