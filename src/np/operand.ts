import { type Coercible, coerce } from "../array/convert.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import type { DType } from "../dtype.ts";

export type { Coercible, NestedArray } from "../array/convert.ts";

/** The kind of array that a function returns: the kind it was given, WasmArray for what is coerced to one. */
export type Like<A, B = number> = A extends WasmArray | Coercible
  ? B extends WasmArray | Coercible
    ? WasmArray
    : B
  : A;

/** Calls `use` with what `x` is or becomes, and disposes what it became; `dtype` is as `coerce` takes it. */
export function withOperand<R>(id: string, x: unknown, use: (source: WasmArray) => R, dtype?: DType): R {
  const source = coerce(id, x, dtype);
  try {
    return use(source);
  } finally {
    if (source !== x) source.dispose();
  }
}
