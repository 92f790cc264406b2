import { type DType, dtypes } from "../dtype.ts";
import { rowMajor, type Shape, sizeOf } from "../shape.ts";
import { address, allocate, release, retain, type Storage } from "../wasm/storage.ts";
import { track } from "./scope.ts";

/** An n-dimensional array over a block of memory that it may share with other arrays (views). */
export class WasmArray {
  readonly dtype: DType;
  readonly shape: Shape;
  /** Elements, not bytes, from one index of an axis to the next. */
  readonly strides: Shape;
  /** Number of elements. */
  readonly size: number;
  /** Bytes from the start of the block to the first element. @internal */
  readonly offset: number;
  /** The block, or null once disposed. @internal */
  storage: Storage | null;

  /** @internal Arrays are made by the functions of the namespace. */
  constructor(storage: Storage, dtype: DType, shape: Shape, strides: Shape, offset: number) {
    retain(storage);
    this.storage = storage;
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.size = sizeOf(shape);
    this.offset = offset;
    track(this);
  }

  get ndim(): number {
    return this.shape.length;
  }

  /** Bytes that the elements take, were they contiguous. */
  get nbytes(): number {
    return this.size * dtypes[this.dtype].size;
  }

  /** Gives the block back, once every view of it is disposed too. The array cannot be used any more. */
  dispose(): void {
    if (!this.storage) return;
    release(this.storage);
    this.storage = null;
  }
}

/** A new row-major array whose elements are not set yet. */
export function allocateArray(id: string, dtype: DType, shape: Shape): WasmArray {
  const storage = allocate(id, sizeOf(shape) * dtypes[dtype].size);
  return new WasmArray(storage, dtype, shape, rowMajor(shape), 0);
}

/** An array over the block of `x`: `offset` in bytes from the first element of `x`, strides in elements. */
export function viewOf(
  id: string,
  x: WasmArray,
  shape: Shape,
  strides: Shape,
  offset = 0,
  dtype: DType = x.dtype,
): WasmArray {
  return new WasmArray(storageOf(id, x), dtype, shape, strides, x.offset + offset);
}

/** Address of the first element, for a kernel; valid until `settle` or the next allocation of an overflowed block. */
export function pointerOf(id: string, x: WasmArray): number {
  return address(storageOf(id, x), id) + x.offset;
}

/** The block of an array that has not been disposed. */
export function storageOf(id: string, x: WasmArray): Storage {
  if (!x.storage) throw new TypeError(`${id}: the array has been disposed`);
  return x.storage;
}

/** Whether the elements lie one after another in row-major order. */
export function isContiguous(x: WasmArray): boolean {
  for (let axis = x.ndim - 1, step = 1; axis >= 0; axis--) {
    if (x.shape[axis] !== 1 && x.strides[axis] !== step) return x.size === 0;
    step *= x.shape[axis];
  }
  return true;
}
