import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { dtypes } from "../dtype.ts";
import { core } from "../wasm/core.ts";
import { settle } from "../wasm/storage.ts";
import { visitStack } from "./stack.ts";

const kernels = {
  1: "triangle_u8",
  2: "triangle_u16",
  4: "triangle_u32",
  8: "triangle_u64",
  16: "triangle_v128",
} as const;

/** The matrices in the last two axes with zeros above their `k`-th diagonal, or with `upper` below it. */
export function triangleOf(id: string, x: WasmArray, k: number, upper: boolean): WasmArray {
  const out = allocateArray(id, x.dtype, x.shape);
  const { size } = dtypes[x.dtype];
  const [rows, cols] = x.shape.slice(-2);
  const [xRow, xCol] = x.strides.slice(-2).map((stride) => stride * size);
  // Diagonals past the corners are all the same; what is handed to a kernel has 32 bits.
  const diagonal = Math.max(-rows - 1, Math.min(k, cols + 1));
  const kernel = core[kernels[size as keyof typeof kernels]];
  visitStack(id, x.shape.slice(0, -2), [out, x], [2, 2], ([o, a]) => {
    kernel(o, cols * size, a, xRow, xCol, rows, cols, diagonal, upper);
  });
  settle();
  return out;
}
