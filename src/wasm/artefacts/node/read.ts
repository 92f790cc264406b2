import { readFileSync } from "node:fs";

/** Reads an artefact. Synchronous, so that the package can be loaded by `require`. */
export function read(artefact: string): Uint8Array<ArrayBuffer> {
  return readFileSync(new URL(`../../../../build/${artefact}.wasm`, import.meta.url));
}
