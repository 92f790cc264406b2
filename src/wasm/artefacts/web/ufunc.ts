import { featuresOf, settings } from "../../settings.ts";
import type { Features } from "../artefact.ts";
import { fetchFirst } from "./fetch.ts";

// Bundlers find the files by this very form of the address.
const urls: { readonly [name: string]: URL } = {
  ufunc: new URL("../../../../build/ufunc.wasm", import.meta.url),
  "ufunc-relaxed": new URL("../../../../build/ufunc-relaxed.wasm", import.meta.url),
  "ufunc-threads": new URL("../../../../build/ufunc-threads.wasm", import.meta.url),
  "ufunc-relaxed-threads": new URL("../../../../build/ufunc-relaxed-threads.wasm", import.meta.url),
};

export const load = (features: Features) => fetchFirst("ufunc", features, urls);
export const first = await load(featuresOf(settings));
