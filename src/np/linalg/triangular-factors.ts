import { overridable } from "../../dispatch/index.ts";
import { cholesky as factorPositive } from "../../ops/cholesky.ts";
import { luFactor, lu as permutedFactors } from "../../ops/lu.ts";
import { type NamedTuple, namedTuple } from "../named-tuple.ts";
import type { Like } from "../operand.ts";
import { checkFlag, checkOptions } from "../options.ts";

export interface CholeskyOptions {
  /** Whether the result is upper triangular, x = Uᴴ U, and made from the upper triangle of x. Default: false. */
  upper?: boolean | undefined;
}

/**
 * The Cholesky factors L of x = L Lᴴ for symmetric (Hermitian) positive definite matrices (…, n, n), of their
 * floating-point dtype; integers and booleans are taken as float64. Only one triangle of x is read. Recursive
 * (Gustavson, 1997).
 * @throws ShapeError if the matrices are not square; LinAlgError, naming the leading minor, if one is not positive definite
 * @example
 * np.linalg.cholesky([[4, 2], [2, 10]]) // array([[2., 0.], [1., 3.]])
 */
export const cholesky = /* @__PURE__ */ overridable(
  "linalg.cholesky",
  (x) => [x],
  <A>(x: A, options: CholeskyOptions = {}): Like<A> => {
    checkOptions("linalg.cholesky", options, ["upper"]);
    const upper = checkFlag("linalg.cholesky", "upper", options.upper) ?? false;
    return factorPositive("linalg.cholesky", x, upper) as Like<A>;
  },
);

export interface LuOptions {
  /** Whether the result is { L, U } with the rows of L exchanged: a = L U. */
  permute_l?: boolean | undefined;
  /** Whether P is int32 indices (…, m), for which a is L[P] U, and not matrices. */
  p_indices?: boolean | undefined;
}

interface LuFactors<A> {
  P: Like<A>;
  L: Like<A>;
  U: Like<A>;
}

interface Lu {
  <A>(a: A, options: LuOptions & { permute_l: true }): NamedTuple<Omit<LuFactors<A>, "P">>;
  <A>(a: A, options?: LuOptions): NamedTuple<LuFactors<A>>;
}

/**
 * SciPy's `lu`: a = P L U for matrices (…, m, n), with permutations P (…, m, m), L (…, m, k) with ones on its diagonal and
 * nothing above, and U (…, k, n) with nothing below its diagonal, where k is the lesser of m and n. L and U have the
 * floating-point dtype of a, P its real one; integers and booleans are taken as float64. Partial pivoting, recursive
 * (Toledo, 1997).
 * @throws ShapeError for fewer than two dimensions
 * @example
 * const { P, L, U } = np.linalg.lu([[1, 2], [2, 6]]);
 * L // array([[1. , 0. ], [0.5, 1. ]])
 * U // array([[ 2.,  6.], [ 0., -1.]])
 */
export const lu = /* @__PURE__ */ overridable("linalg.lu", (a) => [a], ((
  a: unknown,
  options: LuOptions = {},
) => {
  checkOptions("linalg.lu", options, ["permute_l", "p_indices"]);
  const permuted = checkFlag("linalg.lu", "permute_l", options.permute_l);
  const indices = checkFlag("linalg.lu", "p_indices", options.p_indices);
  return namedTuple(permutedFactors("linalg.lu", a, permuted ? "factor" : indices ? "indices" : "matrix"));
}) as Lu);

/**
 * SciPy's `lu_factor`: L and U of matrices (…, m, n) in one, `lu` (…, m, n), without L's diagonal of ones, and `piv`
 * (…, k), int32: row i was exchanged with row piv[i], one after another.
 * @throws ShapeError for fewer than two dimensions
 * @example
 * const { lu, piv } = np.linalg.lu_factor([[1, 2], [2, 6]]);
 * lu // array([[ 2. ,  6. ], [ 0.5, -1. ]])
 * piv // array([1, 1], dtype=int32)
 */
export const lu_factor = /* @__PURE__ */ overridable(
  "linalg.lu_factor",
  (a) => [a],
  <A>(a: A): NamedTuple<{ lu: Like<A>; piv: Like<A> }> => {
    const { lu, piv } = luFactor("linalg.lu_factor", a);
    return namedTuple({ lu: lu as Like<A>, piv: piv as Like<A> });
  },
);
