/**
 * Blocks of bytes for arrays. They lie in linear memory as long as there is room, and go back to the heap when the
 * last array disposes of them or a finalizer finds them dropped.
 *
 * Finalizers run between the engine's tasks only. A synchronous loop that drops its results would fill linear memory
 * with garbage, so the bytes handed out since finalizers last ran are counted; past a bound, blocks are "spilled":
 * ordinary typed arrays, which the engine's collector reclaims at any time. Kernels see a spilled block through a linear
 * block that stands in for it from `address` to `settle`. What is still in use once finalizers have run moves to linear
 * memory at its next use, for good.
 */
import { Heap } from "./heap.ts";
import { maximumPages, memory, ownAddresses } from "./memory.ts";
import { spill } from "./spill.ts";

/** Owns bytes that a block borrows. */
export interface Owner {
  /** Called once, when no array uses the block any longer. */
  release(): void;
}

/** A block of bytes that arrays share: in linear memory, or, under pressure, in an ordinary typed array. */
export class Storage {
  nbytes: number;
  /** Address in linear memory; 0 while the bytes lie in `spilled` alone. */
  pointer = 0;
  /** The bytes outside linear memory, or null. While `pointer` is set too, those at `pointer` are the valid ones. */
  spilled: Uint8Array | null = null;
  /** Nothing has been written to `spilled` yet, so there is nothing to copy in. */
  blank = false;
  /** Arrays that use the block and have not been disposed. */
  references = 0;
  /** The epoch that counts the block's linear bytes. */
  epoch = 0;
  /** Who is told when a borrowed block is not in use any longer. */
  owner: Owner | undefined = undefined;

  constructor(nbytes: number) {
    this.nbytes = nbytes;
  }
}

/** Share of linear memory that one epoch may hand out before blocks are spilled. */
const epochShare = 3 / 8;
/** As long as an epoch has handed out no more than this, its next block gets linear memory, however large. */
const youngBytes = 2 ** 26;
/** Counted for a block besides its bytes, so that an epoch's tiny blocks are bounded in number too. */
const overheadBytes = 1024;
/** Share of linear memory kept free of blocks up to a third of it: what stands in for spilled blocks lies there. */
const headroomShare = 1 / 4;

let heap: Heap | null = null;
// Old versions of workerd have no registry: only `dispose` gives linear memory back there, and one epoch never ends.
const registry =
  typeof FinalizationRegistry === "undefined" ? null : /* @__PURE__ */ new FinalizationRegistry(finalize);

/** An epoch is the time between two runs of finalizers. */
let epoch = 0;
/** Linear bytes handed out in this epoch and not released since. */
let pending = 0;
/** Whether an object that announces the end of the epoch is registered. */
let announced = false;
/** Spilled blocks for which a linear block stands in. */
let resident: Storage[] = [];

/** Blocks up to this size stay registered when they are given back, for the next array of that size. */
const largestSpare = 2 ** 15;
/** Bytes that such blocks take at most. */
const mostSpareBytes = 2 ** 18;
/** Given back, a list for each size in units of 16 bytes. Registering costs more than all else that a small array needs. */
const spares: Storage[][] = /* @__PURE__ */ Array.from({ length: largestSpare / 16 + 1 }, () => []);
let spareBytes = 0;

/** The desk: scratch memory that is kept, so that a small one costs nothing. */
const deskBytes = 2 ** 16;
let deskPointer = 0;
let isDeskTaken = false;

/** Made for the first block: until then another memory may take the place of this one. */
function theHeap(): Heap {
  heap ??= new Heap(memory, ownAddresses, maximumPages);
  return heap;
}

/** Whether there has been any block in linear memory. */
export function isMemoryInUse(): boolean {
  return heap !== null;
}

