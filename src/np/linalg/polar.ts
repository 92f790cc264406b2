import { overridable } from "../../dispatch/index.ts";
import { polar as decompose } from "../../ops/polar.ts";
import { type NamedTuple, namedTuple } from "../named-tuple.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";

export interface PolarOptions {
  /** On which side of u p stands: "right", the default, or "left". */
  side?: "left" | "right" | undefined;
}

/**
 * SciPy's `polar`: the decomposition x = u p, or p u on the left side, of matrices (…, m, n): u (…, m, n) with orthonormal
 * columns, or rows if there are fewer, and p positive semi-definite, (…, n, n) or (…, m, m) on the left. By the singular value
 * decomposition. Of the floating-point dtype of x; integers and booleans are taken as float64.
 * @throws ShapeError for fewer than two dimensions, LinAlgError for NaN or infinity, TypeError for another side
 * @example
 * const { u, p } = np.linalg.polar([[0, -2], [3, 0]]);
 * np.matmul(u, p) // array([[ 0., -2.], [ 3.,  0.]])
 */
export const polar = /* @__PURE__ */ overridable(
  "linalg.polar",
  (x) => [x],
  <A>(x: A, options: PolarOptions = {}): NamedTuple<{ u: Like<A>; p: Like<A> }> => {
    checkOptions("linalg.polar", options, ["side"]);
    const { side = "right" } = options;
    if (side !== "left" && side !== "right") {
      throw new TypeError(`linalg.polar: side is "left" or "right", not ${String(side)}`);
    }
    const { u, p } = decompose("linalg.polar", x, side);
    return namedTuple({ u: u as Like<A>, p: p as Like<A> });
  },
);
