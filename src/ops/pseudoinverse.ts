import { flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { transposeView } from "../array/views.ts";
import { viewOf, type WasmArray, zeroArray } from "../array/wasm-array.ts";
import { conjugate } from "./conjugate.ts";
import { applyElementwise } from "./elementwise.ts";
import { matmul } from "./matmul.ts";
import { countSingularValues, type RelativeTolerance } from "./rank.ts";
import { floatingMatrices, svd } from "./svd.ts";

/** The Moore-Penrose inverses of a stack of matrices: V Σ⁺ Uᴴ, where Σ⁺ has no inverses of negligible singular values. */
export function pseudoinverse(id: string, value: unknown, rtol: RelativeTolerance): WasmArray {
  return scope(() => {
    const x = floatingMatrices(id, value);
    if (x.size === 0)
      return zeroArray(id, x.dtype, [...x.shape.slice(0, -2), ...x.shape.slice(-2).reverse()]);
    // The conjugate has the singular vectors U* and Vh*: their transposes are Uᴴ and V.
    const { U, S, Vh } = svd(id, conjugate(id, x), false);
    const k = S.shape[S.ndim - 1];
    const counts = countSingularValues(id, x, S, rtol);
    const values = flatEntries(id, S) as Float64Array;
    for (const [i, count] of counts.entries()) {
      for (let j = 0; j < k; j++) values[i * k + j] = j < count ? 1 / values[i * k + j] : 0;
    }
    const column = viewOf(id, S, [...S.shape, 1], [...S.strides, 1]);
    const scaled = applyElementwise("multiply", [column, transposeView(id, U)]);
    return matmul(id, transposeView(id, Vh), scaled);
  });
}
