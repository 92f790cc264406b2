import { item } from "./subscript.ts";
import type { WasmArray } from "./wasm-array.ts";

/** What JavaScript's own operators see of an array. */
export function toPrimitive(
  x: WasmArray,
  hint: "number" | "string" | "default",
): string | number | bigint | boolean {
  if (hint === "string") return x.toString();
  if (x.ndim > 0) {
    throw new TypeError(`an array of ${x.ndim} dimensions is no number; its operators are methods: x.add(y)`);
  }
  const value = item(x, []);
  if (typeof value === "object") throw new TypeError(`an array of ${x.dtype} is no number; take its item()`);
  return value;
}
