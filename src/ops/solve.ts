import { coerce } from "../array/convert.ts";
import { cast, copyInto } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { promote } from "../dtype.ts";
import { LinAlgError, ShapeError } from "../errors.ts";
import { broadcastShapes, format, rowMajor } from "../shape.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { elementsOf, rowsOf } from "./blocked/matrix.ts";
import { solveLower, solveUpper } from "./blocked/triangular.ts";
import { visitFactors } from "./lu.ts";
import { identities, matrixSteps, toSquareMatrices } from "./matrices.ts";
import { visitRuns } from "./stack.ts";

/** A new array that holds right-hand sides, and is seen as matrices, to be overwritten by the solutions. */
export interface RightSides {
  /** The matrices in the dtype that they share with the right-hand sides. */
  readonly a: WasmArray;
  readonly result: WasmArray;
  /** (…, n, cols), row-major. */
  readonly x: WasmArray;
}

/**
 * The operands of A X = B: B is one vector for all matrices if it has one dimension, and (…, n, cols) otherwise; its leading
 * axes broadcast with those of A. To be called in a scope.
 */
export function rightSides(id: string, a: WasmArray, values: unknown): RightSides {
  const b = coerce(id, values);
  if (b.ndim === 0) throw new ShapeError(`${id}: the right-hand side has no dimensions`);
  const n = a.shape[a.ndim - 1];
  const isVector = b.ndim === 1;
  const rows = b.shape[isVector ? 0 : b.ndim - 2];
  if (rows !== n) {
    throw new ShapeError(
      `${id}: matrices of ${n} rows do not fit a right-hand side of ${rows}: shapes ` +
        `${format(a.shape)} and ${format(b.shape)}`,
    );
  }
  const batch = broadcastShapes(id, a.shape.slice(0, -2), isVector ? [] : b.shape.slice(0, -2));
  const dtype = promote(a.dtype, b.dtype);
  const cols = isVector ? 1 : b.shape[b.ndim - 1];
  const result = allocateArray(id, dtype, isVector ? [...batch, n] : [...batch, n, cols]);
  copyInto(id, result, b);
  const shape = [...batch, n, cols];
  return {
    a: a.dtype === dtype ? a : cast(id, a, dtype),
    result,
    x: viewOf(id, result, shape, rowMajor(shape)),
  };
}

/** X of A X = B. */
export function solve(id: string, matrices: unknown, values: unknown): WasmArray {
  return scope(() => {
    const { a, result, x } = rightSides(id, toSquareMatrices(id, matrices), values);
    solveInPlace(id, a, x);
    return result;
  });
}

/** The inverses of a stack of square matrices. */
export function inv(id: string, values: unknown): WasmArray {
  return scope(() => {
    const a = toSquareMatrices(id, values);
    const x = identities(id, a.dtype, a.shape.slice(0, -2), a.shape[a.ndim - 1]);
    solveInPlace(id, a, x);
    return x;
  });
}

/** Rows and right-hand sides of matrices that a kernel takes many of at a time. */
const smallMatrix = 16;
const fewSides = 32;

/** X = A⁻¹ X, rows of X contiguous. */
function solveInPlace(id: string, a: WasmArray, x: WasmArray): void {
  const [n, cols] = x.shape.slice(-2);
  const isRegular = n <= smallMatrix && cols <= fewSides ? solveSmall(id, a, x) : solveLarge(id, a, x);
  if (!isRegular) throw new LinAlgError(`${id}: Singular matrix`);
}

/** False if a matrix is singular. */
function solveLarge(id: string, a: WasmArray, x: WasmArray): boolean {
  const elements = elementsOf(a.dtype);
  const [n, cols] = x.shape.slice(-2);
  let isRegular = true;
  visitFactors(id, a, [x], [2], ({ lu, pivots, zero, at: [to] }) => {
    isRegular &&= zero < 0;
    if (!isRegular) return;
    const right = rowsOf(to, cols, elements);
    linalg.swap_rows(right.at, right.row, right.row, pivots, 0, n);
    solveLower(id, elements, lu, right, n, cols, { unit: true });
    solveUpper(id, elements, lu, right, n, cols);
  });
  return isRegular;
}

/** The same for many small matrices at a time. */
function solveSmall(id: string, a: WasmArray, x: WasmArray): boolean {
  const { code, size } = elementsOf(a.dtype);
  const [n, cols] = x.shape.slice(-2);
  const { row, col } = matrixSteps(a);
  const kernel = linalg[`solve_stack_${code}`];
  let isRegular = true;
  withScratch(id, n * (n + cols) * size + 4 * n, (work) => {
    visitRuns(id, x.shape.slice(0, -2), [x, a], [2, 2], ([to, from], [xStep, aStep], count) => {
      isRegular &&= Boolean(kernel(to, xStep, from, aStep, row, col, count, n, cols, work));
    });
  });
  settle();
  return isRegular;
}
