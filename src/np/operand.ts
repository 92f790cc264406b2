import type { WasmArray } from "../array/wasm-array.ts";
import type { Scalar, TypedArray } from "../dtype.ts";

/** Nested lists of scalars, lists of one length at each depth. */
export type NestedArray = readonly (Scalar | NestedArray | TypedArray)[];

/** What functions take for an array besides arrays themselves. */
export type Coercible = Scalar | NestedArray | TypedArray | Iterable<Scalar>;

/** The kind of array that a function returns: the kind it was given, WasmArray for what is coerced to one. */
export type Like<A, B = number> = A extends WasmArray | Coercible
  ? B extends WasmArray | Coercible
    ? WasmArray
    : B
  : A;
