import { first, load } from "./artefacts/node/random.ts";
import { bind } from "./instance.ts";

export type Random = Awaited<ReturnType<typeof import("../../build/random.js").instantiate>>;

/** Kernels of the module `random`. Functions taken out of it before `configure` would work on a memory that is no more. */
export let random: Random = /* @__PURE__ */ bind<Random>(load, first, (exports) => {
  random = exports;
});
