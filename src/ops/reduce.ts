import { coerce } from "../array/convert.ts";
import { checkCast, copyInto, tileCast } from "../array/copy.ts";
import { allocateArray, pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, isComplex, isFloating, realDType, type Scalar } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { format, type Shape } from "../shape.ts";
import { core } from "../wasm/core.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { sumFloat64, withCast } from "./reduce-blocks.ts";
import { countOf, type ReduceTile, realCode, reducedShape, reduceTiles } from "./reduce-plan.ts";

/** Sum or product along `axes`, as if the elements were cast to `dtype` first, but rounded at the end only. */
export function sumOrProd(
  id: string,
  op: "sum" | "prod",
  x: WasmArray,
  axes: Shape,
  keepdims: boolean,
  dtype: DType,
): WasmArray {
  checkCast(id, x.dtype, dtype);
  if (dtype === "bool") return anyOrAll(id, op === "sum" ? "any" : "all", x, axes, keepdims);
  const shape = reducedShape(x.shape, axes, keepdims);
  if (x.size === 0) return filled(id, dtype, shape, op === "sum" ? 0 : 1);
  return reduce(id, x, axes, allocateArray(id, dtype, shape), sumOrProdFold(id, op, x.dtype, dtype));
}

/** Minimum or maximum along `axes`; NaN where there is one. Throws a ShapeError if there is nothing to choose from. */
export function minOrMax(
  id: string,
  op: "min" | "max",
  x: WasmArray,
  axes: Shape,
  keepdims: boolean,
): WasmArray {
  if (countOf(x.shape, axes) === 0) {
    throw new ShapeError(
      `${id}: zero-size array to reduction operation ${op}imum which has no identity: shape ${format(x.shape)}`,
    );
  }
  const kernel = folding(core[`${op}_${realCode(x.dtype)}`]);
  const out = allocateArray(id, x.dtype, reducedShape(x.shape, axes, keepdims));
  return reduce(id, x, axes, out, { kernel, load: x.dtype, accumulator: x.dtype });
}

/** Whether any, or all, elements along `axes` are not zero. */
export function anyOrAll(
  id: string,
  op: "any" | "all",
  x: WasmArray,
  axes: Shape,
  keepdims: boolean,
): WasmArray {
  const shape = reducedShape(x.shape, axes, keepdims);
  if (x.size === 0) return filled(id, "bool", shape, op === "all");
  const kernel = folding(op === "any" ? core.max_u8 : core.min_u8);
  return reduce(id, x, axes, allocateArray(id, "bool", shape), { kernel, load: "bool", accumulator: "bool" });
}

/** How many elements along `axes` are not zero, as int64. */
export function countNonzero(id: string, x: WasmArray, axes: Shape, keepdims: boolean): WasmArray {
  const shape = reducedShape(x.shape, axes, keepdims);
  if (x.size === 0) return filled(id, "int64", shape, 0);
  const kernel = folding(core.sum_u8);
  return reduce(id, x, axes, allocateArray(id, "int64", shape), {
    kernel,
    load: "bool",
    accumulator: "int64",
  });
}

/** Arithmetic mean along `axes`: NaN of nothing. Float types keep theirs, other types give float64. */
export function mean(id: string, x: WasmArray, axes: Shape, keepdims: boolean): WasmArray {
  const dtype = isFloating(x.dtype) ? x.dtype : "float64";
  const shape = reducedShape(x.shape, axes, keepdims);
  if (x.size === 0) return filled(id, dtype, shape, isComplex(dtype) ? { re: NaN, im: NaN } : NaN);
  const count = countOf(x.shape, axes);
  const out = allocateArray(id, dtype, shape);
  return reduce(id, x, axes, out, sumOrProdFold(id, "sum", x.dtype, dtype), (sums) => {
    core.average_f64(sums, sums, isComplex(dtype) ? 2 * out.size : out.size, 1, count, false);
  });
}

/**
 * Mean squared deviation from the mean along `axes`, over `correction` fewer elements than there are (0 at least, so
 * that a division by zero gives NaN or infinity), or with `root` its square root. Real, also of complex numbers.
 */
