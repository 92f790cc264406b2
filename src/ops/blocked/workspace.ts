import { withScratch } from "../../wasm/storage.ts";

/** Bytes from column to column of n elements in scratch memory: long columns do not all start in the same set of a cache. */
export function columnStep(n: number, size: number): number {
  const bytes = n * size;
  return bytes < 1024 ? bytes : (Math.ceil(bytes / 64) | 1) * 64;
}

/** Calls `use` with addresses of so many bytes each of scratch memory, at multiples of 64. */
export function withParts<T>(id: string, bytes: readonly number[], use: (at: number[]) => T): T {
  const room = bytes.map((count) => Math.ceil(count / 64) * 64);
  const total = room.reduce((sum, count) => sum + count, 64);
  return withScratch(id, total, (pointer) => {
    let at = Math.ceil(pointer / 64) * 64;
    return use(
      room.map((count) => {
        at += count;
        return at - count;
      }),
    );
  });
}
