import { granule, Ranges } from "./ranges.ts";

/** What the heap needs of a WebAssembly.Memory. */
export interface GrowingMemory {
  readonly buffer: { readonly byteLength: number };
  grow(pages: number): number;
}

const pageBytes = 65536;
/** Blocks up to this size come from chunks of one page that hold blocks of one size. */
const largestSmall = 16384;
const alignment = 16;
// A block that ended at 2³² would make a kernel's `pointer < end` wrap around, so the last page is left alone.
const lastPage = 65535;

/** Sizes of small blocks: steps of 16 to 128, then four to a doubling, so that at most a fifth is wasted. */
const classSizes = /* @__PURE__ */ sizesOfClasses();
/** Class of a small block by its size in units of the alignment. */
const classOf = /* @__PURE__ */ Uint8Array.from({ length: largestSmall / alignment + 1 }, (_, units) =>
  classSizes.findIndex((size) => size >= units * alignment),
);

function sizesOfClasses(): number[] {
  const sizes = [];
  for (let size = alignment; size <= largestSmall; ) {
    sizes.push(size);
    const octave = 2 ** Math.floor(Math.log2(size));
    size += Math.max(alignment, octave / 4);
  }
  return sizes;
}

/**
 * Hands out blocks of a memory that may grow to `pages`, at multiples of 16: of the addresses that it starts with, and of what it
 * grows the memory by. Several threads have a heap each on one memory.
 */
export class Heap {
  readonly #memory: GrowingMemory;
  readonly #ranges = new Ranges();
  /** Sizes of the large blocks in use, by address. */
  readonly #largeBlocks = new Map<number, number>();
  /** Addresses of free small blocks, a stack for each class. */
  readonly #stacks: number[][] = classSizes.map(() => []);
  /** Class of the chunk at each page, plus 1; 0 where there is none. */
  readonly #chunkClass = new Uint8Array(65536);
  /** Address up to which the memory may grow. */
  readonly #limit: number;
  /** Where the memory ended when the heap last grew it; what other threads grew it by is theirs. */
  #end: number;
  #free: number;
  /** Bytes that belong to the heap. */
  #own: number;
  #untouched: number;

  constructor(memory: GrowingMemory, [start, end]: readonly [start: number, end: number], pages = lastPage) {
    this.#memory = memory;
    this.#limit = Math.min(pages, lastPage) * pageBytes;
    this.#end = end;
    this.#untouched = start;
    this.capacity = this.#limit - start;
    this.#free = end - start;
    this.#own = end - start;
    this.#ranges.add(start, end);
  }

  /** Bytes that the heap could hand out if nothing were in use and the memory grown to its limit. */
  readonly capacity: number;

  /** Bytes not in use, were the memory grown to its limit. */
  get available(): number {
    return this.#free + this.#limit - this.#end;
  }

  /** Past every block handed out so far: the memory from here on is zero, as it was when it grew. */
  get untouched(): number {
    return this.#untouched;
  }

  /** Address of a block of `nbytes`, rounded up to a multiple of 16, with what was in it before, or 0 if there is no room. */
  allocate(nbytes: number): number {
    const pointer = this.#find(nbytes);
    // Who has the block may use it again for something longer, up to the next multiple.
    const end = pointer + Math.ceil(nbytes / alignment) * alignment;
    if (pointer) this.#untouched = Math.max(this.#untouched, end);
    return pointer;
  }

  #find(nbytes: number): number {
    if (nbytes > largestSmall) return this.#allocateLarge(Math.ceil(nbytes / granule) * granule);
    const sizeClass = classOf[(nbytes + alignment - 1) >>> 4];
    const stack = this.#stacks[sizeClass];
    if (stack.length === 0 && !this.#addChunk(sizeClass)) return 0;
    return stack.pop()!;
  }

  /** Takes back the block at `pointer`. */
  free(pointer: number): void {
    const chunkClass = this.#chunkClass[pointer >>> 16];
    if (chunkClass) {
      this.#stacks[chunkClass - 1].push(pointer);
      return;
    }
    const nbytes = this.#largeBlocks.get(pointer)!;
    this.#largeBlocks.delete(pointer);
    this.#giveBack(pointer, nbytes);
  }

  /** Makes chunks whose blocks are all free available for blocks of any size. */
  reclaimChunks(): void {
    const freeBlocks = new Uint16Array(65536);
    this.#stacks.forEach((stack, sizeClass) => {
      const capacity = Math.floor(pageBytes / classSizes[sizeClass]);
      for (const pointer of stack) freeBlocks[pointer >>> 16]++;
      const isUsed = (pointer: number) => freeBlocks[pointer >>> 16] < capacity;
      const chunks = new Set<number>();
      for (const pointer of stack) if (!isUsed(pointer)) chunks.add(pointer >>> 16);
      if (chunks.size) this.#stacks[sizeClass] = stack.filter(isUsed);
      for (const chunk of chunks) {
        this.#chunkClass[chunk] = 0;
        this.#giveBack(chunk * pageBytes, pageBytes);
      }
    });
  }

  #allocateLarge(nbytes: number): number {
    const pointer = this.#take(nbytes);
    if (pointer) this.#largeBlocks.set(pointer, nbytes);
    return pointer;
  }

  /** Pushes the blocks of a new chunk; false if there is no room for one. */
  #addChunk(sizeClass: number): boolean {
    // Long enough to have a whole page in it wherever it starts.
    const length = 2 * pageBytes - granule;
    const start = this.#take(length);
    if (!start) return false;
    const chunk = Math.ceil(start / pageBytes) * pageBytes;
    this.#giveBack(start, chunk - start);
    this.#giveBack(chunk + pageBytes, start + length - chunk - pageBytes);
    this.#chunkClass[chunk / pageBytes] = sizeClass + 1;
    const size = classSizes[sizeClass];
    const stack = this.#stacks[sizeClass];
    for (let end = chunk + Math.floor(pageBytes / size) * size; end > chunk; end -= size)
      stack.push(end - size);
    return true;
  }

  #take(nbytes: number): number {
    let start = this.#ranges.take(nbytes);
    // More than once if another thread grew the memory in between.
    while (start < 0 && this.#grow(nbytes)) start = this.#ranges.take(nbytes);
    if (start < 0) {
      this.reclaimChunks();
      start = this.#ranges.take(nbytes);
      while (start < 0 && this.#grow(nbytes)) start = this.#ranges.take(nbytes);
    }
    if (start < 0) return 0;
    this.#free -= nbytes;
    return start;
  }

  #giveBack(start: number, nbytes: number): void {
    this.#ranges.add(start, start + nbytes);
    this.#free += nbytes;
  }

  /** Grows the memory so that a range of `nbytes` is free at its end, if no other thread grows it at the same time. */
  #grow(nbytes: number): boolean {
    const end = this.#memory.buffer.byteLength;
    const missing = Math.ceil((nbytes - (end - this.#ranges.startOf(end))) / pageBytes);
    const room = (this.#limit - end) / pageBytes;
    if (missing > room) return false;
    // By half of what the heap has, so that a run of requests grows the memory a logarithmic number of times.
    const ample = Math.min(room, Math.max(missing, Math.floor(this.#own / pageBytes / 2)));
    return this.#tryGrow(ample) || this.#tryGrow(missing);
  }

  #tryGrow(pages: number): boolean {
    let start: number;
    try {
      start = this.#memory.grow(pages) * pageBytes;
    } catch {
      return false;
    }
    this.#end = start + pages * pageBytes;
    this.#ranges.add(start, this.#end);
    this.#free += pages * pageBytes;
    this.#own += pages * pageBytes;
    return true;
  }
}
