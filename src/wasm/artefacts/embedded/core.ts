import baseline from "../../../../build/core.wasm?bytes";
import relaxed from "../../../../build/core-relaxed.wasm?bytes";
import { compileFirst } from "../compile.ts";

export const module = /* @__PURE__ */ compileFirst([() => relaxed, () => baseline]);
