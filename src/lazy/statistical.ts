/** Reductions of which partial results are reduced again, and the mean. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { type DType, dtypes, isComplex } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { checkAxes } from "../shape.ts";
import { isKnown } from "./chunks.ts";
import { handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { broadcast } from "./manipulation.ts";
import { operandOf, resultDType, taskOf } from "./operands.ts";
import { dropEmpty } from "./rechunk.ts";
import { type Reducer, reduceTree, splitEvery } from "./reduction.ts";
import type { Argument, Task } from "./task.ts";

export interface Call {
  readonly x: LazyArray;
  readonly axes: readonly number[];
  readonly keepdims: boolean;
  readonly every: number;
  readonly dtype: DType;
  /** Which elements take part, in the shape of `x`; undefined if all do. */
  readonly mask: LazyArray | undefined;
  readonly initial: np.Scalar | undefined;
  /** Options that are the function's own. */
  readonly rest: Options;
}

/** The arguments of a reduction, checked by the function itself on a sample. */
export function readCall(func: Overridable, args: readonly unknown[], options: Options): Call {
  const { split_every = splitEvery, ...own } = options;
  const { axis, keepdims = false, where, initial, ...rest } = own;
  const x = operandOf(args[0]);
  const axes = checkAxes(func.id, axis as number | null | undefined, x.ndim);
  const mask = maskOf(func.id, x, where);
  return {
    x,
    axes,
    keepdims: keepdims as boolean,
    every: checkSplit(func.id, split_every),
    dtype: resultDType(func, [x], mask ? { ...own, where: mask } : own),
    mask,
    initial: (initial ?? undefined) as np.Scalar | undefined,
    rest,
  };
}

export function checkSplit(id: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) >= 2) return value as number;
  throw new RangeError(`${id}: split_every is a whole number of at least 2, not ${String(value)}`);
}

/** The option `where` in the shape of `x`. */
function maskOf(id: string, x: LazyArray, where: unknown): LazyArray | undefined {
  if (where === undefined || where === null || where === true) return undefined;
  return broadcast(operandOf(where === false ? [false] : where), x.chunks, id);
}

/** What sums of elements of a dtype are kept in until the last: floats lose nothing on the way. */
const wide = (dtype: DType): DType =>
  dtypes[dtype].kind === "float" ? "float64" : isComplex(dtype) ? "complex128" : dtype;

/** What takes the place of elements that do not take part. */
const identities: { readonly [id: string]: number } = { sum: 0, prod: 1, any: 0, all: 1 };

/** Reductions that have nothing to say of no elements. */
const extremes = ["min", "max", "nanmin", "nanmax"];

function reduce(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const call = readCall(func, args, options);
  const { axes, keepdims, every, dtype, mask, initial } = call;
  const isExtreme = extremes.includes(id);
  if (isExtreme && initial === undefined && axes.some((axis) => call.x.shape[axis] === 0)) {
    throw new ShapeError(`${id}: zero-size array to reduction operation ${id}imum which has no identity`);
  }
  const given = isExtreme ? dropEmpty(call.x, axes) : call.x;
  const x = mask ? replaceMasked(given, mask, isExtreme ? initial! : identities[id]) : given;
  const own = isExtreme ? { ...call.rest, initial } : call.rest;
  const fold = foldBy(id, dtype, axes, keepdims, own, isExtreme ? undefined : initial);
  return reduceTree(x, axes, keepdims, fold, every);
}

/** `x` with a value in the place of elements that do not take part, of the same dtype. */
function replaceMasked(x: LazyArray, mask: LazyArray, value: np.Scalar): LazyArray {
  return np.where(mask, x, x.dtype === "bool" ? Boolean(value) : value) as LazyArray;
}

/** Reductions of which partial results are reduced in the same way, or are counts to be added. `initial` joins the last of them. */
export function foldBy(
  id: string,
  dtype: DType,
  axes: readonly number[],
  keepdims: boolean,
  options: Options,
  initial?: np.Scalar,
): Reducer {
  const isSum = id === "sum" || id === "prod";
  const between = isSum ? { ...options, dtype: wide(dtype) } : options;
  const joining = id === "count_nonzero" ? "sum" : id;
  const fold = (fn: string, block: Argument, given: Options, keep: boolean): Task =>
    taskOf(fn, [block], { ...given, axis: axes as Argument, keepdims: keep });
  return {
    operation: id,
    details: [options, initial],
    dtype,
    chunk: (chunk) => fold(id, chunk, between, true),
    combine: ({ block }) => fold(joining, block, isSum ? between : {}, true),
    aggregate: ({ block }) => {
      const last = fold(joining, block, isSum ? { ...between, initial } : {}, keepdims);
      return isSum && wide(dtype) !== dtype ? { fn: "astype", args: [last, dtype] } : last;
    },
  };
}

function mean(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { x, axes, keepdims, every, rest, dtype, mask } = readCall(func, args, options);
  if (mask || !isKnown(x.chunks))
    return meanOfSome(x, mask, { axis: axes, keepdims, split_every: every }, dtype);
  const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
  const sum = foldBy("sum", wide(dtype), axes, keepdims, {});
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

/** The mean of elements that are counted when they are computed. */
function meanOfSome(
  x: LazyArray,
  mask: LazyArray | undefined,
  along: { axis: readonly number[]; keepdims: boolean; split_every: number },
  dtype: DType,
): LazyArray {
  const where = mask ?? np.ones_like(x, { dtype: "bool" });
  const sum = np.sum(x, { ...along, dtype: wide(dtype), ...(mask && { where }) });
  const count = np.count_nonzero(where, along);
  return np.astype(np.divide(sum, count), dtype) as LazyArray;
}

/** Lets reductions answer for lazy arrays. */
export function handleStatistics(): void {
  handle(["sum", "prod", "any", "all", "count_nonzero", ...extremes], reduce);
  handle(["mean"], mean);
}
