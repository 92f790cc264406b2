/** Writes the list of files at the end of a ZIP archive, its central directory. */
import { join } from "../reader.ts";
import { type Entry, flags, overflow16, overflow32, recordBytes, signatures, zip64Field } from "./format.ts";

/** The list of files at the end of an archive, which begins at `offset`. */
export function writeDirectory(entries: readonly Entry[], offset: number): Uint8Array {
  const records = entries.map(writeRecord);
  const size = records.reduce((sum, { length }) => sum + length, 0);
  const [count, place] = [entries.length, [size, offset] as const];
  const isWide = count >= overflow16 || place.some((number) => number >= overflow32);
  const end = new DataView(new ArrayBuffer(recordBytes.end));
  end.setUint32(0, signatures.end, true);
  for (const at of [8, 10]) end.setUint16(at, Math.min(count, overflow16), true);
  for (const [i, number] of place.entries()) end.setUint32(12 + 4 * i, Math.min(number, overflow32), true);
  return join([...records, ...(isWide ? writeEnd64(count, size, offset) : []), new Uint8Array(end.buffer)]);
}

function writeEnd64(count: number, size: number, offset: number): Uint8Array[] {
  const end = new DataView(new ArrayBuffer(recordBytes.end64));
  end.setUint32(0, signatures.end64, true);
  // The length of what follows this field.
  end.setBigUint64(4, BigInt(recordBytes.end64 - 12), true);
  for (const at of [12, 14]) end.setUint16(at, version, true);
  for (const at of [24, 32]) end.setBigUint64(at, BigInt(count), true);
  end.setBigUint64(40, BigInt(size), true);
  end.setBigUint64(48, BigInt(offset), true);
  const locator = new DataView(new ArrayBuffer(recordBytes.locator64));
  locator.setUint32(0, signatures.locator64, true);
  locator.setBigUint64(8, BigInt(offset + size), true);
  locator.setUint32(16, 1, true);
  return [end, locator].map(({ buffer }) => new Uint8Array(buffer));
}

/** That of the format with ZIP64, which all files are said to need, as by NumPy. */
export const version = 45;
/** On Unix, by which attributes are meant. */
const creator = 3 << 8;
/** Read and written by the owner. */
const attributes = 0o600 << 16;
/** The first of January 1980, as by NumPy, so that the same arrays make the same archive. */
export const date = (1 << 5) | 1;

function writeRecord({ name, method, flags: bits, crc, packed, size, offset }: Entry): Uint8Array {
  const text = new TextEncoder().encode(name);
  const wide = [size, packed, offset].filter((number) => number >= overflow32);
  const bytes = new Uint8Array(recordBytes.central + text.length + (wide.length ? 4 + 8 * wide.length : 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signatures.central, true);
  view.setUint16(4, creator | version, true);
  view.setUint16(6, version, true);
  view.setUint16(8, bits, true);
  view.setUint16(10, method, true);
  view.setUint16(14, date, true);
  view.setUint32(16, crc, true);
  view.setUint32(20, Math.min(packed, overflow32), true);
  view.setUint32(24, Math.min(size, overflow32), true);
  view.setUint16(28, text.length, true);
  view.setUint16(30, bytes.length - recordBytes.central - text.length, true);
  view.setUint32(38, attributes, true);
  view.setUint32(42, Math.min(offset, overflow32), true);
  bytes.set(text, recordBytes.central);
  if (wide.length) {
    const extra = recordBytes.central + text.length;
    view.setUint16(extra, zip64Field, true);
    view.setUint16(extra + 2, 8 * wide.length, true);
    for (const [i, number] of wide.entries()) view.setBigUint64(extra + 4 + 8 * i, BigInt(number), true);
  }
  return bytes;
}

/** Characters beyond ASCII are in UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them
export const nameFlags = (name: string): number => (/^[\x00-\x7f]*$/.test(name) ? 0 : flags.isUtf8);
