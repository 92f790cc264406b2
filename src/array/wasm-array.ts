/// <reference lib="esnext.disposable" preserve="true" />
import { type ArrayFunction, arrayFunction } from "../dispatch/protocol.ts";
import { defaultArrayFunction, registerDefault } from "../dispatch/registry.ts";
import { arrayUfunc, defaultArrayUfunc } from "../dispatch/universal.ts";
import { type DType, dtypes, type Scalar, type TypedArray } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { isRowMajor, rowMajor, type Shape, sizeOf } from "../shape.ts";
import { address, allocate, allocateZeros, release, retain, type Storage } from "../wasm/storage.ts";
import { type Coercible, type NestedList, toList } from "./convert.ts";
import { dataOf } from "./data.ts";
import { cpu, type DLPackOptions, type DLTensor, exportTensor } from "./dlpack.ts";
import type { Index } from "./index-items.ts";
import {
  attachInPlaceOperators,
  attachOperators,
  type InPlaceOperators,
  type Operators,
} from "./operators.ts";
import { toPrimitive } from "./primitive.ts";
import { formatArray } from "./print.ts";
import { track, untrack } from "./scope.ts";
import { assign, at, item } from "./subscript.ts";
import { transposeView } from "./views.ts";

/** Node's util.inspect calls this method. */
const inspect = Symbol.for("nodejs.util.inspect.custom");
/** `using` calls this method; what compiles it for engines without Symbol.dispose uses the registered symbol. */
const disposal: typeof Symbol.dispose = (Symbol.dispose ?? Symbol.for("Symbol.dispose")) as never;

export interface WasmArray extends Operators, InPlaceOperators, ArrayFunction {
  [arrayUfunc](...call: Parameters<typeof defaultArrayUfunc>): unknown;
}

/** An n-dimensional array over a block of memory that it may share with other arrays (views). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: attachOperators adds the methods
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

  get device(): "cpu" {
    return "cpu";
  }

  /** The transpose of a matrix, as a view. Throws a ShapeError unless there are two dimensions, as in the standard. */
  get T(): WasmArray {
    if (this.ndim === 2) return transposeView("T", this);
    throw new ShapeError(
      `T: the array has ${this.ndim} dimensions, not 2: mT transposes the last two, permute_dims any`,
    );
  }

  /** The transposes of the matrices in the last two axes, as a view. Throws a ShapeError for fewer axes. */
  get mT(): WasmArray {
    return transposeView("mT", this);
  }

  /**
   * The elements in row-major order as a typed array of memory itself: what is written to one is seen in the other, until
   * memory grows or moves the block: ask again after any call. Booleans are bytes 0 and 1, complex numbers pairs.
   * Throws a TypeError unless the array is contiguous.
   */
  get data(): TypedArray {
    return dataOf(this);
  }

  /**
   * NumPy's `x[...index]`. Integers, `np.slice(start, stop, step)` or "start:stop:step", "..." and `np.newaxis` (null) make
   * a view, of no dimensions if there is an integer for each axis. Booleans, lists and arrays of integers, and masks make
   * a copy. Throws an IndexError for indices out of bounds, too many of them, or things that are no index.
   *
   * @example np.asarray([[1, 2, 3], [4, 5, 6]]).at("::-1", 0) // array([4., 1.])
   */
  at(...index: Index[]): WasmArray {
    return at(this, index);
  }

  /**
   * NumPy's `x[...index] = value`: casts the value to the array's dtype and broadcasts it. Throws what `at` throws, a
   * ShapeError if the value does not broadcast, and a DTypeError if its scalars are out of the dtype's bounds.
   *
   * @example
   * const x = np.zeros([2, 3]);
   * x.set([7, 8], "...", np.slice(1, 3));
   * x // array([[0., 7., 8.], [0., 7., 8.]])
   */
  set(value: WasmArray | Coercible, ...index: Index[]): void {
    assign(this, value, index);
  }

  /**
   * One element as a JavaScript scalar: the only one, or that at a position in row-major order, or that at an index for
   * each axis. Throws an IndexError if it is out of bounds, a ShapeError if without an index there are more.
   *
   * @example np.asarray([[1, 2], [3, 4]]).item(1, 0) // 3
   */
  item(...index: (number | bigint)[]): Scalar {
    return item(this, index);
  }

  /** The elements as nested lists, or as one scalar. 64-bit integers are bigints, complex numbers `{ re, im }`. */
  toArray(): Scalar | NestedList {
    return toList("toArray", this);
  }

  /** What JSON.stringify writes: nested lists. It refuses bigints. */
  toJSON(): Scalar | NestedList {
    return toList("toJSON", this);
  }

  /** The array itself: all arrays lie on the device "cpu". Throws a TypeError for any other, and for a stream. */
  to_device(device: "cpu", { stream = null }: { stream?: null | undefined } = {}): this {
    if (device === "cpu" && stream === null) return this;
    throw new TypeError(`to_device: there is no device ${String(device)} with the stream ${String(stream)}`);
  }

  /**
   * The array for another library, or another copy of this one: see `from_dlpack`. Memory is shared unless `copy` is true.
   * Throws a TypeError for streams and devices that there are not.
   */
  __dlpack__(options: DLPackOptions = {}): DLTensor {
    return exportTensor("__dlpack__", this, options);
  }

  /** The device in DLPack's terms: ordinary memory. */
  __dlpack_device__(): readonly [number, number] {
    return cpu;
  }

  /** Scalars of a one-dimensional array, views of one with more dimensions. Throws a TypeError if there are none. */
  [Symbol.iterator](): Iterator<Scalar | WasmArray> {
    if (this.ndim === 0) throw new TypeError("iteration over a 0-d array");
    if (this.ndim === 1) return (this.toArray() as Scalar[])[Symbol.iterator]();
    return rows(this);
  }

  /** The scalar of a 0-d array. Throws a TypeError where a number is wanted of any other. */
  [Symbol.toPrimitive](hint: "number" | "string" | "default"): string | number | bigint | boolean {
    return toPrimitive(this, hint);
  }

  toString(): string {
    return formatArray(this, "str");
  }

  get [Symbol.toStringTag](): string {
    return "WasmArray";
  }

  [inspect](): string {
    return this.storage ? formatArray(this, "repr") : "WasmArray (disposed)";
  }

  /** Gives the block back, once every view of it is disposed too. The array cannot be used any more. */
  dispose(): void {
    if (!this.storage) return;
    release(this.storage);
    this.storage = null;
    untrack(this);
  }

  [disposal](): void {
    this.dispose();
  }
}

WasmArray.prototype[arrayFunction] = defaultArrayFunction;
WasmArray.prototype[arrayUfunc] = defaultArrayUfunc;
attachOperators(WasmArray.prototype);
attachInPlaceOperators(WasmArray.prototype);
registerDefault(WasmArray);

function* rows(x: WasmArray): Generator<WasmArray> {
  for (let i = 0; i < x.shape[0]; i++) yield x.at(i);
}

/** A new row-major array whose elements are not set yet. */
export function allocateArray(id: string, dtype: DType, shape: Shape): WasmArray {
  const storage = allocate(id, sizeOf(shape) * dtypes[dtype].size);
  return new WasmArray(storage, dtype, shape, rowMajor(shape), 0);
}

/** A new row-major array of zeros. */
export function zeroArray(id: string, dtype: DType, shape: Shape): WasmArray {
  const storage = allocateZeros(id, sizeOf(shape) * dtypes[dtype].size);
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
  return isRowMajor(x.shape, x.strides);
}
