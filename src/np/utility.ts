/** Utility functions: https://data-apis.org/array-api/2025.12/API_specification/utility_functions.html */
import { overridable } from "../dispatch/index.ts";
import { anyOrAll } from "../ops/reduce.ts";
import type { Like } from "./operand.ts";
import { type ReductionOptions, reduceAlong } from "./reduction.ts";

/**
 * Whether all elements along the axes are not zero, as bool: true of none. NaN is not zero.
 * @throws AxisError for an axis that `x` does not have or that is named twice
 * @example np.all([[1, 2], [3, 0]], { axis: 0 }) // array([ True, False])
 */
export const all = /* @__PURE__ */ overridable(
  "all",
  (x) => [x],
  <A>(x: A, options: ReductionOptions = {}): Like<A> =>
    reduceAlong("all", x, options, [], (...reduction) => anyOrAll("all", "all", ...reduction)),
);

/**
 * Whether any element along the axes is not zero, as bool: false of none. NaN is not zero.
 * @throws AxisError for an axis that `x` does not have or that is named twice
 * @example np.any([[1, 0], [3, 0]], { axis: 0 }) // array([ True, False])
 */
export const any = /* @__PURE__ */ overridable(
  "any",
  (x) => [x],
  <A>(x: A, options: ReductionOptions = {}): Like<A> =>
    reduceAlong("any", x, options, [], (...reduction) => anyOrAll("any", "any", ...reduction)),
);
