import module from "../../../../build/reduce-relaxed.wasm";
import { featuresOf, settings } from "../../settings.ts";
import { onlyArtefact } from "../artefact.ts";

// Bytes cannot be compiled here, so there is no choice at load; every version of workerd has relaxed SIMD.
export const load = /* @__PURE__ */ onlyArtefact("reduce-relaxed", module);
export const first = /* @__PURE__ */ load(/* @__PURE__ */ featuresOf(settings));
