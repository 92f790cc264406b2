import type { WasmArray } from "../array/wasm-array.ts";
import { checkDType, type DType } from "../dtype.ts";
import { checkDevice, checkOptions } from "./options.ts";

/** What functions that create arrays take. */
export interface CreationOptions<A = WasmArray> {
  dtype?: DType | null;
  /** Where the array lies: there is only "cpu". */
  device?: "cpu" | null;
  /** An array whose class makes the result, if it answers the protocol (NEP 35). */
  like?: A | null;
}

export interface LikeOptions {
  /** The dtype of the given array by default. */
  dtype?: DType | null;
  device?: "cpu" | null;
}

/** Checked options: the dtype asked for, if one was. */
export function checkCreation(id: string, options: LikeOptions, ...others: string[]): DType | undefined {
  checkOptions(id, options, ["dtype", "device", ...others]);
  const { device, dtype } = options;
  checkDevice(id, device);
  return dtype === undefined || dtype === null ? undefined : checkDType(id, dtype);
}
