/** Reads a file of a ZIP archive. */
import type { SeekableSource } from "../source.ts";
import { crc32 } from "./crc32.ts";
import { importFflate, throughStream } from "./fflate.ts";
import { type Entry, flags, methods, recordBytes, signatures } from "./format.ts";
import { readPart, viewOf } from "./read-directory.ts";

/** Most bytes that a byte can be unpacked to: a block of Deflate needs two bits for 258. */
const largestRatio = 1032;

/** Bytes that are unpacked at a time, so that what comes out of them stays small. */
const packedPiece = 2 ** 13;

/**
 * The bytes of a file in pieces. They are as many as the archive says, or it throws, at the first byte too many; and at the end if
 * their check sum is another one.
 * @param name function and archive, as errors are to name them
 */
export async function* readFile(
  id: string,
  name: string,
  source: SeekableSource,
  entry: Entry,
): AsyncGenerator<Uint8Array> {
  checkEntry(name, entry);
  const start = await findStart(name, source, entry);
  const packed = source.read(start, start + entry.packed);
  let crc = 0;
  let length = 0;
  for await (const piece of entry.method === methods.stored
    ? packed
    : inflate(id, name, entry.name, packed)) {
    length += piece.length;
    if (length > entry.size) break;
    crc = crc32(piece, crc);
    yield piece;
  }
  if (length !== entry.size || crc !== entry.crc) {
    throw new Error(
      `${name}: the file ${entry.name} is damaged: its length or its check sum is not what the archive says`,
    );
  }
}

/** Refuses what cannot be read, and what cannot become as large as it says. */
function checkEntry(name: string, { name: file, method, flags: bits, packed, size }: Entry): void {
  if (bits & flags.isEncrypted) throw new Error(`${name}: the file ${file} is encrypted`);
  if (method !== methods.stored && method !== methods.deflated) {
    throw new Error(`${name}: the file ${file} is compressed by method ${method}; only Deflate is read`);
  }
  const most = method === methods.stored ? packed : packed * largestRatio;
  if (size <= most) return;
  throw new Error(`${name}: the file ${file} cannot hold ${size} bytes in ${packed}`);
}

/** Where the bytes are: after the file's own header. */
async function findStart(name: string, source: SeekableSource, entry: Entry): Promise<number> {
  const { offset } = entry;
  const record = viewOf(await readPart(source, offset, offset + recordBytes.local), 0, recordBytes.local);
  if (record?.getUint32(0, true) === signatures.local) {
    const start = offset + recordBytes.local + record.getUint16(26, true) + record.getUint16(28, true);
    if (start + entry.packed <= source.size) return start;
  }
  throw new Error(`${name}: the file ${entry.name} is not where the archive says`);
}

async function* inflate(
  id: string,
  name: string,
  file: string,
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { Inflate } = await importFflate(id);
  try {
    yield* throughStream(new Inflate(), packed, packedPiece);
  } catch (cause) {
    // The package's own errors have numbers.
    if (typeof (cause as { code?: unknown }).code !== "number") throw cause;
    throw new Error(`${name}: the file ${file} is damaged: ${(cause as Error).message}`, { cause });
  }
}
