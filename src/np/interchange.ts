/** Data interchange: https://data-apis.org/array-api/2025.12/design_topics/data_interchange.html */
import { type DLPackProducer, importTensor } from "../array/dlpack.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { checkDevice, checkFlag, checkOptions } from "./options.ts";

export type { DLPackOptions, DLPackProducer, DLTensor } from "../array/dlpack.ts";

export interface InterchangeOptions {
  device?: "cpu" | null | undefined;
  /** true always copies, false never does; without it, or null, memory is shared where that can be. */
  copy?: boolean | null | undefined;
}

/**
 * An array of whatever has the methods `__dlpack__` and `__dlpack_device__`: those of this package do, over the same memory.
 * Python's capsule is an object here that has the fields of DLPack's struct DLTensor.
 * @throws TypeError for what has no such methods, and where a copy is needed but not allowed; DTypeError for elements of
 *   another type, IndexError for a tensor that does not lie in its memory
 * @example np.from_dlpack(np.asarray([1, 2])) // array([1., 2.])
 */
export function from_dlpack(x: DLPackProducer, options: InterchangeOptions = {}): WasmArray {
  const id = "from_dlpack";
  checkOptions(id, options, ["device", "copy"]);
  checkDevice(id, options.device);
  const copy = checkFlag(id, "copy", options.copy ?? undefined) ?? null;
  if (typeof x?.__dlpack__ !== "function" || typeof x.__dlpack_device__ !== "function") {
    throw new TypeError(`${id}: ${String(x)} has not the methods __dlpack__ and __dlpack_device__`);
  }
  return importTensor(id, x.__dlpack__({ max_version: [1, 0] }), copy);
}
