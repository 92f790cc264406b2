import type { DType } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import { borrow, pin } from "../wasm/storage.ts";
import { storageOf, WasmArray } from "./wasm-array.ts";

/** Where an array lies in the shared memory. It can be posted to other threads; what it says holds as long as the array is in use. */
export interface SharedArray {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly strides: Shape;
  /** Address of the block, its length in bytes, and where the first element lies in it. */
  readonly pointer: number;
  readonly nbytes: number;
  readonly offset: number;
}

/** Where `x` lies. Its block stays in linear memory from now on. */
export function describe(id: string, x: WasmArray): SharedArray {
  const storage = storageOf(id, x);
  const pointer = pin(storage, id);
  return {
    dtype: x.dtype,
    shape: x.shape,
    strides: x.strides,
    pointer,
    nbytes: storage.nbytes,
    offset: x.offset,
  };
}

/** An array over what another thread has described. The block is given back by that thread alone. */
export function viewShared({ dtype, shape, strides, pointer, nbytes, offset }: SharedArray): WasmArray {
  return new WasmArray(borrow(pointer, nbytes), dtype, shape, strides, offset);
}
