import { flatten } from "../array/copy.ts";
import { visitTiles } from "../array/plan.ts";
import { allocateArray, pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { type Code, type DType, dtypes, promote } from "../dtype.ts";
import { sorting } from "../wasm/sorting.ts";
import { settle } from "../wasm/storage.ts";
import { convertOperand } from "./promotion.ts";
import { sortAlong } from "./sort.ts";

/** Suffix of the kernels that compare: bools are read as u8. */
export const orderedCode = (dtype: DType): Exclude<Code, "bool"> => {
  const { code } = dtypes[dtype];
  return code === "bool" ? "u8" : code;
};

/**
 * How many elements of the one-dimensional `x` are before each of `values`, or with `right` not after it, as int64. `x` is in
 * the order that `sort` gives, or is so if taken in the order of `sorter`: as many positions in it, which have been checked.
 * Makes copies that it does not dispose.
 */
export function searchSorted(
  id: string,
  x: WasmArray,
  values: WasmArray,
  right: boolean,
  sorter: WasmArray | undefined,
): WasmArray {
  const dtype = promote(x.dtype, values.dtype);
  const sorted = convertOperand(id, x, dtype);
  const wanted = convertOperand(id, values, dtype);
  const order = sorter && convertOperand(id, sorter, "int64");
  const out = allocateArray(id, "int64", values.shape);
  const kernel = sorting[`searchsorted_${orderedCode(dtype)}`];
  const [xCol, orderCol] = [sorted.strides[0] * dtypes[dtype].size, order ? order.strides[0] * 8 : 0];
  visitTiles(id, out.shape, [out, wanted], ([o, v], { rowSteps: row, colSteps: col, rows, cols }) => {
    const [pointer, positions] = [pointerOf(id, sorted), order ? pointerOf(id, order) : 0];
    // biome-ignore format: the kernel's arguments by operand
    kernel(o, row[0], col[0], pointer, xCol, positions, orderCol, x.size, v, row[1], col[1], rows, cols, right);
  });
  settle();
  return out;
}

/** Whether each element of `x` equals one of `test`, or with `invert` whether not. Makes copies that it does not dispose. */
export function isIn(id: string, x: WasmArray, test: WasmArray, invert: boolean): WasmArray {
  const dtype = promote(x.dtype, test.dtype);
  const wanted = convertOperand(id, x, dtype);
  const sorted = sortAlong(id, flatten(id, convertOperand(id, test, dtype)), 0, false);
  const out = allocateArray(id, "bool", x.shape);
  const kernel = sorting[`contains_${orderedCode(dtype)}`];
  visitTiles(id, out.shape, [out, wanted], ([o, v], { rowSteps: row, colSteps: col, rows, cols }) => {
    kernel(o, row[0], col[0], pointerOf(id, sorted), test.size, v, row[1], col[1], rows, cols, invert);
  });
  settle();
  return out;
}
