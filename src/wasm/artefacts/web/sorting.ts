import { featuresOf, settings } from "../../settings.ts";
import type { Features } from "../artefact.ts";
import { fetchFirst } from "./fetch.ts";

// Bundlers find the files by this very form of the address.
const urls: { readonly [name: string]: URL } = {
  sorting: new URL("../../../../build/sorting.wasm", import.meta.url),
  "sorting-relaxed": new URL("../../../../build/sorting-relaxed.wasm", import.meta.url),
  "sorting-threads": new URL("../../../../build/sorting-threads.wasm", import.meta.url),
  "sorting-relaxed-threads": new URL("../../../../build/sorting-relaxed-threads.wasm", import.meta.url),
};

export const load = (features: Features) => fetchFirst("sorting", features, urls);
export const first = await load(featuresOf(settings));
