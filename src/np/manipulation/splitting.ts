import { coerce } from "../../array/convert.ts";
import { scope } from "../../array/scope.ts";
import { resolveSlice, Slice } from "../../array/slice.ts";
import { partView } from "../../array/views.ts";
import type { WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { ShapeError } from "../../errors.ts";
import { checkAxis } from "../../shape.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";
import { evenStarts } from "./places.ts";

export interface SplitOptions {
  /** The first axis by default. */
  axis?: number | undefined;
}

/** A number of parts, or the indices before which to split, as slices take them. */
type Cuts = number | readonly number[];

const splitOf = (id: string, isEven: boolean) =>
  overridable(
    id,
    (x) => [x],
    <A>(x: A, indices_or_sections: Cuts, options: SplitOptions = {}): Like<A>[] => {
      checkOptions(id, options, ["axis"]);
      return scope(() => {
        const source = coerce(id, x);
        return parts(id, source, indices_or_sections, checkAxis(id, options.axis ?? 0, source.ndim), isEven);
      }) as Like<A>[];
    },
  );

/**
 * The parts of `x` along an axis, as views: as many of equal length as a number says, or those that begin at the indices of a list. Throws a
 * ShapeError for a number that does not divide the axis or is not positive, an AxisError for an axis that `x` does not have.
 *
 * @example np.split([1, 2, 3, 4], [1, 3]) // [[1], [2, 3], [4]]
 */
export const split = /* @__PURE__ */ splitOf("split", true);

/**
 * The same as `split`, but a number of parts need not divide the axis: the first ones are longer by one then.
 *
 * @example np.array_split([1, 2, 3], 2) // [[1, 2], [3]]
 */
export const array_split = /* @__PURE__ */ splitOf("array_split", false);

const splitAlong = (id: string, least: number, axisOf: (x: WasmArray) => number) =>
  overridable(
    id,
    (x) => [x],
    <A>(x: A, indices_or_sections: Cuts): Like<A>[] =>
      scope(() => {
        const source = coerce(id, x);
        if (source.ndim < least) {
          throw new ShapeError(`${id}: takes arrays of ${least} dimensions or more, not ${source.ndim}`);
        }
        return parts(id, source, indices_or_sections, axisOf(source), true);
      }) as Like<A>[],
  );

/** `split` along the second axis, or the only one of a vector. @example np.hsplit([[1, 2]], 2) // [[[1]], [[2]]] */
export const hsplit = /* @__PURE__ */ splitAlong("hsplit", 1, ({ ndim }) => (ndim === 1 ? 0 : 1));

/** `split` along the first of at least two axes. @example np.vsplit([[1], [2]], 2) // [[[1]], [[2]]] */
export const vsplit = /* @__PURE__ */ splitAlong("vsplit", 2, () => 0);

/** `split` along the third of at least three axes. @example np.dsplit([[[1, 2]]], 2) // [[[[1]]], [[[2]]]] */
export const dsplit = /* @__PURE__ */ splitAlong("dsplit", 3, () => 2);

function parts(id: string, x: WasmArray, cuts: Cuts, axis: number, isEven: boolean): WasmArray[] {
  const length = x.shape[axis];
  const starts = typeof cuts === "number" ? evenStarts(id, cuts, length, isEven) : [0, ...cuts];
  return starts.map((start, i) => {
    const [first, count] = resolveSlice(new Slice(start, starts[i + 1] ?? null, 1), length);
    return partView(id, x, axis, count > 0 ? first : 0, count);
  });
}
