import { flatten } from "../array/copy.ts";
import { reshapeView } from "../array/views.ts";
import { allocateArray, pointerOf, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { sorting } from "../wasm/sorting.ts";
import { settle } from "../wasm/storage.ts";
import { applyElementwise } from "./elementwise.ts";
import { orderedCode } from "./search.ts";
import { argsortAlong, sortAlong } from "./sort.ts";
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
