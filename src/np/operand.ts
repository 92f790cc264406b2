import type { Coercible } from "../array/convert.ts";
import type { WasmArray } from "../array/wasm-array.ts";

export type { Coercible, NestedArray } from "../array/convert.ts";

/** The kind of array that a function returns: the kind it was given, WasmArray for what is coerced to one. */
export type Like<A, B = number> = A extends WasmArray | Coercible
  ? B extends WasmArray | Coercible
    ? WasmArray
    : B
  : A;
