import { coerce } from "../../array/convert.ts";
import { scope } from "../../array/scope.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/index.ts";
import { ShapeError } from "../../errors.ts";
import { condition } from "../../ops/condition.ts";
import { type MatrixOrder, matrixNorm, vectorNorm } from "../../ops/norm.ts";
import { checkAxes, type Shape } from "../../shape.ts";
import type { Like } from "../operand.ts";
import { checkFlag, checkOptions } from "../options.ts";
import { type ReductionOptions, reduceAlong } from "../reduction.ts";

export interface VectorNormOptions extends ReductionOptions {
  /** The p of the norm (Σ |x|^p)^(1/p), 2 by default: any number, 0 and the infinities too. */
  ord?: number | undefined;
}

/**
 * Norms of the vectors along one or several axes, or of all elements: (Σ |x|^ord)^(1/ord), the greatest magnitude for
 * infinity, the least for -infinity, and how many elements are not zero for 0. Of the real dtype of x; integers and booleans
 * are taken as float64. Neither overflows nor underflows on the way for `ord` 2.
 * @throws AxisError for an axis that `x` does not have or that is named twice, TypeError for an order that is no number,
 *   ShapeError for the least of no elements
 * @example
 * np.linalg.vector_norm([3, 4]) // array(5.)
 */
export const vector_norm = /* @__PURE__ */ overridable(
  "linalg.vector_norm",
  (x) => [x],
  <A>(x: A, options: VectorNormOptions = {}): Like<A> => {
    const id = "linalg.vector_norm";
    return scope(() =>
      reduceAlong(id, x, options, ["ord"], (source, { axes, keepdims }) =>
        vectorNorm(id, source, axes, keepdims, checkVectorOrder(id, options.ord ?? 2)),
      ),
    ) as Like<A>;
  },
);

export interface MatrixNormOptions {
  /** Whether the matrices' axes stay, with length 1. */
  keepdims?: boolean | undefined;
  /** The norm: "fro" by default; see `matrix_norm`. */
  ord?: MatrixOrder | undefined;
}

/**
 * Norms of matrices (…, m, n): "fro", the square root of the sum of squares; "nuc", the sum of the singular values; 1 and
 * infinity, the greatest sum of magnitudes of a column and of a row; 2, the greatest singular value; -1, -infinity and -2, the
 * least ones. Of the real dtype of x; integers and booleans are taken as float64.
 * @throws ShapeError for fewer than two dimensions or the least of no elements, RangeError for another order, LinAlgError
 *   if singular values are wanted of NaN or infinity
 * @example
 * np.linalg.matrix_norm([[1, 2], [3, 4]], { ord: 1 }) // array(6.)
 */
export const matrix_norm = /* @__PURE__ */ overridable(
  "linalg.matrix_norm",
  (x) => [x],
  <A>(x: A, options: MatrixNormOptions = {}): Like<A> => {
    const id = "linalg.matrix_norm";
    checkOptions(id, options, ["keepdims", "ord"]);
    const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
    return scope(() => {
      const source = coerce(id, x);
      if (source.ndim < 2) {
        throw new ShapeError(`${id}: an array of ${source.ndim} dimensions is not a matrix`);
      }
      const order = checkMatrixOrder(id, options.ord ?? "fro");
      return matrixNorm(id, source, source.ndim - 2, source.ndim - 1, keepdims, order);
    }) as Like<A>;
  },
);

export interface NormOptions {
  /** The order of a vector's or a matrix's norm; null for the square root of the sum of squares. */
  ord?: MatrixOrder | null | undefined;
  /** The axis of vectors or the two of matrices; null for all of x. */
  axis?: number | Shape | null | undefined;
  /** Whether these axes stay, with length 1. */
  keepdims?: boolean | undefined;
}

/**
 * NumPy's `norm`: `vector_norm` along one axis, `matrix_norm` along two, and with no order the square root of the sum of all
 * squares.
 * @throws ShapeError where an order is given and the axes are not one or two, and what these functions throw
 * @example
 * np.linalg.norm([[3, 4], [6, 8]], { axis: 1 }) // array([ 5., 10.])
 */
export const norm = /* @__PURE__ */ overridable(
  "linalg.norm",
  (x) => [x],
  <A>(x: A, options: NormOptions = {}): Like<A> => {
    const id = "linalg.norm";
    checkOptions(id, options, ["ord", "axis", "keepdims"]);
    const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
    return scope(() => normOf(id, coerce(id, x), options, keepdims)) as Like<A>;
  },
);

function normOf(
  id: string,
  x: WasmArray,
  { ord = null, axis = null }: NormOptions,
  keepdims: boolean,
): WasmArray {
  const axes = checkAxes(id, axis, x.ndim);
  if (axis === null && ord === null) return vectorNorm(id, x, axes, keepdims, 2);
  if (axes.length === 1) return vectorNorm(id, x, axes, keepdims, checkVectorOrder(id, ord ?? 2));
  if (axes.length !== 2) throw new ShapeError(`${id}: along ${axes.length} axes there is no norm`);
  return matrixNorm(id, x, axes[0], axes[1], keepdims, checkMatrixOrder(id, ord ?? "fro"));
}

export interface CondOptions {
  /** The norm, as that of `matrix_norm`: 2 by default, for which the matrices need not be square. */
  p?: MatrixOrder | null | undefined;
}

/**
 * Condition numbers of matrices (…, n, n): the norms of the matrices times those of their inverses, infinity for singular
 * ones. By default the ratios of the greatest singular values to the least, also of matrices (…, m, n). Of the real dtype
 * of x; integers and booleans are taken as float64.
 * @throws ShapeError for fewer than two dimensions, or matrices that are not square where there is an order but 2 and -2,
 *   LinAlgError for empty matrices, and where `matrix_norm` throws one
 * @example
 * np.linalg.cond([[2, 0], [0, 8]]) // array(4.)
 */
export const cond = /* @__PURE__ */ overridable(
  "linalg.cond",
  (x) => [x],
  <A>(x: A, options: CondOptions = {}): Like<A> => {
    const id = "linalg.cond";
    checkOptions(id, options, ["p"]);
    return condition(id, x, checkMatrixOrder(id, options.p ?? 2)) as Like<A>;
  },
);

function checkVectorOrder(id: string, order: unknown): number {
  if (typeof order === "number") return order;
  throw new TypeError(`${id}: the order of a vector's norm is a number, not ${String(order)}`);
}

function checkMatrixOrder(id: string, order: unknown): MatrixOrder {
  if (typeof order === "number" || order === "fro" || order === "nuc") return order;
  throw new TypeError(
    `${id}: the order of a matrix's norm is a number, "fro" or "nuc", not ${String(order)}`,
  );
}
