import { scope } from "../array/scope.ts";
import { viewOf, type WasmArray } from "../array/wasm-array.ts";
import { adjoint } from "./conjugate.ts";
import { applyElementwise } from "./elementwise.ts";
import { matmul } from "./matmul.ts";
import { svd } from "./svd.ts";

/** u with orthonormal columns or rows and p positive semi-definite, such that u p, or p u on the left, is the matrix. */
export function polar(id: string, value: unknown, side: "left" | "right"): { u: WasmArray; p: WasmArray } {
  return scope(() => {
    const { U, S, Vh } = svd(id, value, false);
    const vectors = side === "right" ? adjoint(id, Vh) : U;
    const row = viewOf(id, S, S.shape.toSpliced(-1, 0, 1), S.strides.toSpliced(-1, 0, 1));
    const scaled = applyElementwise("multiply", [vectors, row]);
    const p = matmul(id, scaled, side === "right" ? Vh : adjoint(id, U));
    return { u: matmul(id, U, Vh), p };
  });
}
