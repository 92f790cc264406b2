import type { Options, Overridable } from "../dispatch/index.ts";
import { type DType, dtypes, isComplex } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { checkAxes } from "../shape.ts";
import { operandOf, resultDType, taskOf } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, checkKnown } from "./chunks.ts";
import { handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { flatten, reshape } from "./manipulation.ts";
import { type Reducer, reduceTree, splitEvery } from "./reduction.ts";
import type { Argument, Task } from "./task.ts";

interface Call {
  readonly x: LazyArray;
  readonly axes: readonly number[];
  readonly keepdims: boolean;
  readonly every: number;
  /** Options that are the function's own. */
  readonly rest: Options;
}

/** The arguments of a reduction, checked by the function itself on a sample. */
function readCall(func: Overridable, args: readonly unknown[], options: Options): Call {
  const { split_every = splitEvery, axis, keepdims = false, ...rest } = options;
  const x = operandOf(args[0]);
  const axes = checkAxes(func.id, axis as number | null | undefined, x.ndim);
  return { x, axes, keepdims: keepdims as boolean, every: checkSplit(func.id, split_every), rest };
}

function checkSplit(id: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 2) return value as number;
  throw new RangeError(`${id}: split_every is a whole number of at least 2, not ${String(value)}`);
}

/** What sums of elements of a dtype are kept in until the last: floats lose nothing on the way. */
const wide = (dtype: DType): DType =>
  dtypes[dtype].kind === "float" ? "float64" : isComplex(dtype) ? "complex128" : dtype;

function reduce(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { x, axes, keepdims, every, rest } = readCall(func, args, options);
  const { id } = func;
  const { split_every: _, ...own } = options;
  const dtype = resultDType(func, [x], own);
  if ((id === "min" || id === "max") && axes.some((axis) => x.shape[axis] === 0)) {
    throw new ShapeError(`${id}: zero-size array to reduction operation ${id}imum which has no identity`);
  }
  return reduceTree(x, axes, keepdims, foldBy(id, dtype, axes, keepdims, rest), every);
}

/** Reductions of which partial results are reduced in the same way, or are counts to be added. */
function foldBy(
  id: string,
  dtype: DType,
  axes: readonly number[],
  keepdims: boolean,
  options: Options,
): Reducer {
  const isSum = id === "sum" || id === "prod";
  const between = isSum ? { ...options, dtype: wide(dtype) } : options;
  const joining = id === "count_nonzero" ? "sum" : id;
  const fold = (fn: string, block: Argument, given: Options, keep: boolean): Task =>
    taskOf(fn, [block], { ...given, axis: axes as Argument, keepdims: keep });
  return {
    operation: id,
    details: options,
    dtype,
    chunk: (chunk) => fold(id, chunk, between, true),
    combine: ({ block }) => fold(joining, block, isSum ? between : {}, true),
    aggregate: ({ block }) => {
      const last = fold(joining, block, isSum ? between : {}, keepdims);
      return isSum && wide(dtype) !== dtype ? { fn: "astype", args: [last, dtype] } : last;
    },
  };
}

function mean(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { x, axes, keepdims, every, rest } = readCall(func, args, options);
  checkKnown(func.id, x.chunks);
  const dtype = resultDType(func, [x], rest);
  const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
  const sum = foldBy("sum", isComplex(dtype) ? "complex128" : "float64", axes, keepdims, {});
  return reduceTree(
    x,
    axes,
    keepdims,
    {
      ...sum,
      operation: "mean",
      details: [rest, count],
      dtype,
      aggregate: (parts) => ({
        fn: "astype",
        args: [{ fn: "divide", args: [sum.aggregate(parts), count] }, dtype],
      }),
    },
    every,
  );
}

/** Number, mean and sum of squared differences from it, along axes that stay with length 1. */
interface Moments {
  readonly count: number;
  readonly mean: np.WasmArray;
  readonly squares: np.WasmArray;
}

function moments(chunk: np.WasmArray, axes: readonly number[]): Moments {
  const x = np.astype(chunk, isComplex(chunk.dtype) ? "complex128" : "float64", { copy: false });
  const options = { axis: axes, keepdims: true };
  const count = axes.reduce((product, axis) => product * chunk.shape[axis], 1);
  if (count === 0) {
    const zero = np.sum(x, options);
    return { count, mean: zero, squares: np.sum(np.abs(x), options) };
  }
  return { count, mean: np.mean(x, options), squares: np.multiply(np.var(x, options), count) };
}

/** Joins moments of parts: Chan, Golub and LeVeque (1979). */
function joinMoments(parts: readonly Moments[]): Moments {
  return parts.reduce((a, b) => {
    const count = a.count + b.count;
    if (a.count === 0 || b.count === 0) return b.count === 0 ? a : b;
    const difference = np.subtract(b.mean, a.mean);
    const size = np.abs(difference);
    const between = np.multiply(np.multiply(size, size), (a.count * b.count) / count);
    return {
      count,
      mean: np.add(a.mean, np.multiply(difference, b.count / count)),
      squares: np.add(np.add(a.squares, b.squares), between),
    };
  });
}

