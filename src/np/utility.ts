/** Utility functions: https://data-apis.org/array-api/2025.12/API_specification/utility_functions.html */
import { overridable } from "../dispatch/index.ts";
import { reduceElements } from "../ops/reduce.ts";
import type { Like } from "./operand.ts";
import {
  type OutOption,
  type ReductionOptions,
  reduceAlong,
  reductionArgs,
  type WhereOption,
} from "./reduction.ts";

export interface DecisionOptions<A> extends ReductionOptions, OutOption<A>, WhereOption<A> {}

const decision = (id: "all" | "any") =>
  overridable(
    id,
    reductionArgs,
    <A>(x: A, options: DecisionOptions<Like<A>> = {}): Like<A> =>
      reduceAlong(id, x, options, ["out", "where"], (array, reduction) =>
        reduceElements(id, id, array, reduction),
      ),
  );

/**
 * Whether all elements along the axes are not zero, as bool: true of none. NaN is not zero.
 * @throws AxisError for an axis that `x` does not have or that is named twice, ShapeError for `out` or `where` of a shape
 *   that does not fit
 * @example np.all([[1, 2], [3, 0]], { axis: 0 }) // array([ True, False])
 */
export const all = /* @__PURE__ */ decision("all");

/**
 * Whether any element along the axes is not zero, as bool: false of none. NaN is not zero.
 * @throws AxisError for an axis that `x` does not have or that is named twice, ShapeError for `out` or `where` of a shape
 *   that does not fit
 * @example np.any([[1, 0], [3, 0]], { axis: 0 }) // array([ True, False])
 */
export const any = /* @__PURE__ */ decision("any");
