import { relaxedSimd, simd } from "wasm-feature-detect";
import { fetchFirst } from "./fetch.ts";

// Bundlers find the files by this very form of the address.
export const module = await fetchFirst([
  [relaxedSimd, new URL("../../../../build/core-relaxed.wasm", import.meta.url)],
  [simd, new URL("../../../../build/core.wasm", import.meta.url)],
]);
