import { featuresOf, settings } from "../../settings.ts";
import type { Features } from "../artefact.ts";
import { fetchFirst } from "./fetch.ts";

// Bundlers find the files by this very form of the address.
const urls: { readonly [name: string]: URL } = {
  linalg: new URL("../../../../build/linalg.wasm", import.meta.url),
  "linalg-relaxed": new URL("../../../../build/linalg-relaxed.wasm", import.meta.url),
  "linalg-threads": new URL("../../../../build/linalg-threads.wasm", import.meta.url),
  "linalg-relaxed-threads": new URL("../../../../build/linalg-relaxed-threads.wasm", import.meta.url),
};

export const load = (features: Features) => fetchFirst("linalg", features, urls);
export const first = await load(featuresOf(settings));
