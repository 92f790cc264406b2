import { dtypes } from "../../dtype.ts";
import * as np from "../../index.ts";
import { describe, type SharedArray, viewShared } from "../../np/internal.ts";
import { sizeOf } from "../../shape.ts";
import { type Encoded, isShared, replaceLeaves } from "./messages.ts";

/** A block of the shared memory that results of some thread lie in. */
interface Block {
  references: number;
  readonly free: () => void;
}

/** A result that lies in shared memory, whoever made it. */
export class SharedChunk {
  readonly shared: SharedArray;
  readonly #blocks: Blocks;
  #isDisposed = false;

  constructor(shared: SharedArray, blocks: Blocks) {
    this.shared = shared;
    this.#blocks = blocks;
  }

  get shape(): readonly number[] {
    return this.shared.shape;
  }

  get dtype(): np.DType {
    return this.shared.dtype;
  }

  get nbytes(): number {
    return sizeOf(this.shape) * dtypes[this.dtype].size;
  }

  /** An array over the chunk, which holds as long as that is not disposed. */
  view(): np.WasmArray {
    return viewShared(this.shared);
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#blocks.release(this.shared.pointer);
  }
}

/** Whether workers can be told of a result: arrays in linear memory and plain data. */
export function isPortable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "function";
  if (isChunk(value) || isArray(value)) return true;
  if (ArrayBuffer.isView(value)) return false;
  return (Array.isArray(value) || !("shape" in value)) && Object.values(value).every(isPortable);
}

const isChunk = (value: unknown): value is SharedChunk => value instanceof SharedChunk;
const isArray = (value: unknown): value is np.WasmArray => value instanceof np.WasmArray;

/** Who is to give back which block, and how many results lie in it: several, where functions return views of what they get. */
export class Blocks {
  readonly #blocks = new Map<number, Block>();

  /** A result of this thread with chunks in the place of arrays; a block is given back with the last chunk in it. */
  share(id: string, result: unknown): unknown {
    return replaceLeaves(result, isArray, (array) => this.#share(id, array));
  }

  #share(id: string, array: np.WasmArray): SharedChunk {
    const shared = describe(id, array);
    // Another array keeps the block.
    if (this.#blocks.has(shared.pointer)) array.dispose();
    return this.#chunk(shared, () => array.dispose());
  }

  /** What a worker reports, with chunks in the place of shared arrays; `free` is called with addresses of the worker's own blocks. */
  receive(value: Encoded, free: (pointer: number) => void): unknown {
    return replaceLeaves(value, isShared, ({ shared }) => this.#chunk(shared, () => free(shared.pointer)));
  }

  /** A result for a worker. */
  send(id: string, value: unknown): Encoded {
    return replaceLeaves(
      replaceLeaves(value, isChunk, ({ shared }) => ({ shared })),
      isArray,
      (array) => ({ shared: describe(id, array) }),
    );
  }

  /** A result with arrays over its chunks, for this thread to read. */
  view(value: unknown): unknown {
    return replaceLeaves(value, isChunk, (chunk) => chunk.view());
  }

  release(pointer: number): void {
    const block = this.#blocks.get(pointer)!;
    if (--block.references > 0) return;
    this.#blocks.delete(pointer);
    block.free();
  }

  #chunk(shared: SharedArray, free: () => void): SharedChunk {
    const block = this.#blocks.get(shared.pointer);
    if (block) block.references++;
    else this.#blocks.set(shared.pointer, { references: 1, free });
    return new SharedChunk(shared, this);
  }
}
