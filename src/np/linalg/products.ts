import { coerce } from "../../array/convert.ts";
import { scope } from "../../array/scope.ts";
import { overridable } from "../../dispatch/index.ts";
import { ShapeError } from "../../errors.ts";
import { cross as crossOf } from "../../ops/cross.ts";
import { multiDot } from "../../ops/multi-dot.ts";
import { outer as outerOf } from "../../ops/products.ts";
import type { MatmulOptions } from "../linear-algebra.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";

/**
 * The products of all pairs of elements of two vectors, as a matrix.
 * @throws ShapeError for operands that are not 1-d; `np.outer` flattens them
 * @example
 * np.linalg.outer([1, 2], [1, 10]) // array([[ 1., 10.], [ 2., 20.]])
 */
export const outer = /* @__PURE__ */ overridable(
  "linalg.outer",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B): Like<A, B> =>
    scope(() => {
      const operands = [x1, x2].map((value) => coerce("linalg.outer", value));
      const other = operands.find((x) => x.ndim !== 1);
      if (other)
        throw new ShapeError(`linalg.outer: takes vectors, not an array of ${other.ndim} dimensions`);
      return outerOf("linalg.outer", operands[0], operands[1]);
    }) as Like<A, B>,
);

export interface CrossOptions {
  /** The axis of the vectors, the last one by default. */
  axis?: number | undefined;
}

/**
 * Cross products of the vectors of length 3 along `axis`; the other axes broadcast. Takes numbers of any kind; integers wrap.
 * @throws ShapeError if the axis is not 3 long or the shapes do not broadcast, AxisError for one that an operand does not
 *   have, DTypeError for booleans
 * @example
 * np.linalg.cross([1, 0, 0], [0, 1, 0]) // array([0., 0., 1.])
 */
export const cross = /* @__PURE__ */ overridable(
  "linalg.cross",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B, options: CrossOptions = {}): Like<A, B> => {
    checkOptions("linalg.cross", options, ["axis"]);
    return crossOf("linalg.cross", x1, x2, options.axis ?? -1) as Like<A, B>;
  },
);

/**
 * The product of two or more matrices, in the order that takes the fewest multiplications; the first and the last may be
 * vectors. The order is found by dynamic programming.
 * @throws ShapeError if there are fewer, if one is no matrix, or where shapes do not fit
 * @example
 * np.linalg.multi_dot([[[1, 2]], [[1, 0], [0, 1]], [3, 4]]) // array([11.])
 */
export const multi_dot = /* @__PURE__ */ overridable(
  "linalg.multi_dot",
  (arrays, options) => [arrays, options?.out],
  <A>(arrays: readonly A[], options: MatmulOptions = {}): Like<A> => {
    checkOptions("linalg.multi_dot", options, ["out"]);
    if (typeof arrays !== "object" || arrays === null || !(Symbol.iterator in arrays)) {
      throw new TypeError(`linalg.multi_dot: takes a list of arrays, not ${String(arrays)}`);
    }
    return multiDot("linalg.multi_dot", arrays, options.out) as Like<A>;
  },
);
