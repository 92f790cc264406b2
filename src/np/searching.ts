/** Searching functions: https://data-apis.org/array-api/2025.12/API_specification/searching_functions.html */
import { overridable } from "../dispatch/index.ts";
import { argMinOrMax } from "../ops/arg.ts";
import { countNonzero } from "../ops/reduce.ts";
import { selectElements } from "../ops/selection.ts";
import { checkAxis } from "../shape.ts";
import { type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { checkReal, type ReductionOptions, reduceAlong } from "./reduction.ts";

export interface SearchOptions {
  /** The axis that is searched; if not given or null, the array flattened in row-major order. */
  axis?: number | null | undefined;
  /** Whether the axes that are searched stay as axes of length 1. */
  keepdims?: boolean | undefined;
}

/**
 * Index of the first minimum, or of the first NaN if there is one, as int64.
 * @throws AxisError for an axis that `x` does not have, DTypeError for complex numbers, ShapeError where there are no
 *   elements
 * @example np.argmin([[3, 1, 2], [4, 6, 5]], { axis: 1 }) // array([1, 0])
 */
export const argmin = /* @__PURE__ */ overridable(
  "argmin",
  (x) => [x],
  <A>(x: A, options: SearchOptions = {}): Like<A> => search("argmin", x, options),
);

/**
 * Index of the first maximum, or of the first NaN if there is one, as int64.
 * @throws AxisError for an axis that `x` does not have, DTypeError for complex numbers, ShapeError where there are no
 *   elements
 * @example np.argmax([[3, 1, 2], [4, 6, 5]]) // array(4)
 */
export const argmax = /* @__PURE__ */ overridable(
  "argmax",
  (x) => [x],
  <A>(x: A, options: SearchOptions = {}): Like<A> => search("argmax", x, options),
);

function search<A>(id: "argmin" | "argmax", x: A, options: SearchOptions): Like<A> {
  checkOptions(id, options, ["axis", "keepdims"]);
  const { axis = null } = options;
  const keepdims = checkFlag(id, "keepdims", options.keepdims) ?? false;
  return withOperand(id, x, (source) => {
    checkReal(id, source);
    return argMinOrMax(id, id, source, axis === null ? null : checkAxis(id, axis, source.ndim), keepdims);
  }) as Like<A>;
}

/**
 * Number of elements along the axes that are not zero, as int64.
 * @throws AxisError for an axis that `x` does not have or that is named twice
 * @example np.count_nonzero([[1, 0], [3, 4]], { axis: 0 }) // array([2, 1])
 */
export const count_nonzero = /* @__PURE__ */ overridable(
  "count_nonzero",
  (x) => [x],
  <A>(x: A, options: ReductionOptions = {}): Like<A> =>
    reduceAlong("count_nonzero", x, options, [], (...reduction) =>
      countNonzero("count_nonzero", ...reduction),
    ),
);

/**
 * Elements of `x1` where `condition` is true, of `x2` elsewhere. All three broadcast; any dtype can be the condition, and
 * the result has the dtype to which those of `x1` and `x2` promote. Throws a ShapeError if they do not broadcast.
 *
 * @example np.where([true, false, true], [1, 2, 3], 0) // array([1., 0., 3.])
 */
export const where = /* @__PURE__ */ overridable(
  "where",
  (condition, x1, x2) => [condition, x1, x2],
  <C, A, B>(condition: C, x1: A, x2: B): Like<C, Like<A, B>> =>
    selectElements("where", condition, x1, x2) as Like<C, Like<A, B>>,
);
