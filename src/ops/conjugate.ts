import { transposeView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { isComplex } from "../dtype.ts";
import { applyElementwise } from "./elementwise.ts";

/** The complex conjugates of the elements, as a new array; `x` itself if it is real. */
export const conjugate = (id: string, x: WasmArray): WasmArray =>
  isComplex(x.dtype) ? applyElementwise(id, [x], undefined, "conj") : x;

/** The conjugate transposes of the matrices in the last two axes; a view if they are real. To be called in a scope. */
export const adjoint = (id: string, x: WasmArray): WasmArray => transposeView(id, conjugate(id, x));
