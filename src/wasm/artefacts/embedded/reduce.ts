import baseline from "../../../../build/reduce.wasm?bytes";
import relaxed from "../../../../build/reduce-relaxed.wasm?bytes";
import { featuresOf, settings } from "../../settings.ts";
import { compileFirst, type Features } from "../artefact.ts";
import { shareMemory } from "./shared.ts";

function read(name: string): Uint8Array<ArrayBuffer> {
  const bytes = name.includes("relaxed") ? relaxed : baseline;
  return name.endsWith("threads") ? shareMemory(bytes) : bytes;
}

export const load = (features: Features) => compileFirst("reduce", features, read);
export const first = /* @__PURE__ */ load(/* @__PURE__ */ featuresOf(settings));
