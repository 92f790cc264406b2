import { overridable } from "../../dispatch/index.ts";
import { expm as exponential } from "../../ops/expm.ts";
import { matrixPower } from "../../ops/matrix-power.ts";
import type { Like } from "../operand.ts";

/**
 * Powers of square matrices (…, n, n) by squaring; of their inverses if the exponent n is negative, the identity if it is 0.
 * Of the dtype of x, but for inverses of integers and booleans, which are float64.
 * @throws ShapeError if the matrices are not square, TypeError for an exponent that is no integer, LinAlgError for a
 *   singular matrix with a negative one
 * @example
 * np.linalg.matrix_power([[1, 1], [0, 1]], 5) // array([[1., 5.], [0., 1.]])
 */
export const matrix_power = /* @__PURE__ */ overridable(
  "linalg.matrix_power",
  (x) => [x],
  <A>(x: A, n: number): Like<A> => matrixPower("linalg.matrix_power", x, n) as Like<A>,
);

/**
 * SciPy's `expm`: the exponentials of square matrices (…, n, n), of their floating-point dtype; integers and booleans are
 * taken as float64. Scaling and squaring of Padé approximants (Al-Mohy and Higham, SIAM J. Matrix Anal. Appl. 31, 2009).
 * @throws ShapeError if the matrices are not square
 * @example
 * np.linalg.expm([[0, 1], [0, 0]]) // array([[1., 1.], [0., 1.]])
 */
export const expm = /* @__PURE__ */ overridable(
  "linalg.expm",
  (x) => [x],
  <A>(x: A): Like<A> => exponential("linalg.expm", x) as Like<A>,
);
