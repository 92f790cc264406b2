import { first, load } from "./artefacts/node/ufunc.ts";
import { bind } from "./instance.ts";

export type Ufunc = Awaited<ReturnType<typeof import("../../build/ufunc.js").instantiate>>;

/** Kernels of the module `ufunc`. Functions taken out of it before `configure` would work on a memory that is no more. */
export let ufunc: Ufunc = /* @__PURE__ */ bind<Ufunc>(load, first, (exports) => {
  ufunc = exports;
});
