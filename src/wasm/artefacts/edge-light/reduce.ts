import module from "../../../../build/reduce.wasm?module";
import { featuresOf, settings } from "../../settings.ts";
import { onlyArtefact } from "../artefact.ts";

// Bytes cannot be compiled here, so there is no choice at load. The local emulators run in Node, which may lack relaxed SIMD.
export const load = /* @__PURE__ */ onlyArtefact("reduce", module);
export const first = /* @__PURE__ */ load(/* @__PURE__ */ featuresOf(settings));
