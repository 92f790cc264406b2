import { cast, copyInto } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { broadcastView, reshapeView } from "../array/views.ts";
import { allocateArray, pointerOf, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { type DType, isComplex, isFloating, realDType, type Scalar } from "../dtype.ts";
import { rowMajor, sizeOf } from "../shape.ts";
import { reduce } from "../wasm/reduce.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { comparison } from "./comparison.ts";
import { applyElementwise } from "./elementwise.ts";
import {
  checkWhere,
  fill,
  leanFold,
  type Reduction,
  reduceElements,
  sumOf,
  withAccumulators,
} from "./reduce.ts";
import { withBlocks } from "./reduce-blocks.ts";
import { countOf, type ReduceTile, reducedShape, reduceTiles } from "./reduce-plan.ts";
import { checkOut, computeWhole, type Target, targetOf } from "./result.ts";
import { selectElements } from "./selection.ts";

function momentsTarget(id: string, x: WasmArray, reduction: Reduction, own: DType): Target {
  const { axes, keepdims, dtype, where } = reduction;
  const target = targetOf(id, reduction.out, reducedShape(x.shape, axes, keepdims), dtype, own);
  checkOut(id, target.out, target.shape, own);
  checkWhere(id, x, where);
  return target;
}

/** What `compute` makes, as what was asked for. */
const deliver = (id: string, target: Target, compute: () => WasmArray): WasmArray =>
  scope(() => {
    const result = compute();
    return computeWhole(id, target, target.dtype, [], (out) => copyInto(id, out, result));
  });

const meanDType = (dtype: DType): DType => (isFloating(dtype) ? dtype : "float64");

/** The mean of all elements of an array as `leanFold` makes it. */
export function leanMean(id: string): (x: WasmArray) => WasmArray | undefined {
  const plan = (from: DType) => {
    const to = meanDType(from);
    return { to, fold: sumOf(id, from, to) };
  };
  return leanFold(id, plan, (sum, count) => reduce.average_f64(sum, sum, 1, 1, count, false));
}

/**
 * Arithmetic mean along axes: NaN of nothing. Float types keep theirs, other types give float64.
 * @throws what `reduceElements` throws
 */
export function mean(id: string, x: WasmArray, reduction: Reduction): WasmArray {
  const target = momentsTarget(id, x, reduction, meanDType(x.dtype));
  const { axes, where } = reduction;
  const computed = isFloating(target.dtype) ? target.dtype : "float64";
  const fold = sumOf(id, x.dtype, computed);
  if (where) return deliver(id, target, () => meanWhere(id, x, reduction, where));
  const count = countOf(x.shape, axes);
  return computeWhole(id, target, computed, [x], (means) => {
    fill(id, x, axes, means, x.size === 0 ? { ...fold, identity: nothing(computed) } : fold, {
      finish(sums) {
        const length = isComplex(fold.accumulator) ? 2 * means.size : means.size;
        reduce.average_f64(sums, sums, length, 1, count, false);
      },
    });
  });
}

/** The mean of nothing. */
const nothing = (dtype: DType): Scalar =>
  isComplex(dtype) ? { re: Number.NaN, im: Number.NaN } : Number.NaN;

/** The mean of the elements that a mask leaves, in float64 or complex128. */
function meanWhere(id: string, x: WasmArray, { axes, keepdims }: Reduction, where: WasmArray): WasmArray {
  const dtype = isComplex(x.dtype) ? "complex128" : "float64";
  const sums = reduceElements(id, "sum", x, { axes, keepdims, where, dtype });
  return applyElementwise("divide", [sums, countWhere(id, x, { axes, keepdims }, where)]);
}

const countWhere = (id: string, x: WasmArray, reduction: Reduction, where: WasmArray): WasmArray =>
  reduceElements(id, "count_nonzero", broadcastView(id, where, x.shape), reduction);

/**
 * Mean squared deviation from the mean along axes, over `correction` fewer elements than there are (0 at least, so that
 * a division by zero gives NaN or infinity), or with `root` its square root. Real, also of complex numbers.
 * @throws what `reduceElements` throws
 */
export function variance(
  id: string,
  x: WasmArray,
  reduction: Reduction,
  correction: number,
  root: boolean,
): WasmArray {
  const target = momentsTarget(id, x, reduction, isFloating(x.dtype) ? realDType(x.dtype) : "float64");
  const { axes, where } = reduction;
  if (where) return deliver(id, target, () => varianceWhere(id, x, reduction, where, correction, root));
  const computed = target.dtype === "float32" ? "float32" : "float64";
  return computeWhole(id, target, computed, [x], (out) => fillVariance(id, x, axes, out, correction, root));
}

function fillVariance(
  id: string,
  x: WasmArray,
  axes: readonly number[],
  out: WasmArray,
  correction: number,
  root: boolean,
): void {
  if (x.size === 0) {
    fill(id, x, axes, out, { ...sumOf(id, "float64", "float64"), identity: nothing("float64") });
    return;
  }
  // The variance of complex numbers is that of their real parts and that of their imaginary parts together.
  const parts = isComplex(x.dtype) ? 2 : 1;
  const length = out.size * parts;
  const divisor = Math.max(countOf(x.shape, axes) - correction, 0);
  withAccumulators(id, out, "float64", (results) => {
    withScratch(id, 24 * length, (shifts) => {
      fillMoments(id, x, axes, length, shifts);
      reduce.average_f64(results, shifts + 16 * length, out.size, parts, divisor, root);
    });
  });
}

/**
 * Makes three planes of `length` float64 from `shifts` on: an element of each result, the mean less that, and the sum of squared
 * deviations from the mean. Complex results have two, one for each part.
 */
function fillMoments(
  id: string,
  x: WasmArray,
  axes: readonly number[],
  length: number,
  shifts: number,
): void {
  const load = meanDType(x.dtype);
  const parts = isComplex(load);
  const kernel = realDType(load) === "float32" ? reduce.moments_f32 : reduce.moments_f64;
  const merge: ReduceTile = (o, outRow, a, xRow, xCol, rows, cols, count) =>
    kernel(o, o + 8 * length, o + 16 * length, outRow, a, xRow, xCol, rows, cols, count);
  withBlocks(id, { from: x.dtype, to: load, parts, neutral: undefined }, merge, (tile) =>
    reduceTiles(id, x, axes, shifts, 8, tile, parts),
  );
}

/**
 * Means along axes that stay with length 1, and sums of squared deviations from them, in float64, by one pass over real
 * elements, of which there must be some.
 */
export function momentsAlong(
  id: string,
  x: WasmArray,
  axes: readonly number[],
): { mean: WasmArray; squares: WasmArray } {
  const shape = reducedShape(x.shape, axes, true);
  const length = sizeOf(shape);
  const planes = allocateArray(id, "float64", [3, ...shape]);
  fillMoments(id, x, axes, length, pointerOf(id, planes));
  settle();
  const plane = (i: number) => viewOf(id, planes, shape, rowMajor(shape), 8 * length * i);
  return { mean: applyElementwise("add", [plane(0), plane(1)]), squares: plane(2) };
}

/** The variance of the elements that a mask leaves, in float64, by two passes. */
function varianceWhere(
  id: string,
  x: WasmArray,
  { axes, keepdims }: Reduction,
  where: WasmArray,
  correction: number,
  root: boolean,
): WasmArray {
  const means = meanWhere(id, x, { axes, keepdims: true }, where);
  const deviations = applyElementwise("subtract", [x, means]);
  // The squares of the parts of complex numbers are summed along an axis of their own.
  const shape = [...x.shape, isComplex(x.dtype) ? 2 : 1];
  const real = viewOf(id, deviations, shape, rowMajor(shape), 0, "float64");
  const mask = broadcastView(id, where, x.shape);
  const masks = viewOf(id, mask, [...x.shape, 1], [...mask.strides, 0]);
  const squares = applyElementwise("multiply", [real, real]);
  const sums = reduceElements(id, "sum", squares, {
    axes: [...axes, x.ndim],
    keepdims: false,
    where: masks,
  });
  const count = countWhere(id, x, { axes, keepdims: false }, where);
  const divisor = applyElementwise("subtract", [cast(id, count, "float64"), correction]);
  const positive = comparison("greater").apply([divisor, 0], {});
  const variances = applyElementwise("divide", [sums, selectElements(id, positive, divisor, 0)]);
  const result = root ? applyElementwise("sqrt", [variances]) : variances;
  return reshapeView(id, result, reducedShape(x.shape, axes, keepdims))!;
}
