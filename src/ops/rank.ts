import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { entriesOf, firstEntry, flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { broadcastView } from "../array/views.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes, isComplex, realDType } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { adjoint } from "./conjugate.ts";
import { reduceElements } from "./reduce.ts";
import { floatingMatrices, svd, svdvals } from "./svd.ts";

/** Singular values up to this times the greatest are taken for zero: a number, or one for each matrix. */
export type RelativeTolerance = unknown;

/** The distance from 1 to the next floating-point number. */
const epsilonOf = (x: WasmArray): number => (realDType(x.dtype) === "float32" ? 2 ** -23 : 2 ** -52);

/** For each matrix of the stack x how many of its singular values S are above the tolerance: by default max(m, n) ε. */
export function countSingularValues(
  id: string,
  x: WasmArray,
  S: WasmArray,
  rtol: RelativeTolerance,
): number[] {
  const batch = S.shape.slice(0, -1);
  const k = S.shape[S.ndim - 1];
  const standard = Math.max(...x.shape.slice(-2)) * epsilonOf(x);
  const tolerances = rtol === undefined || rtol === null ? undefined : tolerancesOf(id, rtol, batch);
  const values = flatEntries(id, S) as Float64Array;
  const count = batch.reduce((product, n) => product * n, 1);
  return Array.from({ length: count }, (_, i) => {
    const own = values.subarray(i * k, (i + 1) * k);
    const least = (tolerances ? tolerances[i] : standard) * own[0];
    return own.reduce((above, value) => above + Number(value > least), 0);
  });
}

/** One tolerance for each matrix. */
function tolerancesOf(id: string, rtol: unknown, batch: readonly number[]): Float64Array {
  const given = coerce(id, rtol);
  if (isComplex(given.dtype)) throw new DTypeError(`${id}: a tolerance is real, not ${given.dtype}`);
  return flatEntries(id, broadcastView(id, cast(id, given, "float64"), batch)).slice() as Float64Array;
}

/** How many singular values are not negligible, as int64; of less than a matrix, whether any element is not zero. */
export function matrixRank(id: string, value: unknown, rtol: RelativeTolerance): WasmArray {
  return scope(() => {
    const given = coerce(id, value);
    if (given.ndim < 2) {
      const axes = [...given.shape.keys()];
      return cast(id, reduceElements(id, "any", given, { axes, keepdims: false }), "int64");
    }
    const x = floatingMatrices(id, given);
    const counts = countSingularValues(id, x, svdvals(id, x), rtol);
    const ranks = allocateArray(id, "int64", x.shape.slice(0, -2));
    const entries = entriesOf(id, ranks);
    for (const [i, count] of counts.entries()) entries[firstEntry(ranks) + i] = BigInt(count);
    return ranks;
  });
}

/** An orthonormal basis of the vectors that a matrix makes zero, as columns. */
export function nullSpace(id: string, value: unknown, rcond: RelativeTolerance): WasmArray {
  return scope(() => {
    const x = singleMatrix(id, value);
    const { S, Vh } = svd(id, x, true);
    const [rank] = countSingularValues(id, x, S, rcond);
    const [, n] = x.shape;
    const rows = viewOf(id, Vh, [n - rank, n], Vh.strides, rank * Vh.strides[0] * dtypes[Vh.dtype].size);
    return cast(id, adjoint(id, rows), x.dtype);
  });
}

/** An orthonormal basis of the column space of a matrix, as columns. */
export function orth(id: string, value: unknown, rcond: RelativeTolerance): WasmArray {
  return scope(() => {
    const x = singleMatrix(id, value);
    const { U, S } = svd(id, x, false);
    const [rank] = countSingularValues(id, x, S, rcond);
    return cast(id, viewOf(id, U, [x.shape[0], rank], U.strides), x.dtype);
  });
}

/** Matrices of a stack have spaces of different dimensions. */
function singleMatrix(id: string, value: unknown): WasmArray {
  const x = floatingMatrices(id, value);
  if (x.ndim === 2) return x;
  throw new ShapeError(`${id}: takes one matrix, not an array of ${x.ndim} dimensions`);
}
