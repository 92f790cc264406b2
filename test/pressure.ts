import type { allocate } from "../src/wasm/storage.ts";

/** Drops blocks until new ones are spilled, as they then are until finalizers run. */
export function spillFromNowOn(get: typeof allocate): void {
  const isSpilled = (nbytes: number) => get("test", nbytes).spilled !== null;
  for (const nbytes of [2 ** 26, 2 ** 20, 1000]) {
    while (!isSpilled(0) && !isSpilled(nbytes));
  }
}
