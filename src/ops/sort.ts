import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { dtypes, isComplex } from "../dtype.ts";
import { sorting } from "../wasm/sorting.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { realCode } from "./reduce-plan.ts";
import { visitRows } from "./rows.ts";
import { takeAlong } from "./take.ts";

type ComplexCode = "c64" | "c128";

/** The elements in order along `axis`, NaN last; stable. Complex numbers are ordered as by `argsortAlong`. */
export function sortAlong(id: string, x: WasmArray, axis: number, descending: boolean): WasmArray {
  if (isComplex(x.dtype)) {
    const order = argsortAlong(id, x, axis, descending);
    const out = takeAlong(id, x, order, axis);
    order.dispose();
    return out;
  }
  return sortRows(
    id,
    allocateArray(id, x.dtype, x.shape),
    x,
    axis,
    descending,
    sorting[`sort_${realCode(x.dtype)}`],
  );
}

/** Positions along `axis` of the elements in order, as int64; those of equal elements ascend. */
export function argsortAlong(id: string, x: WasmArray, axis: number, descending: boolean): WasmArray {
  const code = isComplex(x.dtype) ? (dtypes[x.dtype].code as ComplexCode) : realCode(x.dtype);
  return sortRows(id, allocateArray(id, "int64", x.shape), x, axis, descending, sorting[`argsort_${code}`]);
}

/**
 * Positions along `axis` that sort by the last of several keys of one shape, equal elements by the one before it, and so on,
 * as int64. Makes copies that it does not dispose.
 */
export function orderByKeys(id: string, keys: readonly WasmArray[], axis: number): WasmArray {
  const [first, ...others] = keys;
  return others.reduce(
    (order, key) => {
      const next = argsortAlong(id, takeAlong(id, key, order, axis), axis, false);
      return takeAlong(id, order, next, axis);
    },
    argsortAlong(id, first, axis, false),
  );
}

function sortRows(
  id: string,
  out: WasmArray,
  x: WasmArray,
  axis: number,
  descending: boolean,
  kernel: typeof sorting.sort_f64,
): WasmArray {
  const length = x.shape[axis];
  if (out.size === 0) return out;
  withScratch(id, sorting.sort_counter_bytes() + 2 * length * dtypes[out.dtype].size, (room) => {
    visitRows(id, x.shape, axis, [out, x], ([o, a], { row, col }, count) => {
      kernel(o, row[0], col[0], a, row[1], col[1], count, length, descending, room);
    });
  });
  settle();
  return out;
}
