import baseline from "../../../../build/linalg.wasm?bytes";
import relaxed from "../../../../build/linalg-relaxed.wasm?bytes";
import { compileFirst } from "../compile.ts";

export const module = /* @__PURE__ */ compileFirst([() => relaxed, () => baseline]);
