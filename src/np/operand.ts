import type { Strided } from "../array/container.ts";
import { type Coercible, coerce } from "../array/convert.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import type { DType } from "../dtype.ts";

export type { Coercible, NestedArray } from "../array/convert.ts";

/** The kind of array that a function returns: the kind it was given, WasmArray for what is coerced to one. */
export type Like<A, B = number> = Becomes<A> extends true ? (Becomes<B> extends true ? WasmArray : B) : A;

/** Whether functions coerce it. A class with data and a shape but no steps is somebody's tensor, which answers for itself. */
type Becomes<A> = A extends WasmArray | Exclude<Coercible, Strided>
  ? true
  : A extends Strided
    ? Exclude<keyof A, keyof Strided> extends never
      ? true
      : A extends { readonly strides: unknown } | { readonly stride: unknown }
        ? true
        : false
    : false;

/** Calls `use` with what `x` is or becomes, and disposes what it became; `dtype` is as `coerce` takes it. */
export function withOperand<R>(id: string, x: unknown, use: (source: WasmArray) => R, dtype?: DType): R {
  const source = coerce(id, x, dtype);
  try {
    return use(source);
  } finally {
    if (source !== x) source.dispose();
  }
}
