/**
 * DLPack in JavaScript: the fields of its struct `DLTensor` as an object, for libraries that share memory, or copies of
 * this one. https://dmlc.github.io/dlpack/latest/
 */
import { type DType, dtypes, type Kind } from "../dtype.ts";
import { DTypeError, IndexError } from "../errors.ts";
import { checkShape, reachOf, rowMajor, type Shape, sizeOf } from "../shape.ts";
import { memory } from "../wasm/memory.ts";
import { allocate, borrow, bytes, type Owner, release, retain, type Storage } from "../wasm/storage.ts";
import { cast } from "./copy.ts";
import { dataOwners } from "./data-owners.ts";
import { storageOf, WasmArray } from "./wasm-array.ts";

/** A tensor in memory that somebody owns. */
export interface DLTensor {
  /** The block in which the elements lie. It may be detached by any call of its owner. */
  readonly data: Uint8Array;
  /** Bytes from the start of the block to the first element. */
  readonly byte_offset: number;
  readonly shape: Shape;
  /** In elements; null for rows one after another. */
  readonly strides: Shape | null;
  /** `code` is 0 for signed integers, 1 unsigned, 2 floats, 5 complex numbers, 6 bools of a byte each. */
  readonly dtype: { readonly code: number; readonly bits: number; readonly lanes: number };
  /** Kind and number of the device: [1, 0] is ordinary memory. */
  readonly device: readonly [number, number];
  /** Keeps the block in use until it is told, once, that nobody reads it any more: the `deleter` of DLPack's managed tensors. */
  readonly owner?: Owner;
}

export interface DLPackOptions {
  /** There are no streams: null. */
  stream?: null | undefined;
  /** The version that the consumer knows. There is one form of the object only. */
  max_version?: readonly [number, number] | null | undefined;
  /** The device that the consumer wants: [1, 0]. */
  dl_device?: readonly [number, number] | null | undefined;
  /** Whether to copy; without it memory is shared. */
  copy?: boolean | null | undefined;
}

/** What `from_dlpack` takes. */
export interface DLPackProducer {
  __dlpack__(options?: DLPackOptions): DLTensor;
  __dlpack_device__(): readonly [number, number];
}

export const cpu: readonly [number, number] = [1, 0];

const codes: { readonly [K in Kind]: number } = { int: 0, uint: 1, float: 2, complex: 5, bool: 6 };

/** `x` for a consumer. The memory stays in use until it is released, or `data` and the owner are dropped. @throws TypeError for streams and other devices */
export function exportTensor(id: string, x: WasmArray, options: DLPackOptions): DLTensor {
  const { stream = null, dl_device, copy } = options;
  if (stream !== null) throw new TypeError(`${id}: there is no stream ${String(stream)}`);
  if (dl_device) checkCPU(id, dl_device);
  const source = copy ? cast(id, x, x.dtype) : x;
  const storage = storageOf(id, source);
  const data = bytes(storage);
  dataOwners.set(data, source);
  const { kind, size } = dtypes[x.dtype];
  const dtype = { code: codes[kind], bits: 8 * size, lanes: 1 };
  const { offset, shape, strides } = source;
  return { data, byte_offset: offset, shape, strides, dtype, device: cpu, owner: lend(storage) };
}

/** One more use of a block, which ends when it is released. */
function lend(storage: Storage): Owner {
  retain(storage);
  let isLent = true;
  return {
    release() {
      if (isLent) release(storage);
      isLent = false;
    },
  };
}

/**
 * The array that a tensor is: over its memory where that is linear memory, otherwise, unless `copy` is false, over a copy. The
 * tensor is released: at once, or with the last array over memory that is not of a WasmArray.
 * @throws DTypeError for an unknown dtype, TypeError for another device or where a copy is needed but not allowed,
 *   IndexError for elements outside the block or not at multiples of their size
 */
export function importTensor(id: string, tensor: DLTensor, copy: boolean | null): WasmArray {
  let isKept = false;
  try {
    const dtype = dtypeOf(id, tensor.dtype);
    checkCPU(id, tensor.device);
    const shape = checkShape(id, tensor.shape);
    checkExtent(id, tensor, dtype);
    const shared = copy === true ? null : sharedBlock(tensor);
    isKept = shared !== null && shared.owner === tensor.owner;
    if (!shared) return copyTensor(id, tensor, dtype, copy);
    return new WasmArray(shared, dtype, shape, tensor.strides ?? rowMajor(shape), tensor.byte_offset);
  } finally {
    if (!isKept) tensor.owner?.release();
  }
}

function copyTensor(id: string, tensor: DLTensor, dtype: DType, copy: boolean | null): WasmArray {
  if (copy === false) {
    throw new TypeError(`${id}: only tensors in linear memory need no copy, and copy is false`);
  }
  const { data, shape, byte_offset } = tensor;
  // The block may be much larger than the tensor: what stays is a copy of the elements alone.
  const block = allocate(id, data.byteLength);
  bytes(block).set(data);
  const view = new WasmArray(block, dtype, shape, tensor.strides ?? rowMajor(shape), byte_offset);
  try {
    return cast(id, view, dtype);
  } finally {
    view.dispose();
  }
}

function checkCPU(id: string, [kind, number]: readonly [number, number]): void {
  if (kind !== cpu[0])
    throw new TypeError(`${id}: there is no device [${kind}, ${number}], only [${cpu.join(", ")}]`);
}

/** The block that some bytes are, if it is one or a part of linear memory. */
function sharedBlock({ data, owner }: DLTensor): Storage | null {
  const own = dataOwners.get(data)?.storage;
  if (own && bytes(own).buffer === data.buffer) return own;
  return data.buffer === memory.buffer ? borrow(data.byteOffset, data.byteLength, owner) : null;
}

function dtypeOf(id: string, { code, bits, lanes }: DLTensor["dtype"]): DType {
  const found = (Object.keys(dtypes) as DType[]).find(
    (dtype) => codes[dtypes[dtype].kind] === code && 8 * dtypes[dtype].size === bits,
  );
  if (found && lanes === 1) return found;
  throw new DTypeError(`${id}: there is no dtype of code ${code}, ${bits} bits and ${lanes} lanes`);
}

/** Refuses elements that do not lie in the block. */
function checkExtent(id: string, { data, byte_offset, shape, strides }: DLTensor, dtype: DType): void {
  const { size, array } = dtypes[dtype];
  const [low, high] = reachOf(shape, strides ?? rowMajor(shape));
  const [least, most] = [byte_offset + low * size, byte_offset + high * size];
  const isAligned = (data.byteOffset + byte_offset) % array.BYTES_PER_ELEMENT === 0;
  if (sizeOf(shape) === 0 || (isAligned && least >= 0 && most + size <= data.byteLength)) return;
  throw new IndexError(
    `${id}: elements from byte ${least} to ${most + size} do not lie, at multiples of their size, in a block of ${data.byteLength} bytes`,
  );
}
