import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { int64, promote, realDType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { format } from "../shape.ts";
import { adjoint } from "./conjugate.ts";
import { applyElementwise } from "./elementwise.ts";
import { matmul } from "./matmul.ts";
import { vectorNorm } from "./norm.ts";
import { countSingularValues } from "./rank.ts";
import { floatingMatrices, svd } from "./svd.ts";

export interface LeastSquares {
  readonly x: WasmArray;
  readonly residuals: WasmArray;
  readonly rank: WasmArray;
  readonly s: WasmArray;
}

/** The x of least norm among those for which |b - a x| is least: V Σ⁺ Uᴴ b. */
export function lstsq(id: string, matrix: unknown, sides: unknown, rcond: number | undefined): LeastSquares {
  return scope(() => {
    const given = floatingMatrices(id, matrix);
    const right = coerce(id, sides);
    checkShapes(id, given, right);
    const dtype = promote(given.dtype, right.dtype);
    const [a, b] = [given, right].map((x) => (x.dtype === dtype ? x : cast(id, x, dtype)));
    const [m, n] = a.shape;
    const { U, S, Vh } = svd(id, a, false);
    const [count] = a.size > 0 ? countSingularValues(id, a, S, rcond) : [0];
    const rank = allocateArray(id, int64, []);
    flatEntries(id, rank)[0] = BigInt(count);
    const columns = viewOf(id, U, [m, count], U.strides);
    const rows = viewOf(id, Vh, [count, n], Vh.strides);
    const values = viewOf(id, S, b.ndim === 1 ? [count] : [count, 1], b.ndim === 1 ? [1] : [1, 1]);
    const projected = applyElementwise("divide", [matmul(id, adjoint(id, columns), b), values]);
    const x = matmul(id, adjoint(id, rows), projected);
    const residuals =
      count === n && m > n ? squaresOf(id, b, matmul(id, a, x)) : allocateArray(id, realDType(dtype), [0]);
    return { x, residuals, rank, s: S };
  });
}

function checkShapes(id: string, a: WasmArray, b: WasmArray): void {
  if (a.ndim !== 2) throw new ShapeError(`${id}: takes one matrix, not an array of ${a.ndim} dimensions`);
  if (b.ndim !== 1 && b.ndim !== 2) {
    throw new ShapeError(`${id}: the right-hand side has ${b.ndim} dimensions, not 1 or 2`);
  }
  if (a.shape[0] === b.shape[0]) return;
  throw new ShapeError(
    `${id}: a matrix of ${a.shape[0]} rows does not fit a right-hand side of ${b.shape[0]}: shapes ` +
      `${format(a.shape)} and ${format(b.shape)}`,
  );
}

/** Σ |b - c|² for each column. */
function squaresOf(id: string, b: WasmArray, c: WasmArray): WasmArray {
  const rest = applyElementwise("subtract", [b, c]);
  const norms = vectorNorm(id, rest, [0], false, 2);
  const squares = applyElementwise("multiply", [norms, norms]);
  return b.ndim === 1 ? viewOf(id, squares, [1], [1]) : squares;
}
