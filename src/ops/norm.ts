import { cast } from "../array/copy.ts";
import { flatEntries } from "../array/element.ts";
import { partsView, permuteView, reshapeView } from "../array/views.ts";
import { allocateArray, pointerOf, type WasmArray, zeroArray } from "../array/wasm-array.ts";
import { isComplex, isFloating, realDType } from "../dtype.ts";
import { linalg } from "../wasm/linalg.ts";
import { settle } from "../wasm/storage.ts";
import { applyElementwise } from "./elementwise.ts";
import { reduceElements } from "./reduce.ts";
import { reducedShape, reduceTiles } from "./reduce-plan.ts";
import { svdvals } from "./svd.ts";

/** Which norm of a matrix: "fro" that of Frobenius, "nuc" the sum of the singular values. */
export type MatrixOrder = number | "fro" | "nuc";

/** `x`, or its elements as float64 if they are integers or booleans. */
const asFloating = (id: string, x: WasmArray): WasmArray =>
  isFloating(x.dtype) ? x : cast(id, x, "float64");

/**
 * (Σ |x|^order)^(1/order) along axes; the greatest |x| for infinity, the least for its negative, and how many are not zero
 * for 0. To be called in a scope.
 */
export function vectorNorm(
  id: string,
  x: WasmArray,
  axes: readonly number[],
  keepdims: boolean,
  order: number,
): WasmArray {
  const source = asFloating(id, x);
  const dtype = realDType(source.dtype);
  if (order === 2) return euclideanNorm(id, source, axes, keepdims);
  if (order === 0) return cast(id, reduceElements(id, "count_nonzero", source, { axes, keepdims }), dtype);
  const sizes = magnitudes(id, source);
  if (Math.abs(order) === Number.POSITIVE_INFINITY) {
    return extremum(id, order > 0 ? "max" : "min", sizes, axes, keepdims);
  }
  if (order === 1) return reduceElements(id, "sum", sizes, { axes, keepdims });
  const powers = applyElementwise("pow", [sizes, order], sizes);
  const sums = reduceElements(id, "sum", powers, { axes, keepdims });
  return applyElementwise("pow", [sums, 1 / order], sums);
}

/** The norm of the matrices along the axes `row` and `col`. To be called in a scope. */
export function matrixNorm(
  id: string,
  x: WasmArray,
  row: number,
  col: number,
  keepdims: boolean,
  order: MatrixOrder,
): WasmArray {
  const source = asFloating(id, x);
  if (order === "fro") return euclideanNorm(id, source, [row, col], keepdims);
  const op = order === "nuc" || order > 0 ? "max" : "min";
  if (order === "nuc" || Math.abs(order) === 2) {
    const others = [...x.shape.keys()].filter((axis) => axis !== row && axis !== col);
    const values = svdvals(id, permuteView(id, source, [...others, row, col]));
    const last = [others.length];
    const norms =
      order === "nuc"
        ? reduceElements(id, "sum", values, { axes: last, keepdims: false })
        : extremum(id, op, values, last, false);
    return keepdims ? reshapeView(id, norms, reducedShape(x.shape, [row, col], true))! : norms;
  }
  if (Math.abs(order) !== 1 && Math.abs(order) !== Number.POSITIVE_INFINITY) {
    throw new RangeError(`${id}: there is no norm of order ${order} for matrices`);
  }
  const summed = Math.abs(order) === 1 ? row : col;
  const sums = reduceElements(id, "sum", magnitudes(id, source), { axes: [summed], keepdims: true });
  return extremum(id, op, sums, [row, col], keepdims);
}

/** |x| of each element, as a new array. */
const magnitudes = (id: string, x: WasmArray): WasmArray =>
  applyElementwise("abs", [x], allocateArray(id, realDType(x.dtype), x.shape));

/** The greatest, 0 of none, or the least. */
function extremum(
  id: string,
  op: "min" | "max",
  x: WasmArray,
  axes: readonly number[],
  keepdims: boolean,
): WasmArray {
  return reduceElements(id, op, x, { axes, keepdims, initial: op === "max" ? 0 : undefined });
}

/** Sums of squares of float64 below this may have lost some that are not negligible. */
const leastSafe = 2 ** -960;

/** The square root of the sum of squares, without overflow or underflow on the way. */
function euclideanNorm(id: string, x: WasmArray, axes: readonly number[], keepdims: boolean): WasmArray {
  const sums = sumSquares(id, x, axes, keepdims);
  if (realDType(x.dtype) === "float32") return cast(id, applyElementwise("sqrt", [sums], sums), "float32");
  const unsafe = (flatEntries(id, sums) as Float64Array).map((sum) =>
    sum < leastSafe || sum === Number.POSITIVE_INFINITY ? 1 : 0,
  );
  const scaled = unsafe.includes(1) ? scaledNorm(id, x, axes, keepdims, unsafe) : undefined;
  return scaled ?? applyElementwise("sqrt", [sums], sums);
}

/**
 * `euclideanNorm` of what is first divided by a power of two near its greatest magnitude; undefined if that changes none of
 * the results that are `unsafe`: zeros, infinities and NaN.
 */
function scaledNorm(
  id: string,
  x: WasmArray,
  axes: readonly number[],
  keepdims: boolean,
  unsafe: ArrayLike<number>,
): WasmArray | undefined {
  const sizes = magnitudes(id, x);
  const scales = extremum(id, "max", sizes, axes, true);
  const factors = flatEntries(id, scales) as Float64Array;
  const isScaled = (size: number) => size > 0 && size < Number.POSITIVE_INFINITY;
  if (!factors.some((size, i) => unsafe[i] && isScaled(size))) return undefined;
  for (const [i, size] of factors.entries()) {
    factors[i] = isScaled(size) ? 2 ** Math.min(1022, Math.max(-1022, Math.floor(Math.log2(size)))) : 1;
  }
  const sums = sumSquares(id, applyElementwise("divide", [sizes, scales], sizes), axes, keepdims);
  const roots = applyElementwise("sqrt", [sums], sums);
  return applyElementwise("multiply", [roots, reshapeView(id, scales, roots.shape)!], roots);
}

/** Sums of squares of float32 or float64, complex or not, as float64. */
function sumSquares(id: string, x: WasmArray, axes: readonly number[], keepdims: boolean): WasmArray {
  const parts = partsView(id, x);
  const all = isComplex(x.dtype) ? [...axes, x.ndim] : axes;
  const sums = zeroArray(id, "float64", reducedShape(x.shape, axes, keepdims));
  const kernel = linalg[parts.dtype === "float32" ? "sum_squares_f32" : "sum_squares_f64"];
  if (x.size > 0) {
    reduceTiles(id, parts, all, pointerOf(id, sums), 8, (out, outRow, a, row, col, rows, cols, count) =>
      kernel(out, outRow, a, row, col, rows, cols, count === 0),
    );
  }
  settle();
  return sums;
}
