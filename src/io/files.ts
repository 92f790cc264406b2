/** Files, where there are any: Node, Deno and Bun. */
import type { WasmArray } from "../array/wasm-array.ts";
import { builtin } from "../np/internal.ts";

export type FileSystem = typeof import("node:fs");

/** The file system. @throws Error where there is none; `purpose` says what wants it */
export function fileSystem(purpose: string): FileSystem {
  const fs = builtin<FileSystem>("node:fs");
  if (!fs) throw new Error(`${purpose}: there is no file system here`);
  return fs;
}

/** The path that a "file:" URL or a text means. */
export function pathOf(place: string | URL): string {
  const text = String(place);
  if (!text.startsWith("file:")) return text;
  return builtin<typeof import("node:url")>("node:url")!.fileURLToPath(text);
}

/** The bytes of a contiguous array where they lie; a view that holds until memory grows. */
export function bytesIn({ data }: WasmArray): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Systems read less than 2 GiB at a time. */
const mostBytes = 2 ** 30;

/**
 * Fills `bytes` from a file that is open, from `position` on.
 * @returns how many bytes there were; fewer than wanted where the file ends
 */
export function readFully(fs: FileSystem, descriptor: number, bytes: Uint8Array, position: number): number {
  let done = 0;
  while (done < bytes.byteLength) {
    const wanted = Math.min(bytes.byteLength - done, mostBytes);
    const count = fs.readSync(descriptor, bytes, done, wanted, position + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

/** Calls `use` with an open file, which is closed afterwards. */
export function withFile<T>(fs: FileSystem, path: string, use: (descriptor: number) => T): T {
  const descriptor = fs.openSync(path, "r");
  try {
    return use(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
