import { featuresOf, settings } from "../../settings.ts";
import { compileFirst, type Features } from "../artefact.ts";
import { read } from "./read.ts";

export const load = (features: Features) => compileFirst("reduce", features, read);
export const first = /* @__PURE__ */ load(/* @__PURE__ */ featuresOf(settings));
