import { first, load } from "./artefacts/node/core.ts";
import { bind } from "./instance.ts";

export type Core = Awaited<ReturnType<typeof import("../../build/core.js").instantiate>>;

/** Kernels of the module `core`. Functions taken out of it before `configure` would work on a memory that is no more. */
export let core: Core = /* @__PURE__ */ bind<Core>(load, first, (exports) => {
  core = exports;
});