function varianceOf(
  parts: readonly Moments[],
  axes: readonly number[],
  options: { correction: number; keepdims: boolean; root: boolean; dtype: DType },
): np.WasmArray {
  const { count, squares } = joinMoments(parts);
  const variance = np.divide(squares, Math.max(count - options.correction, 0));
  const kept = options.keepdims ? variance : np.squeeze(variance, axes);
  return np.astype(options.root ? np.sqrt(kept) : kept, options.dtype);
}

registerOwn("lazy.moments", moments);
registerOwn("lazy.joinMoments", joinMoments);
registerOwn("lazy.varianceOf", varianceOf);

function variance(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { x, axes, keepdims, every, rest } = readCall(func, args, options);
  const dtype = resultDType(func, [x], rest);
  const given = { correction: (rest.correction as number) ?? 0, keepdims, root: func.id === "std", dtype };
  const reducer: Reducer = {
    operation: func.id,
    details: rest,
    dtype,
    chunk: (chunk) => ({ fn: "lazy.moments", args: [chunk, axes] }),
    combine: ({ list }) => ({ fn: "lazy.joinMoments", args: [list] }),
    aggregate: ({ list }) => ({ fn: "lazy.varianceOf", args: [list, axes, given] }),
  };
  return reduceTree(x, axes, keepdims, reducer, every);
}

/** An extreme value along an axis, of length 1, and where it was first found. */
interface Found {
  readonly values: np.WasmArray;
  readonly indices: np.WasmArray;
}

function findAlong(chunk: np.WasmArray, id: "argmin" | "argmax", axis: number, start: number): Found {
  const along = { axis, keepdims: true };
  const values = id === "argmin" ? np.min(chunk, along) : np.max(chunk, along);
  const local = id === "argmin" ? np.argmin(chunk, along) : np.argmax(chunk, along);
  return { values, indices: np.add(local, BigInt(start)) };
}

function joinFound(parts: readonly Found[], id: "argmin" | "argmax"): Found {
  return parts.reduce((a, b) => {
    const before = id === "argmin" ? np.less(b.values, a.values) : np.greater(b.values, a.values);
    // NaN is the extreme of all, and the first of them counts.
    const isNew = np.not_equal(b.values, b.values);
    const isOld = np.not_equal(a.values, a.values);
    const isBetter = np.where(isOld, false, np.where(isNew, true, before));
    return {
      values: np.where(isBetter, b.values, a.values),
      indices: np.where(isBetter, b.indices, a.indices),
    };
  });
}

function indicesOf(parts: readonly Found[], id: "argmin" | "argmax", axis: number, keepdims: boolean) {
  const { indices } = joinFound(parts, id);
  return keepdims ? indices : np.squeeze(indices, axis);
}

registerOwn("lazy.findAlong", findAlong);
registerOwn("lazy.joinFound", joinFound);
registerOwn("lazy.indicesOf", indicesOf);

function search(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const given = operandOf(args[0]);
  const { axis: asked, keepdims = false, split_every = splitEvery } = options as SearchOptions;
  if (isComplex(given.dtype)) {
    throw new DTypeError(`${id}: ${given.dtype} is not a real type, its values have no order`);
  }
  checkKnown(id, given.chunks);
  const isFlat = asked === undefined || asked === null;
  const x = isFlat ? flatten(given) : given;
  const [axis] = checkAxes(id, asked ?? 0, x.ndim);
  if (x.shape[axis] === 0) throw new ShapeError(`${id}: attempt to get ${id} of an empty sequence`);
  const found = reduceTree(
    x,
    [axis],
    keepdims,
    searchAlong(id, x, axis, keepdims),
    checkSplit(id, split_every),
  );
  return isFlat && keepdims
    ? reshape(
        found,
        given.shape.map(() => 1),
      )
    : found;
}

interface SearchOptions {
  axis?: number | null;
  keepdims?: boolean;
  split_every?: number;
}

function searchAlong(id: string, x: LazyArray, axis: number, keepdims: boolean): Reducer {
  const starts = boundsOf(x.chunks[axis]);
  return {
    operation: id,
    details: null,
    dtype: "int64",
    chunk: (chunk, index) => ({ fn: "lazy.findAlong", args: [chunk, id, axis, starts[index[axis]]] }),
    combine: ({ list }) => ({ fn: "lazy.joinFound", args: [list, id] }),
    aggregate: ({ list }) => ({ fn: "lazy.indicesOf", args: [list, id, axis, keepdims] }),
  };
}

/** Lets statistical functions, and those that search along an axis, answer for lazy arrays. */
export function handleStatistics(): void {
  handle(["sum", "prod", "min", "max", "any", "all", "count_nonzero"], reduce);
  handle(["mean"], mean);
  handle(["var", "std"], variance);
  handle(["argmin", "argmax"], search);
}
