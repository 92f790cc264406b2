/** Set functions: https://data-apis.org/array-api/2025.12/API_specification/set_functions.html */
import { coerce } from "../array/convert.ts";
import { cast, flatten } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { partView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { isComplex, isFloating, promote } from "../dtype.ts";
import { applyElementwise } from "../ops/elementwise.ts";
import { joinArrays } from "../ops/join.ts";
import { reduceElements } from "../ops/reduce.ts";
import { isIn, searchSorted } from "../ops/search.ts";
import { sortAlong } from "../ops/sort.ts";
import { type Unique, uniqueElements, uniqueSlices, uniqueValues } from "../ops/unique.ts";
import { checkAxis } from "../shape.ts";
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

export interface UniqueOptions {
  /** Whether to return where in row-major order each element is first. */
  return_index?: boolean | undefined;
  /** Whether to return for each element of `x`, in its shape, or each slice, which of the distinct ones it is. */
  return_inverse?: boolean | undefined;
  /** Whether to return how often each element is there. */
  return_counts?: boolean | undefined;
  /** Whether all NaN are one, which is the default. */
  equal_nan?: boolean | undefined;
  /** The axis along which slices are compared as wholes; by default the elements of the flattened array are. */
  axis?: number | null | undefined;
}

/**
 * The distinct elements of `x`, ascending, in one dimension, as in NumPy: the array, or with `return_…` a named tuple of `values` and
 * what is asked for of `indices`, `inverse_indices` and `counts`, which are int64. With `axis` the distinct slices along it, in the
 * order of their first elements, then of their second ones, and so on; those with a NaN equal no other.
 * @throws AxisError for an axis that `x` does not have
 *
 * @example np.unique([3, 1, NaN, 1, NaN], { return_counts: true }).counts // array([2, 1, 2])
 */
export const unique = /* @__PURE__ */ overridable(
  "unique",
  (x) => [x],
  <A, const O extends UniqueOptions = Record<never, never>>(
    x: A,
    options: O = {} as O,
  ): Distinct<Like<A>, O> => {
    const id = "unique";
    checkOptions(id, options, ["return_index", "return_inverse", "return_counts", "equal_nan", "axis"]);
    const flag = (name: keyof UniqueOptions) => checkFlag(id, name, options[name]);
    const merges = flag("equal_nan") ?? true;
    const [index, inverse, count] = [flag("return_index"), flag("return_inverse"), flag("return_counts")];
    return scope(() => {
      const source = coerce(id, x);
      const { axis = null } = options;
      if (axis === null && !index && !inverse && !count) {
        return merges ? distinct(id, source) : uniqueValues(id, source);
      }
      const found =
        axis === null
          ? foundElements(id, source, merges)
          : uniqueSlices(id, source, checkAxis(id, axis, source.ndim));
      const { values, indices, inverse_indices, counts } = found;
      if (!index && !inverse && !count) return values;
      return namedTuple({
        values,
        ...(index && { indices }),
        ...(inverse && { inverse_indices }),
        ...(count && { counts }),
      });
    }) as Distinct<Like<A>, O>;
  },
);

/** The distinct elements of an array, where `merges` tells whether all NaN are one. */
function foundElements(id: string, x: WasmArray, merges: boolean): Unique {
  const found = uniqueElements(id, x);
  return merges ? mergeNaN(id, found) : found;
}

/** What `unique` returns: an array of kind A, or a named tuple. */
type Distinct<A, O extends UniqueOptions> = O extends
  | { return_index: true }
  | { return_inverse: true }
  | { return_counts: true }
  ? NamedTuple<
      { values: A } & (O extends { return_index: true } ? { indices: A } : unknown) &
        (O extends { return_inverse: true } ? { inverse_indices: A } : unknown) &
        (O extends { return_counts: true } ? { counts: A } : unknown)
    >
  : A;

/** The same with all NaN, which come last, as the first one of them. */
function mergeNaN(id: string, found: Unique): Unique {
  const { values, indices, inverse_indices, counts } = found;
  const [last, first] = [values.size - 1, withoutRepeatedNaN(id, values).size - 1];
  if (first === last) return found;
  const rest = sumOf(id, partView(id, counts, 0, first, last - first + 1));
  return {
    values: partView(id, values, 0, 0, first + 1),
    indices: partView(id, indices, 0, 0, first + 1),
    inverse_indices: applyElementwise(id, [inverse_indices, BigInt(first)], undefined, "minimum"),
    counts: joinArrays(id, [partView(id, counts, 0, 0, first), rest], 0),
  };
}

const sumOf = (id: string, x: WasmArray): WasmArray =>
  reduceElements(id, "sum", x, { axes: [0], keepdims: true });

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

const setOf = (id: string, combine: (a: WasmArray, b: WasmArray) => WasmArray) =>
  overridable(
    id,
    (x1, x2) => [x1, x2],
    <A, B>(x1: A, x2: B): Like<A, Like<B>> =>
      scope(() => combine(coerce(id, x1), coerce(id, x2))) as Like<A, Like<B>>,
  );

/**
 * The distinct elements of both arrays, ascending, in one dimension; of the dtype that theirs promote to. As in NumPy all NaN are one here.
 *
 * @example np.union1d([3, 1], [2, 1]) // array([1., 2., 3.])
 */
export const union1d = /* @__PURE__ */ setOf("union1d", (a, b) =>
  distinct("union1d", joinArrays("union1d", [flatten("union1d", a), flatten("union1d", b)], 0)),
);

/**
 * The distinct elements that both arrays have, ascending, in one dimension; of the dtype that theirs promote to. NaN equals nothing.
 *
 * @example np.intersect1d([3, 1, 2], [2, 1, 1]) // array([1., 2.])
 */
export const intersect1d = /* @__PURE__ */ setOf("intersect1d", (a, b) => {
  const id = "intersect1d";
  const dtype = promote(a.dtype, b.dtype);
  return chosen(uniqueValues(id, cast(id, a, dtype)), b, false);
});

/**
 * The distinct elements of the first array that the second one has not, ascending, in one dimension. NaN equals nothing, but all NaN of the
 * first are one.
 *
 * @example np.setdiff1d([3, 1, 2, 3], [2]) // array([1., 3.])
 */
export const setdiff1d = /* @__PURE__ */ setOf("setdiff1d", (a, b) =>
  chosen(distinct("setdiff1d", a), b, true),
);

/**
 * The distinct elements that one of the arrays has and the other has not, ascending, in one dimension; of the dtype that theirs promote to. All
 * NaN of one array are one.
 *
 * @example np.setxor1d([3, 1, 2], [2, 4]) // array([1., 3., 4.])
 */
export const setxor1d = /* @__PURE__ */ setOf("setxor1d", (a, b) => {
  const id = "setxor1d";
  const [x, y] = [distinct(id, a), distinct(id, b)];
  return sortAlong(id, joinArrays(id, [chosen(x, y, true), chosen(y, x, true)], 0), 0, false);
});

/** The elements of a one-dimensional array that another one has, or has not. */
const chosen = (x: WasmArray, test: WasmArray, invert: boolean): WasmArray =>
  x.at(isIn("isin", x, test, invert));

/** The distinct elements of `x`, ascending, with the first NaN of all alone: they come last. */
const distinct = (id: string, x: WasmArray): WasmArray => withoutRepeatedNaN(id, uniqueValues(id, x));

/** Distinct elements, ascending, with the first NaN of all alone. */
function withoutRepeatedNaN(id: string, values: WasmArray): WasmArray {
  if (!isFloating(values.dtype)) return values;
  // Of all that has a NaN in it the first in order, so that what comes before is free of them.
  const firstNaN = coerce(
    id,
    isComplex(values.dtype) ? { re: Number.NEGATIVE_INFINITY, im: NaN } : NaN,
    values.dtype,
  );
  const numbers = Number(searchSorted(id, values, firstNaN, false, undefined).item());
  return partView(id, values, 0, 0, Math.min(numbers + 1, values.size));
}
