import { cast, contiguous } from "../array/copy.ts";
import { overlaps } from "../array/overlap.ts";
import { visitTiles } from "../array/plan.ts";
import { scope } from "../array/scope.ts";
import { broadcastView } from "../array/views.ts";
import { allocateArray, pointerOf, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes } from "../dtype.ts";
import { broadcastShapes, type Shape, sizeOf } from "../shape.ts";
import { core } from "../wasm/core.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { convertOperand } from "./promotion.ts";
import { visitRows } from "./rows.ts";

/** Names of kernels by the bytes of an element. */
const kernels = {
  1: { take: "take_u8", takeAlong: "take_along_u8", putAlong: "put_along_u8" },
  2: { take: "take_u16", takeAlong: "take_along_u16", putAlong: "put_along_u16" },
  4: { take: "take_u32", takeAlong: "take_along_u32", putAlong: "put_along_u32" },
  8: { take: "take_u64", takeAlong: "take_along_u64", putAlong: "put_along_u64" },
  16: { take: "take_v128", takeAlong: "take_along_v128", putAlong: "put_along_v128" },
} as const;

type ElementSize = keyof typeof kernels;

export type IndexMode = "raise" | "wrap" | "clip";
const modes: readonly IndexMode[] = ["raise", "wrap", "clip"];

/**
 * The elements of `x` at `indices` along `axis`: their axes take the place of that one. Indices out of bounds wrap round or
 * are clipped; with the mode "raise" they have been checked.
 */
export function takeElements(
  id: string,
  x: WasmArray,
  indices: WasmArray,
  axis: number,
  mode: IndexMode,
): WasmArray {
  const { size } = dtypes[x.dtype];
  const others = (list: Shape) => list.filter((_, i) => i !== axis);
  const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
  const out = allocateArray(id, x.dtype, shape);
  if (out.size === 0) return out;
  scope(() => {
    const index = contiguous(id, convertOperand(id, indices, "int64"));
    const places = out.strides.toSpliced(axis, indices.ndim);
    const operands = [
      viewOf(id, out, others(x.shape), places),
      viewOf(id, x, others(x.shape), others(x.strides)),
    ];
    const step = size * sizeOf(x.shape.slice(axis + 1));
    const kernel = core[kernels[size as ElementSize].take];
    withScratch(id, 4 * index.size, (offsets) => {
      const xStep = x.strides[axis] * size;
      core.index_offsets(
        offsets,
        pointerOf(id, index),
        index.size,
        x.shape[axis],
        xStep,
        modes.indexOf(mode),
      );
      visitTiles(id, others(x.shape), operands, ([o, a], { rows, cols, rowSteps: row, colSteps: col }) => {
        kernel(o, step, row[0], col[0], a, row[1], col[1], offsets, index.size, rows, cols);
      });
    });
    settle();
  });
  return out;
}

/** out[…, i, …] = x[…, indices[…, i, …], …] along `axis`; the other axes broadcast. The indices have been checked. */
export function takeAlong(id: string, x: WasmArray, indices: WasmArray, axis: number): WasmArray {
  const shape = alongShape(id, x, indices, axis);
  const out = allocateArray(id, x.dtype, shape);
  const index = convertOperand(id, indices, "int64");
  const kernel = core[kernels[dtypes[x.dtype].size as ElementSize].takeAlong];
  visitRows(id, shape, axis, [out, x, index], ([o, a, k], { row, col }, count) => {
    kernel(o, row[0], col[0], a, row[1], col[1], x.shape[axis], k, row[2], col[2], count, shape[axis]);
  });
  settle();
  return out;
}

/**
 * x[…, indices[…, i, …], …] = values[…, i, …] along `axis`; the other axes of indices and values broadcast, and values
 * broadcast to the indices. Of values for one place the last one stays. The indices have been checked.
 */
export function putAlong(
  id: string,
  x: WasmArray,
  indices: WasmArray,
  values: WasmArray,
  axis: number,
): void {
  const shape = alongShape(id, x, indices, axis);
  const own = values.dtype !== x.dtype || overlaps(x, values) ? cast(id, values, x.dtype) : values;
  const spread = broadcastView(id, own, shape);
  const index = overlaps(x, indices) ? cast(id, indices, "int64") : convertOperand(id, indices, "int64");
  const kernel = core[kernels[dtypes[x.dtype].size as ElementSize].putAlong];
  visitRows(id, shape, axis, [x, spread, index], ([o, a, k], { row, col }, count) => {
    kernel(o, row[0], col[0], x.shape[axis], a, row[1], col[1], k, row[2], col[2], count, shape[axis]);
  });
  settle();
}

/** The shape of indices for `x`, but for the axis along which they are taken, broadcast to that of `x`. */
function alongShape(id: string, x: WasmArray, indices: WasmArray, axis: number): number[] {
  return broadcastShapes(id, x.shape.with(axis, indices.shape[axis]), indices.shape);
}
