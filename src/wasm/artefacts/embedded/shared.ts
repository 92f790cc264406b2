const importSection = 2;
/** Limits of a shared memory: a flag, 1 page at least, 65536 at most. */
const sharedLimits = [3, 1, 0x80, 0x80, 4];

/**
 * The artefact for a shared memory, made of the one for a memory that is not: they differ in nothing but the limits of
 * the one import, so that there is no need to embed both.
 */
export function shareMemory(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  // Past the magic number and the version, sections: what it is, its length, its contents.
  let at = 8;
  let [length, start] = sizeAt(bytes, at + 1);
  while (bytes[at] !== importSection) {
    at = start + length;
    [length, start] = sizeAt(bytes, at + 1);
  }
  // The memory is the only import; its limits, a flag and 1 page, are the last bytes of a section of some 20.
  const unshared = start + length - 2;
  const added = sharedLimits.length - 2;
  const shared = new Uint8Array(bytes.length + added);
  shared.set(bytes.subarray(0, unshared));
  shared[at + 1] += added;
  shared.set(sharedLimits, unshared);
  shared.set(bytes.subarray(start + length), start + length + added);
  return shared;
}

/** An unsigned LEB128 number, and where what follows it starts. */
function sizeAt(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
}
