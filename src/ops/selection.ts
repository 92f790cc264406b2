import { WasmArray } from "../array/wasm-array.ts";
import { selecting, selectLean } from "./loop.ts";
import { resultType } from "./promotion.ts";
import { applyLoop } from "./ufunc.ts";

/** The elements of `x` where `condition` is not zero, of `y` elsewhere; all three broadcast. */
export function selectElements(id: string, condition: unknown, x: unknown, y: unknown): WasmArray {
  if (condition instanceof WasmArray && x instanceof WasmArray && y instanceof WasmArray) {
    const lean = selectLean(id, condition, x, y);
    if (lean) return lean;
  }
  return applyLoop(id, [condition, x, y], {}, (operands) => ({
    loop: selecting(resultType(operands.slice(1))),
    operands,
  }));
}
