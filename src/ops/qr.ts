import { copyKernel } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray, zeroArray } from "../array/wasm-array.ts";
import { dtypes } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle } from "../wasm/storage.ts";
import { applyReflections, type FloatCode, factorColumns, reflectionScratch } from "./blocked/reflections.ts";
import { columnStep, withParts } from "./blocked/workspace.ts";
import { fillDiagonal, filled } from "./fill.ts";
import { visitStack } from "./stack.ts";
import { floatingMatrices, problemOf } from "./svd.ts";

/** Q and R of a stack of matrices; with `complete` Q is square. */
export function qr(
  id: string,
  values: unknown,
  complete: boolean,
): { readonly Q: WasmArray; readonly R: WasmArray } {
  return scope(() => {
    const x = floatingMatrices(id, values);
    const { batch, m, k } = problemOf(x);
    const Q = identities(id, x, [...batch, m, complete ? m : k]);
    return { Q, R: factor(id, x, complete ? m : k, Q) };
  });
}

/** R alone, of as many rows as the shorter side of the matrices. */
export function triangularFactors(id: string, values: unknown): WasmArray {
  return scope(() => {
    const x = floatingMatrices(id, values);
    return factor(id, x, problemOf(x).k);
  });
}

/** R, of so many rows, for the matrices of x; multiplies the identity matrices in Q by what belongs to it. */
function factor(id: string, x: WasmArray, rows: number, Q?: WasmArray): WasmArray {
  const { batch, m, n, k } = problemOf(x);
  const { size } = dtypes[x.dtype];
  const code = dtypes[x.dtype].code as FloatCode;
  const [row, col] = x.strides.slice(-2).map((stride) => stride * size);
  const R = allocateArray(id, x.dtype, [...batch, rows, n]);
  const cols = Q?.shape.at(-1) ?? 0;
  const ld = columnStep(m, size);
  const bytes = [n * ld, k * size, reflectionScratch({ size, m, n }, Math.max(n, cols))];
  withParts(id, bytes, ([at, tau, scratch]) => {
    visitStack(id, batch, Q ? [x, R, Q] : [x, R], [2, 2, 2], ([a, r, q]) => {
      const reflections = { code, size, at, ld, m, n, tau, count: k };
      copyKernel(size)(at, size, ld, a, row, col, m, n);
      factorColumns(reflections, scratch);
      linalg[`copy_upper_${code}`](r, n * size, size, at, ld, rows, n);
      if (Q) applyReflections(reflections, { at: q, row: cols * size, col: size }, cols, scratch, true);
    });
  });
  settle();
  return R;
}

/** Matrices like those of x, of `shape`, with ones on their diagonals. */
function identities(id: string, x: WasmArray, shape: Shape): WasmArray {
  const one = zeroArray(id, x.dtype, shape.slice(-2));
  fillDiagonal(id, one, 0, 1);
  return shape.length === 2 ? one : filled(id, x.dtype, shape, one);
}
