import { coerce } from "../array/convert.ts";
import { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/overridable.ts";
import { type DLPackProducer, from_dlpack } from "./interchange.ts";
import type { Coercible } from "./operand.ts";

/**
 * The elements of an array of any kind in a WasmArray, once they are there: what lies on a GPU is read back, what is lazy is
 * computed. A WasmArray is the result itself; anything that lends its memory by `__dlpack__`, or that `asarray` takes, becomes one.
 * Array classes answer it as any other public function (docs/protocol.md).
 *
 * Throws a TypeError for what is no array.
 *
 * @example await np.toHost([1, 2]) // array([1., 2.])
 */
export const toHost = /* @__PURE__ */ overridable(
  "toHost",
  (x) => [x],
  async (x: WasmArray | DLPackProducer | Coercible | object): Promise<WasmArray> => {
    if (x instanceof WasmArray) return x;
    return "__dlpack__" in Object(x) ? from_dlpack(x as DLPackProducer) : coerce("toHost", x);
  },
);
