/** Writes ZIP archives as NumPy does: what is stored, byte for byte. */
import { crc32 } from "./crc32.ts";
import { importFflate, throughStream } from "./fflate.ts";
import { type Entry, flags, methods, overflow32, recordBytes, signatures, zip64Field } from "./format.ts";
import { date, nameFlags, version, writeDirectory } from "./write-directory.ts";

/** A file to be put into an archive. Its pieces can be asked for more than once, and hold until the next one is. */
export interface Member {
  readonly name: string;
  pieces(): Iterable<Uint8Array>;
}

/** Bytes that are compressed at a time. */
const plainPiece = 2 ** 16;

/** The bytes of an archive in pieces. */
export async function* writeArchive(
  id: string,
  members: readonly Member[],
  isCompressed: boolean,
): AsyncGenerator<Uint8Array> {
  const entries: Entry[] = [];
  const write = isCompressed ? deflateMember : storeMember;
  let offset = 0;
  for (const member of members) {
    const entry = yield* write(id, member, offset);
    entries.push(entry);
    offset += entry.end - entry.offset;
  }
  yield writeDirectory(entries, offset);
}

/** A file that has been written, and where it ends. */
type Written = Entry & { readonly end: number };

/** Its header says how long it is and what its check sum is: both are found out before. */
async function* storeMember(_: string, member: Member, offset: number): AsyncGenerator<Uint8Array, Written> {
  let [size, crc] = [0, 0];
  for (const piece of member.pieces()) {
    size += piece.length;
    crc = crc32(piece, crc);
  }
  const { name } = member;
  const entry = { name, method: methods.stored, flags: nameFlags(name), crc, packed: size, size, offset };
  const header = writeLocal(entry);
  yield header;
  yield* member.pieces();
  return { ...entry, end: offset + header.length + size };
}

/** How long it is stands behind it, as it is known then only. */
async function* deflateMember(
  id: string,
  member: Member,
  offset: number,
): AsyncGenerator<Uint8Array, Written> {
  const { Deflate } = await importFflate(id);
  const { name } = member;
  const bits = nameFlags(name) | flags.hasDescriptor;
  const method = methods.deflated;
  const header = writeLocal({ name, method, flags: bits, crc: 0, packed: 0, size: 0, offset });
  yield header;
  let [size, crc, packed] = [0, 0, 0];
  function* plain(): Generator<Uint8Array> {
    for (const piece of member.pieces()) {
      size += piece.length;
      crc = crc32(piece, crc);
      yield piece;
    }
  }
  for await (const piece of throughStream(new Deflate(), plain(), plainPiece)) {
    packed += piece.length;
    yield piece;
  }
  const descriptor = new DataView(new ArrayBuffer(24));
  descriptor.setUint32(0, signatures.descriptor, true);
  descriptor.setUint32(4, crc, true);
  descriptor.setBigUint64(8, BigInt(packed), true);
  descriptor.setBigUint64(16, BigInt(size), true);
  yield new Uint8Array(descriptor.buffer);
  const end = offset + header.length + packed + descriptor.byteLength;
  return { name, method, flags: bits, crc, packed, size, offset, end };
}

/** A file's own header, which has its lengths in the field of ZIP64. */
function writeLocal({ name, method, flags: bits, crc, packed, size }: Entry): Uint8Array {
  const text = new TextEncoder().encode(name);
  const extra = recordBytes.local + text.length;
  const bytes = new Uint8Array(extra + 20);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signatures.local, true);
  view.setUint16(4, version, true);
  view.setUint16(6, bits, true);
  view.setUint16(8, method, true);
  view.setUint16(12, date, true);
  view.setUint32(14, crc, true);
  view.setUint32(18, overflow32, true);
  view.setUint32(22, overflow32, true);
  view.setUint16(26, text.length, true);
  view.setUint16(28, 20, true);
  bytes.set(text, recordBytes.local);
  view.setUint16(extra, zip64Field, true);
  view.setUint16(extra + 2, 16, true);
  view.setBigUint64(extra + 4, BigInt(size), true);
  view.setBigUint64(extra + 12, BigInt(packed), true);
  return bytes;
}