/** A block of `nbytes` uninitialised bytes at a multiple of 16; `id` names the function that asks. */
export function allocate(id: string, nbytes: number): Storage {
  checkRequest(id, nbytes);
  const storage = takeSpare(nbytes) ?? new Storage(nbytes);
  if (storage.pointer || placeInLinearMemory(storage)) return storage;
  // Kernels could never reach what is longer than linear memory.
  if (nbytes > theHeap().capacity) throw exhausted(id, nbytes);
  try {
    storage.spilled = spill(nbytes);
  } catch {
    throw exhausted(id, nbytes);
  }
  storage.blank = true;
  return storage;
}

/** A block of `nbytes` zeros. Those that no block has covered before are not touched. */
export function allocateZeros(id: string, nbytes: number): Storage {
  const { untouched } = theHeap();
  const storage = allocate(id, nbytes);
  // A spilled block is made of zeros; it is not blank, it holds them.
  storage.blank = false;
  const used = Math.min(nbytes, untouched - storage.pointer);
  if (storage.pointer && used > 0) new Uint8Array(memory.buffer, storage.pointer, used).fill(0);
  return storage;
}

/** Bytes of linear memory that somebody else owns, as a block that is given back to the owner, or never where there is none. */
export function borrow(pointer: number, nbytes: number, owner?: Owner): Storage {
  const storage = new Storage(nbytes);
  storage.pointer = pointer;
  storage.owner = owner;
  if (owner) registry?.register(storage, owner, storage);
  else storage.references = 1;
  return storage;
}

/** One more array uses the block. */
export function retain(storage: Storage): void {
  storage.references++;
}

/** One array fewer uses the block; the last one gives the memory back. */
export function release(storage: Storage): void {
  if (--storage.references > 0 || !storage.pointer) return;
  if (storage.owner) {
    registry?.unregister(storage);
    storage.owner.release();
    return;
  }
  if (storage.spilled) {
    theHeap().free(storage.pointer);
    storage.pointer = 0;
    resident = resident.filter((other) => other !== storage);
    return;
  }
  if (storage.epoch === epoch) pending -= storage.nbytes + overheadBytes;
  if (!keepSpare(storage)) giveUp(storage);
}

/** Keeps a block that is given back for the next array of its size; false if it is too large, or there are enough. */
function keepSpare(storage: Storage): boolean {
  const units = (storage.nbytes + 15) >>> 4;
  if (storage.nbytes > largestSpare || spareBytes + 16 * units > mostSpareBytes) return false;
  spareBytes += 16 * units;
  spares[units].push(storage);
  return true;
}

/** A block of the size that has been kept, if there is one. */
function takeSpare(nbytes: number): Storage | undefined {
  if (nbytes > largestSpare) return undefined;
  const units = (nbytes + 15) >>> 4;
  const storage = spares[units].pop();
  if (!storage) return undefined;
  spareBytes -= 16 * units;
  storage.nbytes = nbytes;
  storage.epoch = epoch;
  pending += nbytes + overheadBytes;
  return storage;
}

/** Gives a block back to the heap. */
function giveUp(storage: Storage): void {
  theHeap().free(storage.pointer);
  storage.pointer = 0;
  registry?.unregister(storage);
}

/** Address of `nbytes` of the heap, 0 if there is no room even without the blocks that are kept. */
function reserve(nbytes: number): number {
  const pointer = theHeap().allocate(nbytes);
  if (pointer || spareBytes === 0) return pointer;
  for (const list of spares) for (const storage of list.splice(0)) giveUp(storage);
  spareBytes = 0;
  return theHeap().allocate(nbytes);
}

/**
 * Where kernels find the block. One that was spilled is in linear memory until `settle`, so an operation takes the
 * addresses it needs after all other operations it is made of.
 */
export function address(storage: Storage, id = "array"): number {
  if (!storage.pointer) bringIn(id, storage);
  return storage.pointer;
}

