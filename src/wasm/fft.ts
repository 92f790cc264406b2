import { first, load } from "./artefacts/node/fft.ts";
import { bind } from "./instance.ts";

export type Fft = Awaited<ReturnType<typeof import("../../build/fft.js").instantiate>>;

/** Kernels of the module `fft`. Functions taken out of it before `configure` would work on a memory that is no more. */
export let fft: Fft = /* @__PURE__ */ bind<Fft>(load, first, (exports) => {
  fft = exports;
});
