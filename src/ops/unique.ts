import { coerce } from "../array/convert.ts";
import { cast, flatten } from "../array/copy.ts";
import { partView, permuteView, reshapeView } from "../array/views.ts";
import { allocateArray, pointerOf, viewOf, type WasmArray, zeroArray } from "../array/wasm-array.ts";
import { dtypes } from "../dtype.ts";
import { sorting } from "../wasm/sorting.ts";
import { settle } from "../wasm/storage.ts";
import { comparison } from "./comparison.ts";
import { applyElementwise } from "./elementwise.ts";
import { joinArrays } from "./join.ts";
import { truePositions } from "./positions.ts";
import { reduceElements } from "./reduce.ts";
import { countOf } from "./reduce-plan.ts";
import { scanElements } from "./scan.ts";
import { orderedCode } from "./search.ts";
import { argsortAlong, orderByKeys, sortAlong } from "./sort.ts";
import { takeAlong, takeElements } from "./take.ts";

/** The distinct elements of an array, ascending; NaN equals nothing, so that each one is there. */
export interface Unique {
  readonly values: WasmArray;
  /** Where in row-major order each of them is first. */
  readonly indices: WasmArray;
  /** For each element of the array, in its shape, which of the values it is. */
  readonly inverse_indices: WasmArray;
  /** How often each of them is there. */
  readonly counts: WasmArray;
}

/** The distinct elements of `x`, ascending. Makes copies that it does not dispose. */
export function uniqueValues(id: string, x: WasmArray): WasmArray {
  const sorted = sortAlong(id, flatten(id, x), 0, false);
  return takeElements(id, sorted, findGroups(id, sorted).starts, 0, "wrap");
}

/** The distinct elements of `x`, and where they are. Makes copies that it does not dispose. */
export function uniqueElements(id: string, x: WasmArray): Unique {
  const flat = flatten(id, x);
  const order = argsortAlong(id, flat, 0, false);
  const sorted = takeAlong(id, flat, order, 0);
  const inverse = allocateArray(id, "int64", [x.size]);
  const { starts, ends } = findGroups(id, sorted, order, inverse);
  return {
    values: takeElements(id, sorted, starts, 0, "wrap"),
    indices: takeElements(id, order, starts, 0, "wrap"),
    inverse_indices: reshapeView(id, inverse, x.shape)!,
    counts: applyElementwise("subtract", [ends, starts]),
  };
}

/**
 * The distinct slices of `x` along an axis, in the order of their first elements, then of their second ones, and so on; NaN
 * equals nothing. `inverse_indices` has one dimension. Makes copies that it does not dispose.
 */
export function uniqueSlices(id: string, x: WasmArray, axis: number): Unique {
  const n = x.shape[axis];
  const rows = asRows(id, x, axis);
  const order = orderOfRows(id, rows);
  const isNew = differFromBefore(id, takeElements(id, rows, order, 0, "wrap"));
  const [first, end] = [coerce(id, n ? [0] : [], "int64"), coerce(id, [n], "int64")];
  const bounds = joinArrays(id, [first, applyElementwise("add", [truePositions(id, isNew), 1]), end], 0);
  const [starts, ends] = [0, 1].map((k) => partView(id, bounds, 0, k, bounds.size - 1));
  const indices = takeElements(id, order, starts, 0, "wrap");
  const groups = scanElements(id, "sum", isNew, { axis: 0, initial: true });
  return {
    values: takeElements(id, x, indices, axis, "wrap"),
    indices,
    inverse_indices: takeElements(id, groups, argsortAlong(id, order, 0, false), 0, "wrap"),
    counts: applyElementwise("subtract", [ends, starts]),
  };
}

/** The slices of an array along an axis as the rows of a new matrix. */
function asRows(id: string, x: WasmArray, axis: number): WasmArray {
  const others = [...x.shape.keys()].filter((i) => i !== axis);
  const turned = cast(id, permuteView(id, x, [axis, ...others]), x.dtype);
  return reshapeView(id, turned, [x.shape[axis], countOf(x.shape, others)])!;
}

/** Positions of the rows of a matrix in the order of their first elements, then of their second ones, and so on. */
function orderOfRows(id: string, rows: WasmArray): WasmArray {
  const [n, m] = rows.shape;
  if (m === 0) return argsortAlong(id, zeroArray(id, "int64", [n]), 0, false);
  const { size } = dtypes[rows.dtype];
  const columns = Array.from({ length: m }, (_, j) => viewOf(id, rows, [n], [m], j * size));
  return orderByKeys(id, columns.reverse(), 0);
}

/** Whether each row of a matrix but the first differs from the one before it. */
function differFromBefore(id: string, rows: WasmArray): WasmArray {
  const count = Math.max(rows.shape[0] - 1, 0);
  const [before, after] = [0, rows.shape[0] - count].map((first) => partView(id, rows, 0, first, count));
  const differ = comparison("not_equal").apply([after, before], {}, id);
  return reduceElements(id, "any", differ, { axes: [1], keepdims: false });
}

interface Groups {
  /** Where the groups of equal elements begin, and where they end. */
  readonly starts: WasmArray;
  readonly ends: WasmArray;
}

/** The groups in an array that is in order; those of its elements are set in `inverse`, at their places in `order`. */
function findGroups(id: string, sorted: WasmArray, order?: WasmArray, inverse?: WasmArray): Groups {
  const bounds = allocateArray(id, "int64", [sorted.size + 1]);
  const kernel = sorting[`groups_${orderedCode(sorted.dtype)}`];
  const [places, positions] = [inverse, order].map((x) => (x ? pointerOf(id, x) : 0));
  const count = kernel(pointerOf(id, bounds), places, positions, pointerOf(id, sorted), sorted.size);
  settle();
  return { starts: viewOf(id, bounds, [count], [1]), ends: viewOf(id, bounds, [count], [1], 8) };
}
