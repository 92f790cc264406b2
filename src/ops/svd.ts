import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { float64, isFloating, realDType } from "../dtype.ts";
import { LinAlgError, ShapeError } from "../errors.ts";
import { settle } from "../wasm/storage.ts";
import { withRotations } from "./blocked/jacobi.ts";
import { conjugateMatrix, elementsOf, transposeOf } from "./blocked/matrix.ts";
import { type SvdStatus, withDecomposition } from "./blocked/svd.ts";
import { visitStack } from "./stack.ts";

export interface Decomposition {
  readonly U: WasmArray;
  readonly S: WasmArray;
  readonly Vh: WasmArray;
}

/**
 * The method: one-sided Jacobi, which finds small singular values as accurately as the matrix determines them; divide and
 * conquer, which is faster for large matrices; or what is faster.
 */
export type Driver = "auto" | "jacobi" | "dc";

/** Singular values and vectors of a stack of matrices; with `full`, U and Vh are square. */
export function svd(id: string, values: unknown, full: boolean, driver: Driver = "auto"): Decomposition {
  return scope(() => {
    const x = floatingMatrices(id, values);
    const { batch, m, n, k } = problemOf(x);
    const U = allocateArray(id, x.dtype, [...batch, m, full ? m : k]);
    const S = allocateArray(id, realDType(x.dtype), [...batch, k]);
    const Vh = allocateArray(id, x.dtype, [...batch, full ? n : k, n]);
    decompose(id, x, driver, S, U, Vh);
    return { U, S, Vh };
  });
}

/** The singular values of a stack of matrices. */
export function svdvals(id: string, values: unknown): WasmArray {
  return scope(() => {
    const x = floatingMatrices(id, values);
    const { batch, k } = problemOf(x);
    const S = allocateArray(id, realDType(x.dtype), [...batch, k]);
    decompose(id, x, "auto", S);
    return S;
  });
}

/** `values` as floating-point matrices: integers and booleans are taken as float64. */
export function floatingMatrices(id: string, values: unknown): WasmArray {
  const x = coerce(id, values);
  if (x.ndim < 2) {
    throw new ShapeError(`${id}: ${x.ndim}-dimensional array given; it must be at least two-dimensional`);
  }
  return isFloating(x.dtype) ? x : cast(id, x, float64);
}

/** The lengths of a stack of m x n matrices, and k, the lesser of m and n. */
export function problemOf({ shape }: WasmArray) {
  const [m, n] = shape.slice(-2);
  return { batch: shape.slice(0, -2), m, n, k: Math.min(m, n) };
}

/** Shorter sides of matrices from which divide and conquer is faster. */
const dividingPays = 20;

/** Decomposes the matrices of x into row-major S, U and Vh, or S alone. */
function decompose(
  id: string,
  x: WasmArray,
  driver: Driver,
  S: WasmArray,
  U?: WasmArray,
  Vh?: WasmArray,
): void {
  const { k } = problemOf(x);
  const divides = driver === "dc" || (driver === "auto" && k >= dividingPays);
  const status = divides && k > 0 ? divide(id, x, S, U, Vh) : iterate(id, x, S, U, Vh);
  settle();
  if (status === "done") return;
  const reason = status === "not finite" ? ": the array holds NaN or infinity" : "";
  throw new LinAlgError(`${id}: SVD did not converge${reason}`);
}

/** By one-sided Jacobi. */
function iterate(id: string, x: WasmArray, S: WasmArray, U?: WasmArray, Vh?: WasmArray): SvdStatus {
  const { batch, m, n } = problemOf(x);
  const elements = elementsOf(x.dtype);
  const { size } = elements;
  const [row, col] = x.strides.slice(-2).map((stride) => stride * size);
  const uCols = U?.shape.at(-1) ?? 0;
  const vRows = Vh?.shape.at(-2) ?? 0;
  const operands = U && Vh ? [x, S, U, Vh] : [x, S];
  const isWide = m < n;
  const problem = {
    id,
    elements,
    ...(isWide ? { m: n, n: m, leftCols: vRows } : { m, n, leftCols: uCols }),
  };
  let status: SvdStatus = "done";
  withRotations(problem, (decompose) => {
    visitStack(id, batch, operands, [2, 1, 2, 2], ([a, s, u, vh]) => {
      if (status !== "done") return;
      const left = { at: u, row: uCols * size, col: size };
      const right = { at: vh, row: n * size, col: size };
      // Matrices are not wide. Aᵀ = V Σ Wᴴ makes A = W* Σ Vᵀ, and V and W* are what is written.
      status = decompose(
        isWide
          ? { a: { at: a, row: col, col: row }, s, left: transposeOf(right), right: transposeOf(left) }
          : { a: { at: a, row, col }, s, left, right },
      );
    });
  });
  return status;
}

/** By divide and conquer, of matrices that are not empty. */
function divide(id: string, x: WasmArray, S: WasmArray, U?: WasmArray, Vh?: WasmArray): SvdStatus {
  const { batch, m, n, k } = problemOf(x);
  const elements = elementsOf(x.dtype);
  const { size } = elements;
  const [row, col] = x.strides.slice(-2).map((stride) => stride * size);
  const uCols = U?.shape.at(-1) ?? 0;
  const operands = U && Vh ? [x, S, U, Vh] : [x, S];
  const isWide = m < n;
  const problem = {
    id,
    elements,
    valuesOnly: !U,
    ...(isWide ? { m: n, n: m, leftCols: Vh?.shape.at(-2) ?? 0 } : { m, n, leftCols: uCols }),
  };
  let status: SvdStatus = "done";
  withDecomposition(problem, (decompose) => {
    visitStack(id, batch, operands, [2, 1, 2, 2], ([a, s, u, vh]) => {
      if (status !== "done") return;
      const left = { at: u, row: uCols * size, col: size };
      const right = { at: vh, row: size, col: n * size };
      const operands = isWide
        ? { a: { at: a, row: col, col: row }, s, u: right, v: left }
        : { a: { at: a, row, col }, s, u: left, v: right };
      status = decompose(operands);
      // What is wanted of V is its conjugate, also where Aᵀ has been decomposed: see `iterate`.
      if (U) conjugateMatrix(elements, operands.v, k, k);
    });
  });
  return status;
}
