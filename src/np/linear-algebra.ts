/** Linear algebra functions: https://data-apis.org/array-api/2025.12/API_specification/linear_algebra_functions.html */
import { transposeView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { matmul as multiply } from "../ops/matmul.ts";
import { dot as dotOf, inner as innerOf, kron as kronOf, outer as outerOf } from "../ops/products.ts";
import { tensordot as contract, type TensordotAxes } from "../ops/tensordot.ts";
import { vdot as vdotOf, vecdot as vecdotOf } from "../ops/vecdot.ts";
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

export interface TensordotOptions {
  /** How many last axes of x1 and first ones of x2 are summed over, or which: a list for x1, and one for x2. */
  axes?: TensordotAxes | undefined;
}

/**
 * Sums of products over pairs of axes, as an array of the other axes of x1, then those of x2. By default over the last two
 * axes of x1 and the first two of x2. Takes all dtypes, as `matmul` does, whose kernels it uses: operands are copied only
 * where their axes do not merge into those of matrices.
 * @throws ShapeError if paired axes differ in length or number, AxisError for one out of range or named twice
 * @example
 * np.tensordot([[1, 2], [3, 4]], [[1, 0], [0, 1]], { axes: [[0], [1]] }) // array([[1., 3.], [2., 4.]])
 */
export const tensordot = /* @__PURE__ */ overridable(
  "tensordot",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B, options: TensordotOptions = {}): Like<A, B> => {
    checkOptions("tensordot", options, ["axes"]);
    return contract("tensordot", x1, x2, options.axes ?? 2) as Like<A, B>;
  },
);

export interface VecdotOptions extends MatmulOptions {
  /** The axis of both operands along which the vectors lie. */
  axis?: number | undefined;
}

/**
 * Products of vectors, Σ conj(x1) · x2 along `axis` of both operands (the last one by default), whose other axes
 * broadcast. Takes all dtypes, as `matmul` does.
 * @throws ShapeError if the vectors differ in length or the other axes do not broadcast, AxisError for an axis that an
 *   operand does not have
 * @example
 * np.vecdot([[1, 2], [3, 4]], [10, 1]) // array([12., 34.])
 */
export const vecdot = /* @__PURE__ */ overridable(
  "vecdot",
  (x1, x2, options) => [x1, x2, options?.out],
  <A, B>(x1: A, x2: B, options: VecdotOptions = {}): Like<A, B> => {
    checkOptions("vecdot", options, ["axis", "out"]);
    return vecdotOf("vecdot", x1, x2, options.axis ?? -1, options.out) as Like<A, B>;
  },
);

/**
 * NumPy's `dot`: the product of numbers, vectors and matrices, and of more dimensions sums over the last axis of x1 and the
 * last but one of x2.
 * @throws ShapeError if these differ in length
 * @example
 * np.dot([1, 2], [[1, 10], [2, 20]]) // array([ 5., 50.])
 */
export const dot = /* @__PURE__ */ overridable(
  "dot",
  (x1, x2, options) => [x1, x2, options?.out],
  <A, B>(x1: A, x2: B, options: MatmulOptions = {}): Like<A, B> => {
    checkOptions("dot", options, ["out"]);
    return dotOf("dot", x1, x2, options.out) as Like<A, B>;
  },
);

/**
 * Sums of products over the last axes of both operands, or the product if one is a number.
 * @throws ShapeError if these differ in length
 * @example
 * np.inner([[1, 2], [3, 4]], [[1, 10]]) // array([[21.], [43.]])
 */
export const inner = /* @__PURE__ */ overridable(
  "inner",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B): Like<A, B> => innerOf("inner", x1, x2) as Like<A, B>,
);

/**
 * The product of two vectors, Σ conj(x1) · x2; operands of more dimensions are flattened.
 * @throws ShapeError if they differ in size
 * @example
 * np.vdot([{ re: 0, im: 1 }, 2], [{ re: 0, im: 1 }, 3]) // array(7.+0.j)
 */
export const vdot = /* @__PURE__ */ overridable(
  "vdot",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B): Like<A, B> => vdotOf("vdot", x1, x2) as Like<A, B>,
);

/**
 * The products of all pairs of elements of two vectors, as a matrix; operands of more dimensions are flattened.
 * `linalg.outer` is the standard's, which refuses them.
 * @example
 * np.outer([1, 2], [1, 10, 100]) // array([[  1.,  10., 100.], [  2.,  20., 200.]])
 */
export const outer = /* @__PURE__ */ overridable(
  "outer",
  (x1, x2, options) => [x1, x2, options?.out],
  <A, B>(x1: A, x2: B, options: MatmulOptions = {}): Like<A, B> => {
    checkOptions("outer", options, ["out"]);
    return outerOf("outer", x1, x2, options.out) as Like<A, B>;
  },
);

/**
 * The Kronecker product: for each element of x1 a block, x2 times it. The operand with fewer dimensions gets leading ones.
 * @example
 * np.kron([1, 10], [[1, 2]]) // array([[ 1.,  2., 10., 20.]])
 */
export const kron = /* @__PURE__ */ overridable(
  "kron",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B): Like<A, B> => kronOf("kron", x1, x2) as Like<A, B>,
);
