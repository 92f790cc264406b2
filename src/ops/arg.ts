import { byteSteps } from "../array/plan.ts";
import { allocateArray, isContiguous, pointerOf, storageOf, type WasmArray } from "../array/wasm-array.ts";
import { dtypes, isComplex } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { format, rowMajor, type Shape } from "../shape.ts";
import { reduce } from "../wasm/reduce.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { remember } from "./loop.ts";
import {
  countOf,
  longest,
  planReduction,
  realCode,
  reducedShape,
  resultSteps,
  walkReduction,
} from "./reduce-plan.ts";
import { computeWhole, targetOf } from "./result.ts";

/**
 * Where along `axis` (null: in the array flattened in row-major order) the first minimum or maximum is, or the first
 * NaN, as int64. Throws a ShapeError if there is nothing to choose from.
 */
export function argMinOrMax(
  id: string,
  op: "argmin" | "argmax",
  x: WasmArray,
  axis: number | null,
  keepdims: boolean,
  given?: unknown,
): WasmArray {
  const axes = axis === null ? [...x.shape.keys()] : [axis];
  if (countOf(x.shape, axes) === 0) {
    throw new ShapeError(`${id}: attempt to get ${op} of an empty sequence: shape ${format(x.shape)}`);
  }
  const target = targetOf(id, given, reducedShape(x.shape, axes, keepdims), "int64", "int64");
  return computeWhole(id, target, "int64", [x], (out) => {
    if (out.size > 0) findBest(id, op, x, axis, axes, out);
  });
}

/**
 * The position among all elements of an array, if they lie in row-major order and have one; undefined for others.
 */
export function leanArg(op: "argmin" | "argmax"): (x: WasmArray) => WasmArray | undefined {
  const kernelFor = remember((dtype) => reduce[`${op}_${realCode(dtype)}`]);
  return (x) => {
    if (x.size === 0 || x.size > longest || isComplex(x.dtype) || !isContiguous(x)) return undefined;
    const { size } = dtypes[x.dtype];
    const kernel = kernelFor(x.dtype);
    storageOf(op, x);
    const out = allocateArray(op, "int64", []);
    withScratch(op, size, (best) => {
      kernel(pointerOf(op, out), 0, best, 0, pointerOf(op, x), 0, size, 1, x.size, 0, 0, 1, true);
    });
    settle();
    return out;
  };
}

/** Sets the elements of a new array to the positions. */
function findBest(
  id: string,
  op: "argmin" | "argmax",
  x: WasmArray,
  axis: number | null,
  axes: Shape,
  out: WasmArray,
): void {
  const { size } = dtypes[x.dtype];
  const kernel = reduce[`${op}_${realCode(x.dtype)}`];
  const positions = axis === null ? rowMajor(x.shape) : x.shape.map((_, i) => (i === axis ? 1 : 0));
  const steps = [byteSteps(x, x.shape), resultSteps(x.shape, axes, 8), positions];
  const nest = planReduction(x.shape, steps);
  const [[xRow, outRow, rowWeight], [xCol, , colWeight]] = [nest.rowSteps, nest.colSteps];
  withScratch(id, out.size * size, (values) => {
    const results = pointerOf(id, out);
    const valueRow = (outRow / 8) * size;
    walkReduction(nest, [pointerOf(id, x), results, 0], ([a, o, start, count], rows, cols) => {
      const value = values + ((o - results) / 8) * size;
      const first = count === 0;
      // biome-ignore format: the kernel's arguments by operand
      kernel(o, outRow, value, valueRow, a, xRow, xCol, rows, cols, start, rowWeight, colWeight, first);
    });
  });
  settle();
}
