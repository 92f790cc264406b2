import { overridable } from "../../dispatch/index.ts";
import { type Driver, svd as decompose, svdvals as singularValues } from "../../ops/svd.ts";
import { type NamedTuple, namedTuple } from "../named-tuple.ts";
import type { Like } from "../operand.ts";
import { checkFlag, checkOptions } from "../options.ts";

export interface SvdOptions {
  /** Whether U and Vh are square, (…, m, m) and (…, n, n), or (…, m, k) and (…, k, n), where k is the lesser of m and n. */
  full_matrices?: boolean | undefined;
  /** "auto" takes what is faster; "jacobi" finds small singular values too with all their digits; "dc" divides and conquers. */
  driver?: Driver | undefined;
}

/**
 * The singular value decomposition x = U Σ Vh of matrices (…, m, n): U and Vh with orthonormal columns and rows, and S
 * (…, k), the diagonal of Σ, largest first. U and Vh have the dtype of x, S its real dtype; integers and booleans are taken
 * as float64.
 *
 * `driver: "jacobi"` is QR with pivoting, then one-sided Jacobi (Drmač and Veselić, 2008), which starts from the vectors of
 * divide and conquer if the matrix is large (Gao, Ma and Shao, 2022): small singular values too are accurate where scaling rows and columns
 * makes the matrix well-conditioned. `"dc"` is a blocked bidiagonalisation and divide and conquer (Gu and Eisenstat, 1995),
 * as in LAPACK's gesdd: a few times as fast, and accurate in proportion to the largest singular value. `"auto"` takes what is
 * faster.
 * @throws ShapeError for fewer than two dimensions; TypeError for an unknown driver; LinAlgError for NaN or infinity, or if the
 * iteration does not converge
 * @example
 * const { U, S, Vh } = np.linalg.svd([[0, 2], [3, 0]]);
 * S // array([3., 2.])
 */
export const svd = /* @__PURE__ */ overridable(
  "linalg.svd",
  (x) => [x],
  <A>(x: A, options: SvdOptions = {}): NamedTuple<{ U: Like<A>; S: Like<A>; Vh: Like<A> }> => {
    checkOptions("linalg.svd", options, ["full_matrices", "driver"]);
    const full = checkFlag("linalg.svd", "full_matrices", options.full_matrices) ?? true;
    const { U, S, Vh } = decompose("linalg.svd", x, full, checkDriver(options.driver ?? "auto"));
    return namedTuple({ U: U as Like<A>, S: S as Like<A>, Vh: Vh as Like<A> });
  },
);

/**
 * The singular values of matrices (…, m, n), largest first, of the real dtype of x. Without vectors that takes half the time of
 * `svd` or less, by the same methods, but that the bidiagonal matrix is left to the QR iteration (Demmel and Kahan, 1990).
 * @throws ShapeError for fewer than two dimensions; LinAlgError for NaN or infinity, or if the iteration does not converge
 * @example
 * np.linalg.svdvals([[3, 0], [0, 4]]) // array([4., 3.])
 */
export const svdvals = /* @__PURE__ */ overridable(
  "linalg.svdvals",
  (x) => [x],
  <A>(x: A): Like<A> => singularValues("linalg.svdvals", x) as Like<A>,
);

function checkDriver(driver: unknown): Driver {
  if (driver === "auto" || driver === "jacobi" || driver === "dc") return driver;
  throw new TypeError(`linalg.svd: driver is "auto", "jacobi" or "dc", not ${String(driver)}`);
}
