import { first, load } from "./artefacts/node/linalg.ts";
import { bind } from "./instance.ts";

export type Linalg = Awaited<ReturnType<typeof import("../../build/linalg.js").instantiate>>;

/** Kernels of the module `linalg`. Functions taken out of it before `configure` would work on a memory that is no more. */
export let linalg: Linalg = /* @__PURE__ */ bind<Linalg>(load, first, (exports) => {
  linalg = exports;
});
