import { coerce } from "../../array/convert.ts";
import { scope } from "../../array/scope.ts";
import { overridable } from "../../dispatch/index.ts";
import { ShapeError } from "../../errors.ts";
import { outer as outerOf } from "../../ops/products.ts";
import type { Like } from "../operand.ts";

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
