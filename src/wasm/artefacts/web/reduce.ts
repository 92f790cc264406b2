import { featuresOf, settings } from "../../settings.ts";
import type { Features } from "../artefact.ts";
import { fetchFirst } from "./fetch.ts";

// Bundlers find the files by this very form of the address.
const urls: { readonly [name: string]: URL } = {
  reduce: new URL("../../../../build/reduce.wasm", import.meta.url),
  "reduce-relaxed": new URL("../../../../build/reduce-relaxed.wasm", import.meta.url),
  "reduce-threads": new URL("../../../../build/reduce-threads.wasm", import.meta.url),
  "reduce-relaxed-threads": new URL("../../../../build/reduce-relaxed-threads.wasm", import.meta.url),
};

export const load = (features: Features) => fetchFirst("reduce", features, urls);
export const first = await load(featuresOf(settings));
