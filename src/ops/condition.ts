import { cast } from "../array/copy.ts";
import { flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { reshapeView } from "../array/views.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes, realDType } from "../dtype.ts";
import { LinAlgError } from "../errors.ts";
import { format, sizeOf } from "../shape.ts";
import { toSquareMatrices } from "./matrices.ts";
import { type MatrixOrder, matrixNorm } from "./norm.ts";
import { inv } from "./solve.ts";
import { floatingMatrices, svdvals } from "./svd.ts";

/** Condition numbers of a stack of matrices: their norms times those of their inverses, infinite for singular ones. */
export function condition(id: string, value: unknown, order: MatrixOrder): WasmArray {
  return scope(() => {
    const x = floatingMatrices(id, value);
    if (x.shape.slice(-2).includes(0)) {
      throw new LinAlgError(`${id}: there is none of empty matrices: shape ${format(x.shape)}`);
    }
    const values = Math.abs(Number(order)) === 2 ? ratios(id, x, order === 2) : products(id, x, order);
    const numbers = allocateArray(id, realDType(x.dtype), x.shape.slice(0, -2));
    flatEntries(id, numbers).set(values as number[] & bigint[]);
    return numbers;
  });
}

/** The greatest singular values over the least ones, or the other way round. */
function ratios(id: string, x: WasmArray, upward: boolean): number[] {
  const S = svdvals(id, x);
  const k = S.shape[S.ndim - 1];
  const values = flatEntries(id, S) as Float64Array;
  return Array.from({ length: sizeOf(S.shape) / k }, (_, i) => {
    const [first, last] = [values[i * k], values[(i + 1) * k - 1]];
    return first === 0 ? Number.POSITIVE_INFINITY : upward ? first / last : last / first;
  });
}

function products(id: string, x: WasmArray, order: MatrixOrder): number[] {
  const norms = normsOf(id, toSquareMatrices(id, x), order);
  return inverseNorms(id, x, order).map((norm, i) => (norms[i] === 0 ? norm : norms[i] * norm));
}

const normsOf = (id: string, x: WasmArray, order: MatrixOrder): number[] =>
  Array.from(flatEntries(id, matrixNorm(id, x, x.ndim - 2, x.ndim - 1, false, order)), Number);

/** The norms of the inverses; where a matrix of the stack has none, each is inverted by itself. */
function inverseNorms(id: string, x: WasmArray, order: MatrixOrder): number[] {
  let inverse: WasmArray;
  try {
    inverse = inv(id, x);
  } catch (error) {
    if (!(error instanceof LinAlgError)) throw error;
    if (x.ndim === 2) return [Number.POSITIVE_INFINITY];
    const matrix = x.shape.slice(-2);
    const count = sizeOf(x.shape) / sizeOf(matrix);
    const stack = reshapeView(id, cast(id, x, x.dtype), [count, ...matrix])!;
    const bytes = sizeOf(matrix) * dtypes[x.dtype].size;
    return Array.from({ length: count }, (_, i) => {
      const [one] = inverseNorms(id, viewOf(id, stack, matrix, stack.strides.slice(1), i * bytes), order);
      return one;
    });
  }
  return normsOf(id, inverse, order);
}
