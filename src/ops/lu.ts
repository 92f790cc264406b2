import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { int32, realDType } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import { core } from "../wasm/core.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { factorLu } from "./blocked/lu.ts";
import { copyMatrix, elementsOf, rowsOf } from "./blocked/matrix.ts";
import { columnStep } from "./blocked/workspace.ts";
import { filled } from "./fill.ts";
import { identities, matrixSteps, toSquareMatrices } from "./matrices.ts";
import { fillRange } from "./sequence.ts";
import type { Matrix } from "./shared-gemm.ts";
import { visitStack } from "./stack.ts";
import { floatingMatrices, problemOf } from "./svd.ts";

/** A matrix in scratch memory as L and U, the rows that were exchanged, and the index of U's first zero or -1. */
export interface Factors {
  readonly lu: Matrix;
  readonly pivots: number;
  readonly zero: number;
  /** Of the operands besides the matrix, in their order. */
  readonly at: readonly number[];
  /** 32 bytes of scratch memory. */
  readonly work: number;
}

/** Calls `use` with the factors of each matrix of x, and with the addresses of other operands for it. */
export function visitFactors(
  id: string,
  x: WasmArray,
  others: readonly WasmArray[],
  core: readonly number[],
  use: (factors: Factors) => void,
): void {
  const elements = elementsOf(x.dtype);
  const { size } = elements;
  const [m, n] = x.shape.slice(-2);
  const steps = matrixSteps(x);
  const row = columnStep(n, size);
  const bytes = Math.ceil((m * row) / 16) * 16;
  const batch = others[0].shape.slice(0, others[0].ndim - core[0]);
  withScratch(id, bytes + 32 + 4 * Math.min(m, n), (scratch) => {
    const lu = { at: scratch, row, col: size };
    const work = scratch + bytes;
    const pivots = work + 32;
    visitStack(id, batch, [x, ...others], [2, ...core], ([a, ...at]) => {
      copyMatrix(elements, lu, { at: a, ...steps }, m, n);
      const status = factorLu(id, elements, lu, m, n, pivots);
      use({ lu, pivots, zero: status - 1, at, work });
    });
  });
  settle();
}

/** The determinants of a stack of square matrices. */
export function det(id: string, values: unknown): WasmArray {
  return scope(() => {
    const x = toSquareMatrices(id, values);
    const { code, size } = elementsOf(x.dtype);
    const n = x.shape[x.ndim - 1];
    const out = allocateArray(id, x.dtype, x.shape.slice(0, -2));
    visitFactors(id, x, [out], [0], ({ lu, pivots, at: [to], work }) => {
      linalg[`det_${code}`](to, lu.at, lu.row + size, n, pivots, work);
    });
    return out;
  });
}

/** Signs and logarithms of the absolute values of determinants. */
export function slogdet(id: string, values: unknown): { sign: WasmArray; logabsdet: WasmArray } {
  return scope(() => {
    const x = toSquareMatrices(id, values);
    const { code, size } = elementsOf(x.dtype);
    const n = x.shape[x.ndim - 1];
    const batch = x.shape.slice(0, -2);
    const sign = allocateArray(id, x.dtype, batch);
    const logabsdet = allocateArray(id, realDType(x.dtype), batch);
    visitFactors(id, x, [sign, logabsdet], [0, 0], ({ lu, pivots, at: [to, logarithm], work }) => {
      linalg[`slogdet_${code}`](to, logarithm, lu.at, lu.row + size, n, pivots, work);
    });
    return { sign, logabsdet };
  });
}

/** L and U in one matrix, L without its diagonal of ones, and the rows that were exchanged one after another. */
export function luFactor(id: string, values: unknown): { lu: WasmArray; piv: WasmArray } {
  return scope(() => {
    const x = floatingMatrices(id, values);
    const elements = elementsOf(x.dtype);
    const { m, n, k, batch } = problemOf(x);
    const lu = allocateArray(id, x.dtype, x.shape);
    const piv = allocateArray(id, int32, [...batch, k]);
    visitFactors(id, x, [lu, piv], [2, 1], ({ lu: from, pivots, at: [to, indices] }) => {
      copyMatrix(elements, rowsOf(to, n, elements), from, m, n);
      core.copy_u32(indices, 0, 4, pivots, 0, 4, 1, k);
    });
    return { lu, piv };
  });
}

/** What the rows of L or of a permutation are exchanged in. */
export type Permutation = "matrix" | "indices" | "factor";

/**
 * A = P L U. P is a matrix, or indices such that A is L[P] U, or nothing: then L has its rows exchanged.
 */
export function lu(
  id: string,
  values: unknown,
  permutation: Permutation,
): { P?: WasmArray; L: WasmArray; U: WasmArray } {
  return scope(() => {
    const x = floatingMatrices(id, values);
    const elements = elementsOf(x.dtype);
    const { code, size } = elements;
    const { m, n, k, batch } = problemOf(x);
    const L = allocateArray(id, x.dtype, [...batch, m, k]);
    const U = allocateArray(id, x.dtype, [...batch, k, n]);
    const P =
      permutation === "indices"
        ? countingRows(id, batch, m)
        : permutation === "matrix"
          ? identities(id, realDType(x.dtype), batch, m)
          : undefined;
    const copy = linalg[`copy_triangle_${code}`];
    const outputs = P ? [L, U, P] : [L, U];
    const cores = permutation === "indices" ? [2, 2, 1] : [2, 2, 2];
    visitFactors(id, x, outputs, cores, ({ lu: from, pivots, at: [l, u, p] }) => {
      copy(l, size, k * size, from.at, from.col, from.row, k, m, true, false);
      copy(u, n * size, size, from.at, from.row, from.col, k, n, false, false);
      // A is what the exchanges make of L U, the last one first.
      const row = P ? (permutation === "indices" ? 4 : m * elementsOf(P.dtype).size) : k * size;
      linalg.swap_rows(P ? p : l, row, row, pivots, k, 0);
    });
    return P ? { P, L, U } : { L, U };
  });
}

/** The numbers from 0 to n - 1 for each index of `batch`. */
function countingRows(id: string, batch: Shape, n: number): WasmArray {
  const one = allocateArray(id, int32, [n]);
  fillRange(id, one, 0, 1);
  return filled(id, int32, [...batch, n], one);
}
