import { cast } from "../array/copy.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { dtypes, float64, isFloating, realDType } from "../dtype.ts";
import { LinAlgError, ShapeError } from "../errors.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { visitStack } from "./stack.ts";

export interface Decomposition {
  readonly U: WasmArray;
  readonly S: WasmArray;
  readonly Vh: WasmArray;
}

const kernels = {
  float32: { svd: linalg.svd_f32, work: linalg.svd_work_f32 },
  float64: { svd: linalg.svd_f64, work: linalg.svd_work_f64 },
  complex64: { svd: linalg.svd_c64, work: linalg.svd_work_c64 },
  complex128: { svd: linalg.svd_c128, work: linalg.svd_work_c128 },
};

/** Singular values and vectors of a stack of matrices; with `full`, U and Vh are square. */
export function svd(id: string, x: WasmArray, full: boolean): Decomposition {
  const { batch, m, n, k, dtype } = problemOf(id, x);
  const U = allocateArray(id, dtype, [...batch, m, full ? m : k]);
  const S = allocateArray(id, realDType(dtype), [...batch, k]);
  const Vh = allocateArray(id, dtype, [...batch, full ? n : k, n]);
  decompose(id, x, [S, U, Vh]);
  return { U, S, Vh };
}

/** The singular values of a stack of matrices. */
export function svdvals(id: string, x: WasmArray): WasmArray {
  const { batch, k, dtype } = problemOf(id, x);
  const S = allocateArray(id, realDType(dtype), [...batch, k]);
  decompose(id, x, [S]);
  return S;
}

/** Lengths, and the dtype of the vectors: integers and booleans are taken as float64. */
function problemOf(id: string, { shape, ndim, dtype }: WasmArray) {
  if (ndim < 2) {
    throw new ShapeError(`${id}: ${ndim}-dimensional array given; it must be at least two-dimensional`);
  }
  const [m, n] = shape.slice(-2);
  const batch = shape.slice(0, -2);
  return { batch, m, n, k: Math.min(m, n), dtype: isFloating(dtype) ? dtype : float64 };
}

/** Decomposes the matrices of x into S and, if they are given, row-major U and Vh. What fails leaves no outputs behind. */
function decompose(
  id: string,
  x: WasmArray,
  outputs: [S: WasmArray, U: WasmArray, Vh: WasmArray] | [S: WasmArray],
): void {
  const { batch, m, n, k, dtype } = problemOf(id, x);
  const { svd, work } = kernels[dtype as keyof typeof kernels];
  const { size } = dtypes[dtype];
  const a = x.dtype === dtype ? x : cast(id, x, dtype);
  const [row, col] = a.strides.slice(-2).map((stride) => stride * size);
  const [uCols, vRows] = outputs.length === 3 ? [outputs[1].shape.at(-1)!, outputs[2].shape.at(-2)!] : [0, 0];
  let status = 0;
  withScratch(id, work(Math.max(m, n), k, outputs.length === 3), (scratch) => {
    visitStack(id, batch, [a, ...outputs], [2, 1, 2, 2], ([at, s, u, vh]) => {
      if (status < 0) return;
      // The kernel takes matrices that are not wide. Aᵀ = U Σ Vᴴ makes A = V* Σ Uᵀ, and V* is what it writes.
      status =
        m >= n
          ? svd(u, uCols * size, size, uCols, s, vh, n * size, size, at, row, col, m, n, scratch)
          : svd(vh, size, n * size, vRows, s, u, size, uCols * size, at, col, row, n, m, scratch);
    });
  });
  settle();
  if (a !== x) a.dispose();
  if (status >= 0) return;
  for (const output of outputs) output.dispose();
  throw new LinAlgError(
    `${id}: SVD did not converge${status < -1 ? ", as there is NaN or infinity in the array" : ""}`,
  );
}
