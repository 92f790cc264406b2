import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { LinAlgError } from "../errors.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { factorCholesky } from "./blocked/cholesky.ts";
import { elementsOf } from "./blocked/matrix.ts";
import { columnStep } from "./blocked/workspace.ts";
import { matrixSteps, toSquareMatrices } from "./matrices.ts";
import { visitStack } from "./stack.ts";

/** L of A = L Lᴴ, of which the lower triangle is read; with `upper` U of A = Uᴴ U, and the upper triangle. */
export function cholesky(id: string, values: unknown, upper: boolean): WasmArray {
  return scope(() => {
    const x = toSquareMatrices(id, values);
    const elements = elementsOf(x.dtype);
    const { code, size } = elements;
    const n = x.shape[x.ndim - 1];
    const out = allocateArray(id, x.dtype, x.shape);
    const { row, col } = matrixSteps(x);
    const u = columnStep(n, size);
    const copy = linalg[`copy_triangle_${code}`];
    let minor = 0;
    withScratch(id, n * u, (at) => {
      visitStack(id, x.shape.slice(0, -2), [x, out], [2, 2], ([a, to]) => {
        if (minor) return;
        // L is Uᴴ for the U of the upper triangle that the lower one's conjugate transpose is.
        if (upper) copy(at, u, size, a, row, col, n, n, false, false);
        else copy(at, u, size, a, col, row, n, n, false, true);
        minor = factorCholesky(id, elements, { at, row: u, col: size }, n);
        if (upper) copy(to, n * size, size, at, u, size, n, n, false, false);
        else copy(to, size, n * size, at, u, size, n, n, false, true);
      });
    });
    settle();
    if (!minor) return out;
    throw new LinAlgError(
      `${id}: Matrix is not positive definite: its leading minor of order ${minor} is not`,
    );
  });
}
