import module from "../../../../build/ufunc-relaxed.wasm";
import { featuresOf, settings } from "../../settings.ts";
import { onlyArtefact } from "../artefact.ts";

// Bytes cannot be compiled here, so there is no choice at load; every version of workerd has relaxed SIMD.
export const load = /* @__PURE__ */ onlyArtefact("ufunc-relaxed", module);
export const first = /* @__PURE__ */ load(/* @__PURE__ */ featuresOf(settings));
