/** Between arrays of jax-js and WasmArrays: one copy each way. */

import type { Conversion } from "../../dispatch/conversion.ts";
import { dtypes, type TypedArray } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";
import * as np from "../../index.ts";
import { sizeOf } from "../../shape.ts";
import { arraysIn } from "../arguments.ts";
import { checkHeld, type HeldDType, isHost, narrow } from "./dtypes.ts";
import { type JaxArray, jax } from "./peer.ts";

export const isJaxArray = (value: unknown): value is JaxArray => value instanceof jax.Array;

/** The arrays of jax-js among arguments: also those in lists and in options. */
export const jaxArraysIn = (args: readonly unknown[]): JaxArray[] => arraysIn(args, isJaxArray);

/** How `id` borrows the implementation for WasmArray: results lie on the device of the first array of its arguments. */
export function conversionFor(id: string, arrays: readonly JaxArray[]): Conversion<JaxArray> {
  const device = arrays[0]?.device ?? jax.defaultDevice();
  return {
    to(x) {
      if (readsAtOnce(x.device)) return toWasm(x, id, x.ref.dataSync());
      throw new TypeError(
        `${id}: jax-js does not compute this, and its device ${x.device} is not read at once: call it on await np.toHost(x)`,
      );
    },
    from: (x: np.WasmArray) => toJax(x, narrow(id, x.dtype, device), device),
  };
}

let readsGPUs = false;
const readable = new Map<string, boolean>();

/**
 * Whether functions that jax-js lacks may read arrays from a GPU without waiting, which they may not by default: jax-js does so by way of
 * a canvas, for which the page stops, and some browsers lose the GPU over it (Chromium with its software adapter does).
 */
export function readGPUsAtOnce(allowed: boolean): void {
  readsGPUs = allowed;
}

/** Whether a device is read without waiting, and what is read is what was written: some canvases give nothing but zeros. */
function readsAtOnce(device: JaxArray["device"]): boolean {
  if (isHost(device)) return true;
  if (!readsGPUs) return false;
  let known = readable.get(device);
  if (known === undefined) {
    const [one, other] = jax.numpy
      .array(Float32Array.of(1.5, -3), { dtype: "float32" as never, device })
      .dataSync();
    known = one === 1.5 && other === -3;
    readable.set(device, known);
  }
  return known;
}

/** The elements of `x`, which have been read, as a WasmArray. */
export function toWasm(x: JaxArray, id: string, data: ArrayLike<number>): np.WasmArray {
  const dtype = checkHeld(id, x.dtype);
  const array = np.empty(x.shape, { dtype });
  // Booleans are read as 32-bit integers.
  if (dtype === "bool") array.data.set(Array.from(data, (value) => Number(value !== 0)) as never);
  else array.data.set(data as never);
  return array;
}

/** A WasmArray as an array of jax-js on a device. */
export function toJax(x: np.WasmArray, dtype: HeldDType, device: JaxArray["device"]): JaxArray {
  const shape = [...x.shape];
  if (sizeOf(shape) === 0) return jax.numpy.zeros(shape, { dtype: dtype as never, device });
  if (dtype === "float64" && !("Float16Array" in globalThis)) {
    throw new DTypeError(
      "jax-js makes arrays of float64 where there is Float16Array: in Node from version 24 on",
    );
  }
  return np.scope(() => {
    const { data } = np.astype(x, dtype);
    const copy = new dtypes[dtype === "bool" ? "int32" : dtype].array(data.length);
    copy.set(data as never);
    return jax.numpy.array(copy as TypedArray as Float32Array<ArrayBuffer>, {
      shape,
      dtype: dtype as never,
      device,
    });
  });
}
