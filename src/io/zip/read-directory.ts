/** Reads the list of files at the end of a ZIP archive, its central directory. */
import { Reader } from "../reader.ts";
import type { SeekableSource } from "../source.ts";
import { type Entry, overflow16, overflow32, recordBytes, signatures, zip64Field } from "./format.ts";

/** The files that an archive holds. `name` is the function and the archive, as errors are to name them. */
export async function readDirectory(name: string, source: SeekableSource): Promise<Entry[]> {
  const { count, offset, size } = await locate(name, source);
  const bytes = await readPart(source, offset, offset + size);
  if (bytes.length < size) throw new Error(`${name}: the archive is cut off, or no archive`);
  const entries: Entry[] = [];
  for (let at = 0; entries.length < count; ) {
    const record = viewOf(bytes, at, recordBytes.central);
    if (record?.getUint32(0, true) !== signatures.central) {
      throw new Error(`${name}: the archive lists ${count} files, but ends after ${entries.length}`);
    }
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => record.getUint16(field, true));
    const [text, extra] = [at + recordBytes.central, at + recordBytes.central + nameBytes];
    const file = new TextDecoder().decode(bytes.subarray(text, extra));
    entries.push(readEntry(name, record, file, bytes.subarray(extra, extra + extraBytes)));
    at = extra + extraBytes + commentBytes;
  }
  checkEntries(name, entries, offset);
  return entries;
}

/** A file's record in the list. */
function readEntry(name: string, record: DataView, file: string, extra: Uint8Array): Entry {
  const fields = [24, 20, 42].map((at) => record.getUint32(at, true));
  const [size, packed, offset] = fields.includes(overflow32) ? widen(name, fields, extra) : fields;
  return {
    name: file,
    method: record.getUint16(10, true),
    flags: record.getUint16(8, true),
    crc: record.getUint32(16, true),
    packed,
    size,
    offset,
  };
}

/** Fills in the numbers that the extra field of ZIP64 has. */
function widen(name: string, fields: readonly number[], extra: Uint8Array): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    const view = new DataView(extra.buffer, extra.byteOffset + at);
    const length = view.getUint16(2, true);
    if (view.getUint16(0, true) === zip64Field && at + 4 + length <= extra.length) {
      let next = 4;
      return fields.map((field) => {
        if (field !== overflow32) return field;
        next += 8;
        return next <= 4 + length ? Number(view.getBigUint64(next - 8, true)) : Number.NaN;
      });
    }
    at += 4 + length;
  }
  throw new Error(`${name}: the archive lacks a field of ZIP64`);
}

/** Refuses files that are listed twice, or lie over each other or outside of the archive. */
function checkEntries(name: string, entries: readonly Entry[], end: number): void {
  const names = new Set<string>();
  for (const entry of entries) {
    if (names.has(entry.name)) throw new Error(`${name}: the archive has two files ${entry.name}`);
    names.add(entry.name);
  }
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  for (const [i, entry] of sorted.entries()) {
    const least = entry.offset + recordBytes.local + entry.packed;
    // Not so for NaN either.
    if (least <= (sorted[i + 1]?.offset ?? end)) continue;
    throw new Error(`${name}: the file ${entry.name} lies over another one, or outside of the archive`);
  }
}

/** Where the list of files is. */
interface Location {
  readonly count: number;
  readonly offset: number;
  readonly size: number;
}

async function locate(name: string, source: SeekableSource): Promise<Location> {
  const most = recordBytes.end + overflow16 + recordBytes.locator64;
  const tailStart = Math.max(0, source.size - most);
  const tail = await readPart(source, tailStart, source.size);
  // A comment may follow the record, which holds the length of that: searched for from the end.
  for (let at = tail.length - recordBytes.end; at >= 0; at--) {
    const end = viewOf(tail, at, recordBytes.end)!;
    if (end.getUint32(0, true) !== signatures.end) continue;
    if (at + recordBytes.end + end.getUint16(20, true) !== tail.length) continue;
    const found = {
      count: end.getUint16(10, true),
      size: end.getUint32(12, true),
      offset: end.getUint32(16, true),
    };
    const isWide = found.count === overflow16 || found.size === overflow32 || found.offset === overflow32;
    const location = isWide ? ((await locate64(source, tail, at)) ?? found) : found;
    if (!(location.offset + location.size <= tailStart + at)) break;
    return location;
  }
  throw new Error(`${name}: the archive is cut off, or no archive`);
}

/** The place in the record of ZIP64 that a locator before the one at `at` leads to. */
async function locate64(source: SeekableSource, tail: Uint8Array, at: number): Promise<Location | undefined> {
  const locator = viewOf(tail, at - recordBytes.locator64, recordBytes.locator64);
  if (locator?.getUint32(0, true) !== signatures.locator64) return undefined;
  const start = Number(locator.getBigUint64(8, true));
  if (start + recordBytes.end64 > source.size) return undefined;
  const end = viewOf(await readPart(source, start, start + recordBytes.end64), 0, recordBytes.end64);
  if (end?.getUint32(0, true) !== signatures.end64) return undefined;
  const [count, size, offset] = [32, 40, 48].map((field) => Number(end.getBigUint64(field, true)));
  return { count, size, offset };
}

/** A view of a record of `length` bytes, undefined if the bytes do not reach so far. */
export function viewOf(bytes: Uint8Array, at: number, length: number): DataView | undefined {
  if (at < 0 || at + length > bytes.length) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset + at, length);
}

/** The bytes from `start` up to `end`, or as many of them as there are. */
export async function readPart(source: SeekableSource, start: number, end: number): Promise<Uint8Array> {
  const reader = new Reader(source.read(start, end));
  try {
    return await reader.take(end - start);
  } finally {
    await reader.close();
  }
}
