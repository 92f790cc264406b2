import { overridable } from "../../dispatch/index.ts";
import { det as determinant, slogdet as signAndLogarithm } from "../../ops/lu.ts";
import { type NamedTuple, namedTuple } from "../named-tuple.ts";
import type { Like } from "../operand.ts";

/**
 * The determinants (…) of square matrices (…, n, n), of their floating-point dtype; integers and booleans are taken as
 * float64. The product of the pivots of Gaussian elimination, which neither overflows nor underflows on the way.
 * @throws ShapeError if the matrices are not square
 * @example
 * np.linalg.det([[0, 2], [3, 4]]) // array(-6.)
 */
export const det = /* @__PURE__ */ overridable(
  "linalg.det",
  (x) => [x],
  <A>(x: A): Like<A> => determinant("linalg.det", x) as Like<A>,
);

/**
 * Sign (or, of complex ones, direction) and logarithm of the absolute value of the determinants (…) of square matrices
 * (…, n, n): 0 and -Infinity for a singular matrix. `sign` has the dtype of x, `logabsdet` its real dtype.
 * @throws ShapeError if the matrices are not square
 * @example
 * const { sign, logabsdet } = np.linalg.slogdet([[0, 1], [1, 0]]);
 * sign // array(-1.)
 * logabsdet // array(0.)
 */
export const slogdet = /* @__PURE__ */ overridable(
  "linalg.slogdet",
  (x) => [x],
  <A>(x: A): NamedTuple<{ sign: Like<A>; logabsdet: Like<A> }> => {
    const { sign, logabsdet } = signAndLogarithm("linalg.slogdet", x);
    return namedTuple({ sign: sign as Like<A>, logabsdet: logabsdet as Like<A> });
  },
);
