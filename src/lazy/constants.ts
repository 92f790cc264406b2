import * as np from "../index.ts";
import type { Constant } from "./task.ts";

/** An array as plain data. */
export function encodeConstant(array: np.WasmArray): Constant {
  return np.scope(() => {
    const { dtype, shape } = array;
    const { data } = np.asarray(array, { copy: true });
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    // In parts: arguments of a call are limited in number.
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return { array: { dtype, shape, data: btoa(text) } };
  });
}

/** The array that `encodeConstant` was given. */
export function decodeConstant({ array: { dtype, shape, data } }: Constant): np.WasmArray {
  const x = np.empty(shape, { dtype });
  const target = x.data;
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  const text = atob(data);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return x;
}