/** Where other threads find the block, for as long as it is in use. */
export function pin(storage: Storage, id: string): number {
  if (storage.spilled) {
    const pointer = reserve(storage.nbytes);
    if (!pointer) throw exhausted(id, storage.nbytes);
    settle();
    new Uint8Array(memory.buffer, pointer, storage.nbytes).set(storage.spilled);
    storage.spilled = null;
    storage.pointer = pointer;
    registry?.register(storage, pointer, storage);
  }
  return storage.pointer;
}

/** Ends an operation: blocks that were brought in go back to where they were. */
export function settle(): void {
  while (resident.length) {
    const storage = resident.pop()!;
    storage.spilled!.set(bytes(storage));
    theHeap().free(storage.pointer);
    storage.pointer = 0;
  }
}

/** The block's bytes as they are now. Not to be kept: growth detaches it. */
export function bytes(storage: Storage): Uint8Array {
  if (storage.pointer) return new Uint8Array(memory.buffer, storage.pointer, storage.nbytes);
  storage.blank = false;
  return storage.spilled!;
}

/** Calls `use` with the address of `nbytes` of scratch memory that is free again afterwards. */
export function withScratch<T>(id: string, nbytes: number, use: (pointer: number) => T): T {
  checkRequest(id, nbytes);
  const pointer = takeScratch(nbytes);
  if (!pointer) throw exhausted(id, nbytes);
  try {
    return use(pointer);
  } finally {
    if (pointer === deskPointer) isDeskTaken = false;
    else theHeap().free(pointer);
  }
}

/** A place for scratch memory: the desk, unless it is taken or too small. 0 if there is none. */
function takeScratch(nbytes: number): number {
  if (nbytes > deskBytes || isDeskTaken) return reserve(nbytes);
  deskPointer ||= theHeap().allocate(deskBytes);
  if (!deskPointer) return reserve(nbytes);
  isDeskTaken = true;
  return deskPointer;
}

function checkRequest(id: string, nbytes: number): void {
  if (Number.isSafeInteger(nbytes) && nbytes >= 0) return;
  throw new RangeError(`${id}: cannot allocate ${nbytes} bytes`);
}

/** Gives the block a place in linear memory until it is released or dropped, unless it had better be spilled. */
function placeInLinearMemory(storage: Storage): boolean {
  const { nbytes } = storage;
  const { capacity, available } = theHeap();
  const charge = nbytes + overheadBytes;
  if (pending + charge > capacity * epochShare && pending > youngBytes) return false;
  const headroom = capacity * headroomShare;
  if (available - nbytes < headroom && nbytes * 3 <= headroom) return false;
  storage.pointer = reserve(nbytes);
  if (!storage.pointer) return false;
  storage.epoch = epoch;
  // An object that is garbage at once: when its finalizer runs, those of dropped blocks have had their chance.
  if (!announced) registry?.register({}, 0);
  announced = true;
  pending += charge;
  registry?.register(storage, storage.pointer, storage);
  return true;
}

/** Brings a spilled block into linear memory: for good if there is room by now, until `settle` otherwise. */
function bringIn(id: string, storage: Storage): void {
  const spilled = storage.spilled!;
  if (placeInLinearMemory(storage)) storage.spilled = null;
  else {
    storage.pointer = reserve(storage.nbytes);
    if (!storage.pointer) throw exhausted(id, storage.nbytes);
    resident.push(storage);
  }
  if (!storage.blank) bytes(storage).set(spilled);
  storage.blank = false;
}

/** Frees the block at `held`, whose storage was dropped, or tells its owner; 0 ends the epoch. */
function finalize(held: number | Owner): void {
  if (typeof held === "object") held.release();
  else if (held) theHeap().free(held);
  else {
    epoch++;
    pending = 0;
    announced = false;
  }
}

/** The error for a request that cannot be met. The operation that asked is over, so what it had brought in goes back. */
function exhausted(id: string, nbytes: number): RangeError {
  settle();
  return new RangeError(
    `${id}: cannot allocate ${nbytes} bytes: ${theHeap().available} of the ${theHeap().capacity} bytes of linear memory are left`,
  );
}
