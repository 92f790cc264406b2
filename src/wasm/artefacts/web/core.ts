import { featuresOf, settings } from "../../settings.ts";
import type { Features } from "../artefact.ts";
import { fetchFirst } from "./fetch.ts";

// Bundlers find the files by this very form of the address.
const urls: { readonly [name: string]: URL } = {
  core: new URL("../../../../build/core.wasm", import.meta.url),
  "core-relaxed": new URL("../../../../build/core-relaxed.wasm", import.meta.url),
  "core-threads": new URL("../../../../build/core-threads.wasm", import.meta.url),
  "core-relaxed-threads": new URL("../../../../build/core-relaxed-threads.wasm", import.meta.url),
};

export const load = (features: Features) => fetchFirst("core", features, urls);
export const first = await load(featuresOf(settings));
