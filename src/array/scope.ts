import type { WasmArray } from "./wasm-array.ts";

const arrays: WasmArray[] | null = null;

/** Notes a new array for the scope that is open, if any. */
export function track(array: WasmArray): void {
  arrays?.push(array);
}