export function variance(
  id: string,
  x: WasmArray,
  axes: Shape,
  keepdims: boolean,
  correction: number,
  root: boolean,
): WasmArray {
  const load = isFloating(x.dtype) ? x.dtype : "float64";
  const shape = reducedShape(x.shape, axes, keepdims);
  if (x.size === 0) return filled(id, realDType(load), shape, NaN);
  const out = allocateArray(id, realDType(load), shape);
  // The variance of complex numbers is that of their real parts and that of their imaginary parts together.
  const parts = isComplex(load) ? 2 : 1;
  const plane = 8 * parts * out.size;
  const divisor = Math.max(countOf(x.shape, axes) - correction, 0);
  const kernel = realDType(load) === "float32" ? core.moments_f32 : core.moments_f64;
  return withAccumulators(id, out, "float64", (results) => {
    withScratch(id, 3 * plane, (shifts) => {
      const merge: ReduceTile = (o, outRow, a, xRow, xCol, rows, cols, count) =>
        kernel(o, o + plane, o + 2 * plane, outRow, a, xRow, xCol, rows, cols, count);
      withCast(id, x.dtype, load, merge, (tile) => reduceTiles(id, x, axes, shifts, 8, tile, parts === 2));
      core.average_f64(results, shifts + 2 * plane, out.size, parts, divisor, root);
    });
  });
}

/** How elements are brought together. */
interface Fold {
  readonly kernel: ReduceTile;
  /** The type that the kernel reads. */
  readonly load: DType;
  /** The type that it writes. */
  readonly accumulator: DType;
  /** Real and imaginary parts are folded each by itself. */
  readonly parts?: boolean;
}

/** A kernel that is told whether its results are new, as one that is told how many elements they hold. */
function folding(kernel: (...args: [...TileArguments, first: boolean]) => void): ReduceTile {
  return (out, outRow, x, xRow, xCol, rows, cols, count) =>
    kernel(out, outRow, x, xRow, xCol, rows, cols, count === 0);
}

type TileArguments = [number, number, number, number, number, number, number];

function sumOrProdFold(id: string, op: "sum" | "prod", from: DType, to: DType): Fold {
  if (isComplex(from)) {
    if (op === "prod") {
      const kernel = folding(from === "complex64" ? core.prod_c64 : core.prod_c128);
      return { kernel, load: from, accumulator: "complex128" };
    }
    const kernel = from === "complex64" ? folding(core.sum_f32) : sumFloat64(id);
    return { kernel, load: from, accumulator: "complex128", parts: true };
  }
  // What is real stays so until its result is cast.
  const real = realDType(to);
  const accumulator = isFloating(real) ? "float64" : dtypes[real].kind === "uint" ? "uint64" : "int64";
  const load = isFloating(real) === isFloating(from) ? from : isFloating(real) ? "float64" : real;
  if (op === "sum" && load === "float64") return { kernel: sumFloat64(id), load, accumulator };
  const code = realCode(load);
  return { kernel: folding(core[`${op}_${code === "u64" ? "i64" : code}`]), load, accumulator };
}

/** Reduces `x` into `out`. `finish` works on the accumulators before they are cast. */
function reduce(
  id: string,
  x: WasmArray,
  axes: Shape,
  out: WasmArray,
  { kernel, load, accumulator, parts = false }: Fold,
  finish?: (accumulators: number) => void,
): WasmArray {
  const size = parts ? dtypes[accumulator].size / 2 : dtypes[accumulator].size;
  return withAccumulators(id, out, accumulator, (results) => {
    withCast(id, x.dtype, load, kernel, (tile) => reduceTiles(id, x, axes, results, size, tile, parts));
    finish?.(results);
  });
}

/** Has `fill` compute what `out` is to hold, at an address where it lies in row-major order as type `dtype`. */
function withAccumulators(
  id: string,
  out: WasmArray,
  dtype: DType,
  fill: (address: number) => void,
): WasmArray {
  if (out.dtype === dtype) fill(pointerOf(id, out));
  else {
    withScratch(id, out.size * dtypes[dtype].size, (address) => {
      fill(address);
      const parts = isComplex(dtype) ? 2 : 1;
      const [from, to] = parts === 2 ? [realDType(dtype), realDType(out.dtype)] : [dtype, out.dtype];
      const steps = [dtypes[to].size, dtypes[from].size];
      tileCast(from, to)(pointerOf(id, out), 0, steps[0], address, 0, steps[1], 1, out.size * parts);
    });
  }
  settle();
  return out;
}

function filled(id: string, dtype: DType, shape: Shape, value: Scalar): WasmArray {
  const out = allocateArray(id, dtype, shape);
  const element = coerce(id, value);
  copyInto(id, out, element);
  element.dispose();
  return out;
}
