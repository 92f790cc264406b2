import { first, load } from "./artefacts/node/sorting.ts";
import { bind } from "./instance.ts";

export type Sorting = Awaited<ReturnType<typeof import("../../build/sorting.js").instantiate>>;

/** Kernels of the module `sorting`. Functions taken out of it before `configure` would work on a memory that is no more. */
export let sorting: Sorting = /* @__PURE__ */ bind<Sorting>(load, first, (exports) => {
  sorting = exports;
});
