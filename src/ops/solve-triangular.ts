import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { LinAlgError } from "../errors.ts";
import { settle } from "../wasm/storage.ts";
import { elementsOf, rowsOf, transposeOf } from "./blocked/matrix.ts";
import { solveLower, solveUpper } from "./blocked/triangular.ts";
import { matrixSteps, toSquareMatrices } from "./matrices.ts";
import { rightSides } from "./solve.ts";
import { visitStack } from "./stack.ts";

/** Which triangle is meant, and what of it. */
export interface TriangleOptions {
  readonly lower: boolean;
  readonly unit: boolean;
  readonly transpose: boolean;
  readonly conjugate: boolean;
}

/** X of T X = B for triangles T, the other halves of which are not read. */
export function solveTriangular(
  id: string,
  matrices: unknown,
  values: unknown,
  { lower, unit, transpose, conjugate }: TriangleOptions,
): WasmArray {
  return scope(() => {
    const { a, result, x } = rightSides(id, toSquareMatrices(id, matrices), values);
    const elements = elementsOf(a.dtype);
    const [n, cols] = x.shape.slice(-2);
    const steps = matrixSteps(a);
    const solve = lower !== transpose ? solveLower : solveUpper;
    let status = 0;
    visitStack(id, x.shape.slice(0, -2), [a, x], [2, 2], ([at, to]) => {
      if (status) return;
      const given = { at, ...steps };
      const triangle = transpose ? transposeOf(given) : given;
      status = solve(id, elements, triangle, rowsOf(to, cols, elements), n, cols, { unit, conjugate });
    });
    settle();
    if (!status) return result;
    throw new LinAlgError(`${id}: singular matrix: resolution failed at diagonal ${status - 1}`);
  });
}
