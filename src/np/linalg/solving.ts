import { overridable } from "../../dispatch/index.ts";
import { inv as invert, solve as solveLinear } from "../../ops/solve.ts";
import { solveTriangular } from "../../ops/solve-triangular.ts";
import type { Like } from "../operand.ts";
import { checkFlag, checkOptions } from "../options.ts";

/**
 * The solution x of x1 x = x2 for square matrices x1 (…, n, n): x2 is one vector (n) for all of them if it has one
 * dimension, and matrices (…, n, k) otherwise; leading axes broadcast. The result is (…, n) or (…, n, k), of the
 * floating-point dtype that both promote to; integers and booleans are taken as float64. Gaussian elimination with partial
 * pivoting, recursive (Toledo, 1997).
 * @throws ShapeError if x1 is not square, the lengths differ, or leading axes do not broadcast; LinAlgError for a singular
 * matrix
 * @example
 * np.linalg.solve([[3, 1], [1, 2]], [9, 8]) // array([2., 3.])
 */
export const solve = /* @__PURE__ */ overridable(
  "linalg.solve",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B): Like<A, B> => solveLinear("linalg.solve", x1, x2) as Like<A, B>,
);

/**
 * The inverses of square matrices (…, n, n), of their floating-point dtype; integers and booleans are taken as float64. By
 * `solve` with the identity matrix.
 * @throws ShapeError if the matrices are not square; LinAlgError for a singular one
 * @example
 * np.linalg.inv([[2, 0], [0, 4]]) // array([[0.5 , 0.  ], [0.  , 0.25]])
 */
export const inv = /* @__PURE__ */ overridable(
  "linalg.inv",
  (x) => [x],
  <A>(x: A): Like<A> => invert("linalg.inv", x) as Like<A>,
);

export interface SolveTriangularOptions {
  /** The system to solve: a x = b (0, "N", the default), aᵀ x = b (1, "T") or aᴴ x = b (2, "C"). */
  trans?: 0 | 1 | 2 | "N" | "T" | "C" | undefined;
  /** Whether the lower triangle of a is used, or the upper one, the default. */
  lower?: boolean | undefined;
  /** Whether the diagonal is taken for ones, and not read. */
  unit_diagonal?: boolean | undefined;
}

const transpositions = { 0: "N", 1: "T", 2: "C", N: "N", T: "T", C: "C" } as const;

/**
 * SciPy's `solve_triangular`: the solution x of a x = b for the upper or lower triangle of square matrices a (…, n, n). The
 * other half of a is not read. Shapes and dtypes are those of `solve`. Recursive (Elmroth, Gustavson, Jonsson and
 * Kågström, 2004).
 * @throws ShapeError as `solve`; LinAlgError for a zero on the diagonal; TypeError for an unknown option
 * @example
 * np.linalg.solve_triangular([[2, 0], [1, 4]], [4, 10], { lower: true }) // array([2., 2.])
 */
export const solve_triangular = /* @__PURE__ */ overridable(
  "linalg.solve_triangular",
  (a, b) => [a, b],
  <A, B>(a: A, b: B, options: SolveTriangularOptions = {}): Like<A, B> => {
    const id = "linalg.solve_triangular";
    checkOptions(id, options, ["trans", "lower", "unit_diagonal"]);
    const { trans = 0 } = options;
    if (!Object.hasOwn(transpositions, trans)) {
      throw new TypeError(`${id}: trans is 0, 1, 2, "N", "T" or "C", not ${String(trans)}`);
    }
    const transposition = transpositions[trans];
    return solveTriangular(id, a, b, {
      lower: checkFlag(id, "lower", options.lower) ?? false,
      unit: checkFlag(id, "unit_diagonal", options.unit_diagonal) ?? false,
      transpose: transposition !== "N",
      conjugate: transposition === "C",
    }) as Like<A, B>;
  },
);
