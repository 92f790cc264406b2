import { coerce } from "../../array/convert.ts";
import { scope } from "../../array/scope.ts";
import { overridable } from "../../dispatch/index.ts";
import { diagonal as diagonalOf, trace as traceOf } from "../../ops/trace.ts";
import type { DiagonalOptions, TraceOptions } from "../diagonals.ts";
import { type Like, withOperand } from "../operand.ts";
import { checkOptions } from "../options.ts";

/**
 * A view of the diagonals of matrices (…, m, n), `offset` above the main ones; they lie along the last axis.
 * @throws ShapeError for fewer than two dimensions
 * @example
 * np.linalg.diagonal([[1, 2], [3, 4]], { offset: 1 }) // array([2.])
 */
export const diagonal = /* @__PURE__ */ overridable(
  "linalg.diagonal",
  (x) => [x],
  <A>(x: A, options: Pick<DiagonalOptions, "offset"> = {}): Like<A> => {
    checkOptions("linalg.diagonal", options, ["offset"]);
    const place = { offset: options.offset ?? 0, axis1: -2, axis2: -1 };
    return withOperand("linalg.diagonal", x, (source) =>
      diagonalOf("linalg.diagonal", source, place),
    ) as Like<A>;
  },
);

/**
 * The sums of the diagonals of matrices (…, m, n), `offset` above the main ones. Types are those of `sum`.
 * @throws ShapeError for fewer than two dimensions
 * @example
 * np.linalg.trace([[1, 2], [3, 4]]) // array(5.)
 */
export const trace = /* @__PURE__ */ overridable(
  "linalg.trace",
  (x) => [x],
  <A>(x: A, options: Pick<TraceOptions, "offset" | "dtype"> = {}): Like<A> => {
    checkOptions("linalg.trace", options, ["offset", "dtype"]);
    const place = { offset: options.offset ?? 0, axis1: -2, axis2: -1 };
    return scope(() => traceOf("linalg.trace", coerce("linalg.trace", x), place, options.dtype)) as Like<A>;
  },
);
