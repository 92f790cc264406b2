import { overridable } from "../../dispatch/index.ts";
import { lstsq as solveLeastSquares } from "../../ops/lstsq.ts";
import { type NamedTuple, namedTuple } from "../named-tuple.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";

export interface LstsqOptions {
  /** Singular values up to this times the greatest count as zero. By default the greater of m and n times ε. */
  rcond?: number | null | undefined;
}

interface LstsqResult<A> {
  x: Like<A>;
  residuals: Like<A>;
  rank: Like<A>;
  s: Like<A>;
}

/**
 * NumPy's `lstsq`: the x (n) or (n, k) of least norm among those for which |b - a x| is least, for one matrix a (m, n) and b
 * (m) or (m, k); the sums of squares of b - a x, (1) or (k), if a has rank n and m > n, else (0); the rank of a, int64; its
 * singular values s. x has the floating-point dtype that a and b promote to, residuals and s its real one; integers and
 * booleans are taken as float64. By the singular value decomposition: Golub and Kahan, "Calculating the singular values and
 * pseudo-inverse of a matrix" (1965).
 * @throws ShapeError if a is not one matrix, or b does not fit; LinAlgError for NaN or infinity in a; TypeError for an rcond
 * that is no number
 * @example
 * const { x, residuals } = np.linalg.lstsq([[1, 0], [1, 1], [1, 2]], [0, 2, 1]);
 * x // array([0.5, 0.5])
 * residuals // array([1.5])
 */
export const lstsq = /* @__PURE__ */ overridable(
  "linalg.lstsq",
  (a, b) => [a, b],
  <A>(a: A, b: unknown, options: LstsqOptions = {}): NamedTuple<LstsqResult<A>> => {
    checkOptions("linalg.lstsq", options, ["rcond"]);
    const rcond = options.rcond ?? undefined;
    if (rcond !== undefined && typeof rcond !== "number") {
      throw new TypeError(`linalg.lstsq: rcond is a number, not ${String(rcond)}`);
    }
    return namedTuple(solveLeastSquares("linalg.lstsq", a, b, rcond)) as NamedTuple<LstsqResult<A>>;
  },
);
