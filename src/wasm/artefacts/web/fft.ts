import { featuresOf, settings } from "../../settings.ts";
import type { Features } from "../artefact.ts";
import { fetchFirst } from "./fetch.ts";

// Bundlers find the files by this very form of the address.
const urls: { readonly [name: string]: URL } = {
  fft: new URL("../../../../build/fft.wasm", import.meta.url),
  "fft-relaxed": new URL("../../../../build/fft-relaxed.wasm", import.meta.url),
  "fft-threads": new URL("../../../../build/fft-threads.wasm", import.meta.url),
  "fft-relaxed-threads": new URL("../../../../build/fft-relaxed-threads.wasm", import.meta.url),
};

export const load = (features: Features) => fetchFirst("fft", features, urls);
export const first = await load(featuresOf(settings));
