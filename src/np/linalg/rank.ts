import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/index.ts";
import { pseudoinverse } from "../../ops/pseudoinverse.ts";
import { matrixRank, nullSpace, orth as orthonormalBasis } from "../../ops/rank.ts";
import type { Coercible, Like } from "../operand.ts";
import { checkOptions } from "../options.ts";

export interface RankOptions {
  /**
   * Singular values up to this times the greatest count as zero: a number, or one for each matrix (…). By default the greater
   * of m and n times the distance from 1 to the next floating-point number.
   */
  rtol?: WasmArray | Coercible | null | undefined;
}

/**
 * The ranks (…) of matrices (…, m, n), as int64: how many singular values are not negligible. Of a number or a vector, 0 if
 * all its elements are zero, else 1. Integers and booleans are taken as float64.
 * @throws ShapeError if `rtol` does not broadcast to the stack, LinAlgError for NaN or infinity
 * @example
 * np.linalg.matrix_rank([[1, 2], [2, 4]]) // array(1)
 */
export const matrix_rank = /* @__PURE__ */ overridable(
  "linalg.matrix_rank",
  (x, options) => [x, options?.rtol],
  <A>(x: A, options: RankOptions = {}): Like<A> => {
    checkOptions("linalg.matrix_rank", options, ["rtol"]);
    return matrixRank("linalg.matrix_rank", x, options.rtol) as Like<A>;
  },
);

/**
 * The Moore-Penrose pseudoinverses (…, n, m) of matrices (…, m, n), by their singular values; those that are negligible are
 * left out. Of the floating-point dtype of x; integers and booleans are taken as float64.
 * @throws ShapeError for fewer than two dimensions, LinAlgError for NaN or infinity
 * @example
 * np.linalg.pinv([[2, 0], [0, 0]]) // array([[0.5, 0. ], [0. , 0. ]])
 */
export const pinv = /* @__PURE__ */ overridable(
  "linalg.pinv",
  (x, options) => [x, options?.rtol],
  <A>(x: A, options: RankOptions = {}): Like<A> => {
    checkOptions("linalg.pinv", options, ["rtol"]);
    return pseudoinverse("linalg.pinv", x, options.rtol) as Like<A>;
  },
);

export interface BasisOptions {
  /** Singular values up to this times the greatest count as zero; the default is that of `matrix_rank`. */
  rcond?: number | null | undefined;
}

/**
 * SciPy's `null_space`: an orthonormal basis of the vectors that a matrix (m, n) makes zero, as the columns of an array
 * (n, n - rank), by the singular value decomposition. Which basis it is, is not defined.
 * @throws ShapeError for anything but one matrix, LinAlgError for NaN or infinity
 * @example
 * np.abs(np.linalg.null_space([[0, 1]])) // array([[1.], [0.]])
 */
export const null_space = /* @__PURE__ */ overridable(
  "linalg.null_space",
  (x) => [x],
  <A>(x: A, options: BasisOptions = {}): Like<A> => {
    checkOptions("linalg.null_space", options, ["rcond"]);
    return nullSpace("linalg.null_space", x, checkRcond("linalg.null_space", options.rcond)) as Like<A>;
  },
);

/**
 * SciPy's `orth`: an orthonormal basis of the column space of a matrix (m, n), as the columns of an array (m, rank), by the
 * singular value decomposition. Which basis it is, is not defined.
 * @throws ShapeError for anything but one matrix, LinAlgError for NaN or infinity
 * @example
 * np.abs(np.linalg.orth([[2, 4], [0, 0]])) // array([[1.], [0.]])
 */
export const orth = /* @__PURE__ */ overridable(
  "linalg.orth",
  (x) => [x],
  <A>(x: A, options: BasisOptions = {}): Like<A> => {
    checkOptions("linalg.orth", options, ["rcond"]);
    return orthonormalBasis("linalg.orth", x, checkRcond("linalg.orth", options.rcond)) as Like<A>;
  },
);

function checkRcond(id: string, rcond: unknown): number | undefined {
  if (rcond === undefined || rcond === null) return undefined;
  if (typeof rcond === "number") return rcond;
  throw new TypeError(`${id}: rcond is a number, not ${String(rcond)}`);
}
