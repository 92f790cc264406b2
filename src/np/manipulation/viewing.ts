import type { WasmArray } from "../../array/wasm-array.ts";
import { type Like, withOperand } from "../operand.ts";

/** A view of what `x` is or becomes. */
export function viewing<A>(id: string, x: A, view: (source: WasmArray) => WasmArray): Like<A> {
  return withOperand(id, x, view) as Like<A>;
}
