import type { WasmArray } from "./wasm-array.ts";

/** The array that each `data` is of: who holds the data keeps the array. */
export const dataOwners: WeakMap<object, WasmArray> = /* @__PURE__ */ new WeakMap();
