import { featuresOf, settings } from "../../settings.ts";
import type { Features } from "../artefact.ts";
import { fetchFirst } from "./fetch.ts";

// Bundlers find the files by this very form of the address.
const urls: { readonly [name: string]: URL } = {
  random: new URL("../../../../build/random.wasm", import.meta.url),
  "random-relaxed": new URL("../../../../build/random-relaxed.wasm", import.meta.url),
  "random-threads": new URL("../../../../build/random-threads.wasm", import.meta.url),
  "random-relaxed-threads": new URL("../../../../build/random-relaxed-threads.wasm", import.meta.url),
};

export const load = (features: Features) => fetchFirst("random", features, urls);
export const first = await load(featuresOf(settings));
