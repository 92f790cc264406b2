import { first, load } from "./artefacts/node/reduce.ts";
import { bind } from "./instance.ts";

export type Reduce = Awaited<ReturnType<typeof import("../../build/reduce.js").instantiate>>;

/** Kernels of the module `reduce`. Functions taken out of it before `configure` would work on a memory that is no more. */
export let reduce: Reduce = /* @__PURE__ */ bind<Reduce>(load, first, (exports) => {
  reduce = exports;
});
