import { module } from "./artefacts/node/linalg.ts";
import { instantiate } from "./instance.ts";

export type Linalg = Awaited<ReturnType<typeof import("../../build/linalg.js").instantiate>>;

/** Kernels of the module `linalg`. */
export const linalg: Linalg = /* @__PURE__ */ instantiate<Linalg>(module);
