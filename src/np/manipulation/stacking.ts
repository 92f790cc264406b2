import { coerce } from "../../array/convert.ts";
import { scope } from "../../array/scope.ts";
import { expandView } from "../../array/views.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { joinArrays } from "../../ops/join.ts";
import type { Like } from "../operand.ts";
import { coerceAll } from "./joining.ts";
import { addedAxes } from "./places.ts";

/** A view of at least `least` dimensions. */
const atLeast = (id: string, x: WasmArray, least: 1 | 2 | 3): WasmArray =>
  expandView(id, x, addedAxes[least][x.ndim] ?? []);

type AtLeast = <A extends readonly unknown[]>(
  ...arrays: A
) => A extends readonly [infer X] ? Like<X> : { -readonly [I in keyof A]: Like<A[I]> };

const atLeastOf = (id: string, least: 1 | 2 | 3) =>
  overridable(id, (...arrays) => arrays, ((...arrays: unknown[]) =>
    scope(() => {
      const views = arrays.map((x) => atLeast(id, coerce(id, x), least));
      return views.length === 1 ? views[0] : views;
    })) as AtLeast);

/**
 * The array, or a list of the arrays if there are several, with an axis of length 1 if there is none: views.
 *
 * @example np.atleast_1d(3) // array([3.])
 */
export const atleast_1d = /* @__PURE__ */ atLeastOf("atleast_1d", 1);

/**
 * The array, or a list of the arrays if there are several, with axes of length 1 in front up to two dimensions: views.
 *
 * @example np.atleast_2d([1, 2]) // array([[1., 2.]])
 */
export const atleast_2d = /* @__PURE__ */ atLeastOf("atleast_2d", 2);

/**
 * The array, or a list of the arrays if there are several, with axes of length 1 up to three dimensions, behind those of a matrix and round
 * that of a vector: views.
 *
 * @example np.atleast_3d([1, 2]).shape // [1, 2, 1]
 */
export const atleast_3d = /* @__PURE__ */ atLeastOf("atleast_3d", 3);

const stackOf = (id: string, view: (x: WasmArray) => WasmArray, axisOf: (first: WasmArray) => number) =>
  overridable(
    id,
    (arrays) => [arrays],
    <A>(arrays: readonly A[]): Like<A> =>
      scope(() => {
        const parts = coerceAll(id, arrays).map(view);
        return joinArrays(id, parts, axisOf(parts[0]));
      }) as Like<A>,
  );

/**
 * The arrays below each other: along the first axis, vectors as rows. Throws what `concat` throws.
 *
 * @example np.vstack([[1, 2], [3, 4]]) // array([[1., 2.], [3., 4.]])
 */
export const vstack = /* @__PURE__ */ stackOf(
  "vstack",
  (x) => atLeast("vstack", x, 2),
  () => 0,
);

/**
 * The arrays beside each other: along the second axis, vectors along their only one. Throws what `concat` throws.
 *
 * @example np.hstack([[[1], [2]], [[3], [4]]]) // array([[1., 3.], [2., 4.]])
 */
export const hstack = /* @__PURE__ */ stackOf(
  "hstack",
  (x) => atLeast("hstack", x, 1),
  ({ ndim }) => (ndim === 1 ? 0 : 1),
);

/**
 * The arrays behind each other: along the third axis, of which matrices and vectors get one. Throws what `concat` throws.
 *
 * @example np.dstack([[1, 2], [3, 4]]) // array([[[1., 3.], [2., 4.]]])
 */
export const dstack = /* @__PURE__ */ stackOf(
  "dstack",
  (x) => atLeast("dstack", x, 3),
  () => 2,
);

/**
 * Vectors as the columns of a matrix, matrices beside them. Throws what `concat` throws.
 *
 * @example np.column_stack([[1, 2], [3, 4]]) // array([[1., 3.], [2., 4.]])
 */
export const column_stack = /* @__PURE__ */ stackOf(
  "column_stack",
  (x) => (x.ndim < 2 ? expandView("column_stack", x, x.ndim === 0 ? [0, 1] : [1]) : x),
  () => 1,
);
