import { coerce } from "../../array/convert.ts";
import { cast, flatten } from "../../array/copy.ts";
import { type Index, parseItem } from "../../array/index-items.ts";
import { scope } from "../../array/scope.ts";
import { broadcastView, expandView, permuteView } from "../../array/views.ts";
import { allocateArray, type WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { takeElements } from "../../ops/take.ts";
import { checkAxis } from "../../shape.ts";
import type { Coercible, Like } from "../operand.ts";
import { checkOptions } from "../options.ts";
import { type Places, placesOf } from "./places.ts";

export interface EditOptions {
  /** Without one (null) the array is flattened in row-major order. */
  axis?: number | null | undefined;
}

/** An array of positions. */
const positionsArray = (id: string, positions: readonly number[]): WasmArray =>
  coerce(id, BigInt64Array.from(positions, BigInt));

/**
 * `x` without the places of an axis that `obj` names, as a copy.
 * @throws IndexError for places that the axis does not have, AxisError for an axis that `x` does not have
 * @example np.delete([[1, 2, 3], [4, 5, 6]], [0, -1], { axis: 1 }) // array([[2.], [5.]])
 */
const remove = /* @__PURE__ */ overridable(
  "delete",
  (x) => [x],
  <A>(x: A, obj: Places, options: EditOptions = {}): Like<A> => {
    const id = "delete";
    checkOptions(id, options, ["axis"]);
    return scope(() => {
      const { source, axis } = sourceOf(id, x, options.axis);
      const gone = new Set(placesOf(id, obj, axis, source.shape[axis]));
      const kept = Array.from({ length: source.shape[axis] }, (_, i) => i).filter((i) => !gone.has(i));
      return takeElements(id, source, positionsArray(id, kept), axis, "wrap");
    }) as Like<A>;
  },
);

export { remove as delete };

/**
 * `x` with `values` before the places of an axis that `obj` names, places of `x` as it was. Values are cast to the dtype of `x`; for a list
 * of places they broadcast to one index of the axis for each, for a single integer they may be any number of indices, and those of more than
 * one dimension have the axis in front, as in NumPy.
 * @throws IndexError for places that are neither of the axis nor its end, ShapeError for values that do not broadcast, AxisError for
 *   an axis that `x` does not have
 * @example np.insert([[1, 2], [3, 4]], 1, [7, 8], { axis: 1 }) // array([[1., 7., 2.], [3., 8., 4.]])
 */
export const insert = /* @__PURE__ */ overridable(
  "insert",
  (x, _obj, values) => [x, values],
  <A>(x: A, obj: Places, values: WasmArray | Coercible, options: EditOptions = {}): Like<A> => {
    const id = "insert";
    checkOptions(id, options, ["axis"]);
    return scope(() => {
      const { source, axis } = sourceOf(id, x, options.axis);
      const places = placesOf(id, obj, axis, source.shape[axis], true);
      const given = coerce(id, values, source.dtype);
      const own = cast(id, given, source.dtype);
      const padded = expandView(
        id,
        own,
        Array.from({ length: Math.max(source.ndim - own.ndim, 0) }, (_, i) => i),
      );
      const isSingle = parseItem(id, obj).kind === "integer";
      const added = isSingle ? withAxisAt(id, padded, axis) : padded;
      const before = isSingle ? new Array<number>(added.shape[axis]).fill(places[0]) : places;
      return insertBefore(id, source, before, added, axis);
    }) as Like<A>;
  },
);

/** The first axis moved to the place of another. */
function withAxisAt(id: string, x: WasmArray, axis: number): WasmArray {
  const order = [...x.shape.keys()].slice(1);
  order.splice(axis, 0, 0);
  return permuteView(id, x, order);
}

function insertBefore(
  id: string,
  x: WasmArray,
  before: readonly number[],
  values: WasmArray,
  axis: number,
): WasmArray {
  const spread = broadcastView(id, values, x.shape.with(axis, before.length));
  const length = x.shape[axis] + before.length;
  const out = allocateArray(id, x.dtype, x.shape.with(axis, length));
  // In a stable order of places, the k-th value has k others before it.
  const order = [...before.keys()].sort((i, j) => before[i] - before[j]);
  const targets = before.map(() => 0);
  order.forEach((i, k) => {
    targets[i] = before[i] + k;
  });
  const taken = new Set(targets);
  const rest = Array.from({ length }, (_, i) => i).filter((i) => !taken.has(i));
  const along: Index[] = x.shape.map(() => ":");
  out.set(spread, ...along.with(axis, positionsArray(id, targets)));
  out.set(x, ...along.with(axis, positionsArray(id, rest)));
  return out;
}

function sourceOf(
  id: string,
  x: unknown,
  axis: number | null | undefined,
): { source: WasmArray; axis: number } {
  const given = coerce(id, x);
  if (axis === undefined || axis === null) return { source: flatten(id, given), axis: 0 };
  return { source: given, axis: checkAxis(id, axis, given.ndim) };
}
