const slabBytes = 16384;
/** Blocks up to this size share a buffer: a view costs the engine a thirtieth of a buffer of its own. */
const largestShared = 1024;
const alignment = 16;

let slab = new ArrayBuffer(0);
let top = 0;

/** An ordinary typed array of `nbytes`, at a multiple of 16 of its buffer; throws what the engine throws when it has no room. */
export function spill(nbytes: number): Uint8Array {
  if (nbytes > largestShared) return new Uint8Array(nbytes);
  if (top + nbytes > slab.byteLength) {
    slab = new ArrayBuffer(slabBytes);
    top = 0;
  }
  const block = new Uint8Array(slab, top, nbytes);
  top += Math.ceil(nbytes / alignment) * alignment;
  return block;
}
