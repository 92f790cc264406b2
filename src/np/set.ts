/** Set functions: https://data-apis.org/array-api/2025.12/API_specification/set_functions.html */
import { coerce } from "../array/convert.ts";
import { scope } from "../array/scope.ts";
import { overridable } from "../dispatch/index.ts";
import { isIn } from "../ops/search.ts";
import { uniqueElements, uniqueValues } from "../ops/unique.ts";
import { type NamedTuple, namedTuple } from "./named-tuple.ts";
import type { Like } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";

/**
 * The distinct elements of `x`, ascending, in one dimension. NaN equals nothing, so that each one is there; zeros of both signs
 * are one value.
 *
 * @example np.unique_values([[3, 1], [1, 2]]) // array([1., 2., 3.])
 */
export const unique_values = /* @__PURE__ */ overridable(
  "unique_values",
  (x) => [x],
  <A>(x: A): Like<A> => scope(() => uniqueValues("unique_values", coerce("unique_values", x))) as Like<A>,
);

/**
 * The distinct elements of `x`, as `unique_values` has them, and how often each is there, as int64.
 *
 * @example np.unique_counts([3, 1, 1]).counts // array([2, 1])
 */
export const unique_counts = /* @__PURE__ */ overridable(
  "unique_counts",
  (x) => [x],
  <A>(x: A): NamedTuple<{ values: Like<A>; counts: Like<A> }> =>
    scope(() => {
      const { values, counts } = uniqueElements("unique_counts", coerce("unique_counts", x));
      return namedTuple({ values, counts });
    }) as never,
);

/**
 * The distinct elements of `x`, as `unique_values` has them, and for each element of `x`, in its shape, which of them it is, as int64.
 *
 * @example np.unique_inverse([[3, 1], [1, 2]]).inverse_indices // array([[2, 0], [0, 1]])
 */
export const unique_inverse = /* @__PURE__ */ overridable(
  "unique_inverse",
  (x) => [x],
  <A>(x: A): NamedTuple<{ values: Like<A>; inverse_indices: Like<A> }> =>
    scope(() => {
      const { values, inverse_indices } = uniqueElements("unique_inverse", coerce("unique_inverse", x));
      return namedTuple({ values, inverse_indices });
    }) as never,
);

/**
 * The distinct elements of `x`, as `unique_values` has them; where in row-major order each is first; for each element of `x`, in its
 * shape, which of them it is; and how often each is there. Indices and counts are int64.
 *
 * @example np.unique_all([3, 1, 1]).indices // array([1, 0])
 */
export const unique_all = /* @__PURE__ */ overridable(
  "unique_all",
  (x) => [x],
  <A>(x: A): NamedTuple<{ values: Like<A>; indices: Like<A>; inverse_indices: Like<A>; counts: Like<A> }> =>
    scope(() => namedTuple({ ...uniqueElements("unique_all", coerce("unique_all", x)) })) as never,
);

/**
 * Whether each element of `x1` equals one of `x2`, or with `invert` whether it equals none, as bool. They are compared in the dtype to
 * which both promote; NaN equals nothing. Binary search in the sorted `x2`.
 *
 * @example np.isin([[1, 2], [3, 4]], [4, 2]) // array([[False,  True], [False,  True]])
 */
export const isin = /* @__PURE__ */ overridable(
  "isin",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B, options: { invert?: boolean | undefined } = {}): Like<A, Like<B>> => {
    checkOptions("isin", options, ["invert"]);
    const invert = checkFlag("isin", "invert", options.invert) ?? false;
    return scope(() => isIn("isin", coerce("isin", x1), coerce("isin", x2), invert)) as Like<A, Like<B>>;
  },
);
