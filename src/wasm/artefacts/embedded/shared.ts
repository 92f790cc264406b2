const importSection = 2;
/** What says that a memory is shared and has a maximum. */
const sharedFlag = 3;
/** The maximum: 65536 pages. */
const maximum = [0x80, 0x80, 4];

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
  // The memory is the only import; its limits, a flag and a minimum of one byte, end a section of some 20 bytes.
  const end = start + length;
  const shared = new Uint8Array(bytes.length + maximum.length);
  shared.set(bytes.subarray(0, end));
  shared[at + 1] += maximum.length;
  shared[end - 2] = sharedFlag;
  shared.set(maximum, end);
  shared.set(bytes.subarray(end), end + maximum.length);
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
