import { module } from "./artefacts/node/core.ts";
import { instantiate } from "./instance.ts";

export type Core = Awaited<ReturnType<typeof import("../../build/core.js").instantiate>>;

/** Kernels of the module `core`. */
export const core: Core = /* @__PURE__ */ instantiate<Core>(module);
