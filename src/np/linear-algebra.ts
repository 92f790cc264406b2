import { transposeView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { matmul as multiply } from "../ops/matmul.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkOptions } from "./options.ts";

export interface MatmulOptions {
  /** Where to write the product: an array of its shape and of a dtype that it converts to. */
  out?: WasmArray | undefined;
}

/**
 * The matrix product of shapes (…, m, k) and (…, k, n), or of vectors (k) on either side; leading axes broadcast. Takes all
 * dtypes: integers wrap, and for booleans the sum is "or", the product "and". The blocked algorithm of Goto and van de
 * Geijn (2008).
 * @throws ShapeError for a 0-d operand, or if the inner lengths differ or the leading axes do not broadcast
 * @example
 * np.matmul([[1, 2], [3, 4]], [1, 10]) // array([21., 43.])
 */
export const matmul = /* @__PURE__ */ overridable(
  "matmul",
  (x1, x2, options) => [x1, x2, options?.out],
  <A, B>(x1: A, x2: B, options: MatmulOptions = {}): Like<A, B> => {
    checkOptions("matmul", options, ["out"]);
    return multiply("matmul", x1, x2, options.out) as Like<A, B>;
  },
);

/**
 * A view of the matrices (…, m, n) as their transposes (…, n, m).
 * @throws ShapeError for fewer than two dimensions
 * @example
 * np.matrix_transpose([[1, 2], [3, 4]]) // array([[1., 3.], [2., 4.]])
 */
export const matrix_transpose = /* @__PURE__ */ overridable(
  "matrix_transpose",
  (x) => [x],
  <A>(x: A): Like<A> =>
    withOperand("matrix_transpose", x, (source) => transposeView("matrix_transpose", source)) as Like<A>,
);
