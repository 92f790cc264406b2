import { compileFirst } from "../compile.ts";
import { read } from "./read.ts";

export const module = /* @__PURE__ */ compileFirst([() => read("linalg-relaxed"), () => read("linalg")]);
