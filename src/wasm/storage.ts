import { memory } from "./memory.ts";

/** A block of bytes that arrays share: in linear memory, or, under pressure, in an ordinary typed array. */
export class Storage {
  readonly nbytes: number;
  /** Address in linear memory; 0 while the bytes lie in `spilled`. */
  pointer: number;
  /** The bytes outside linear memory, or null. */
  spilled: Uint8Array | null = null;
  /** Arrays that use the block and have not been disposed. */
  references = 0;

  constructor(nbytes: number, pointer: number) {
    this.nbytes = nbytes;
    this.pointer = pointer;
  }
}

let top = 1 << 20;

/** A block of `nbytes` uninitialised bytes at a multiple of 16; `id` names the function that asks. */
export function allocate(id: string, nbytes: number): Storage {
  const pointer = top;
  top += (nbytes + 15) & ~15;
  const missing = top - memory.buffer.byteLength;
  if (missing > 0) {
    try {
      memory.grow(Math.ceil(missing / 65536));
    } catch {
      throw new RangeError(`${id}: no room for ${nbytes} bytes`);
    }
  }
  return new Storage(nbytes, pointer);
}

/** One more array uses the block. */
export function retain(storage: Storage): void {
  storage.references++;
}

/** One array fewer uses the block; the last one gives the memory back. */
export function release(storage: Storage): void {
  storage.references--;
}

/** Where kernels find the block: it is brought into linear memory if it lies outside, until `settle`. */
export function address(storage: Storage): number {
  return storage.pointer;
}

/** Ends an operation: blocks that were brought in go back to where they were. */
export function settle(): void {}

/** The block's bytes as they are now. Not to be kept: growth detaches it. */
export function bytes(storage: Storage): Uint8Array {
  return storage.spilled ?? new Uint8Array(memory.buffer, storage.pointer, storage.nbytes);
}

/** Calls `use` with the address of `nbytes` of scratch memory that is free again afterwards. */
export function withScratch<T>(id: string, nbytes: number, use: (pointer: number) => T): T {
  return use(address(allocate(id, nbytes)));
}
