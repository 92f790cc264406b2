/**
 * Order statistics. Along axes that are not all, these are made one chunk, and the result is exact. Of all elements of several
 * chunks each chunk gives a summary: sorted values that each stand for as many elements. Summaries are joined as a tree
 * (Munro and Paterson, 1980); each joint moves a value by at most 1 / `mostValues` of the elements below it, in rank.
 */
import type { Options, Overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { checkAxes, format } from "../shape.ts";
import { blockwise, type Label } from "./blockwise.ts";
import { registerOwn, resolve } from "./chunk-functions.ts";
import { encodeConstant } from "./constants.ts";
import { foldChunks } from "./fold.ts";
import { handle } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { checkEager, operandOf, resultDType, taskOf } from "./operands.ts";
import { joinAxes } from "./order.ts";
import type { Argument } from "./task.ts";

/** Values of a summary at most; as long as there are no more elements than that, results are exact. */
const mostValues = 2 ** 14;

/** Sorted numbers, how many elements each stands for, the least and the greatest of all elements, and how many are NaN. */
interface Summary {
  readonly values: np.WasmArray;
  readonly weights: np.WasmArray;
  readonly ends: np.WasmArray;
  readonly nans: number;
}

function summarize(chunk: np.WasmArray): Summary {
  const sorted = np.sort(np.reshape(chunk, [-1]));
  const count = Number(np.count_nonzero(np.equal(sorted, sorted)).item());
  const values = np.take(sorted, np.arange(0n, BigInt(count)));
  return shorten({ values, weights: np.ones([count]), ends: endsOf(values), nans: sorted.size - count });
}

/** The first and the last value, or none. */
const endsOf = (values: np.WasmArray): np.WasmArray =>
  values.size === 0 ? np.positive(values) : np.take(values, [0n, BigInt(values.size - 1)]);

function joinSummaries(parts: readonly Summary[]): Summary {
  const all = np.concat(parts.map(({ values }) => values));
  const order = np.argsort(all);
  return shorten({
    values: np.take(all, order),
    weights: np.take(np.concat(parts.map(({ weights }) => weights)), order),
    ends: endsOf(np.sort(np.concat(parts.map(({ ends }) => ends)))),
    nans: parts.reduce((sum, { nans }) => sum + nans, 0),
  });
}

/** A summary of no more than `mostValues`: those in the middle of equal shares. */
function shorten(summary: Summary): Summary {
  if (summary.values.size <= mostValues) return summary;
  const upTo = np.cumsum(summary.weights);
  const share = Number(upTo.item(-1)) / mostValues;
  const middles = np.multiply(np.add(np.arange(mostValues), 0.5), share);
  return {
    ...summary,
    values: np.take(summary.values, np.searchsorted(upTo, middles)),
    weights: np.full([mostValues], share),
  };
}

type Find = (...args: unknown[]) => np.WasmArray;

/** What the function `fn` gives for all elements, interpolated where values stand for several. */
function quantilesOf(summary: Summary, fn: string, q: readonly unknown[], options: Options, shape: number[]) {
  const { values, weights, ends, nans } = summary;
  const find: Find = (...args) => (resolve(fn) as Find)(...args, options);
  if (nans > 0 && !fn.startsWith("nan"))
    return np.reshape(find(np.full([1], Number.NaN, { dtype: values.dtype }), ...q), shape);
  if (np.all(np.equal(weights, 1)).item()) return np.reshape(find(values, ...q), shape);
  const { dtype } = find(ends, ...q);
  const positions = np.divide(q.length === 0 ? 0.5 : (q[0] as number), fn.endsWith("percentile") ? 100 : 1);
  return np.reshape(np.astype(interpolate(values, weights, ends, positions), dtype), shape);
}

/** The values at shares of all elements, each value in the middle of those that it stands for. */
function interpolate(
  values: np.WasmArray,
  weights: np.WasmArray,
  ends: np.WasmArray,
  positions: np.WasmArray,
): np.WasmArray {
  const upTo = np.cumsum(weights);
  const last = Number(upTo.item(-1)) - 1;
  const middles = np.subtract(np.subtract(upTo, np.divide(weights, 2)), 0.5);
  const ranks = np.concat([np.asarray([0]), middles, np.asarray([last])]);
  const known = np.concat([ends.at("0:1"), values, ends.at("1:2")]);
  const wanted = np.multiply(positions, last);
  const above = np.clip(np.searchsorted(ranks, wanted), 1n, BigInt(ranks.size - 1));
  const [from, to] = [np.subtract(above, 1n), above];
  const [lower, upper] = [np.take(ranks, from), np.take(ranks, to)];
  const share = np.divide(
    np.subtract(wanted, lower),
    np.maximum(np.subtract(upper, lower), Number.MIN_VALUE),
  );
  const [low, high] = [np.take(known, from), np.take(known, to)];
  return np.add(low, np.multiply(np.subtract(high, low), share));
}

registerOwn("lazy.summarize", summarize);
registerOwn("lazy.joinSummaries", joinSummaries);
registerOwn("lazy.quantilesOf", quantilesOf);

function quantile(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const x = operandOf(args[0]);
  const { axis, keepdims = false, ...rest } = options as Options & { axis?: null; keepdims?: boolean };
  const axes = checkAxes(id, axis, x.ndim);
  const hasPositions = !id.endsWith("median");
  const q = hasPositions ? [positionsOf(id, args[1])] : [];
  const shape = hasPositions ? np.scope(() => [...np.asarray(args[1] as number).shape]) : [];
  checkSome(id, x, axes);
  const dtype = resultDType(func, [x, ...args.slice(1)], options);
  const isWhole = axes.every((each) => x.numblocks[each] === 1);
  if (isWhole || axes.length < x.ndim) return exactly(func, x, q, shape, axes, { ...rest, keepdims }, dtype);
  const summary = foldChunks({
    operation: id,
    arrays: [x],
    chunk: (chunks) => ({ fn: "lazy.summarize", args: chunks }),
    join: (parts) => ({ fn: "lazy.joinSummaries", args: [parts] }),
  });
  const whole = [...shape, ...(keepdims ? x.shape.map(() => 1) : [])];
  const layer = makeLayer(`${id}-find`, [summary], [q, rest, whole], (_, use) => ({
    fn: "lazy.quantilesOf",
    args: [use(summary, []), id, q, rest as Argument, whole] as Argument[],
  }));
  return new LazyArray(
    layer,
    whole.map((length) => [length]),
    dtype,
  );
}

/** Positions as plain data: a number, which is weak, or an array. */
function positionsOf(id: string, q: unknown): Argument {
  checkEager(id, "q", q);
  return typeof q === "number" ? q : np.scope(() => encodeConstant(np.asarray(q as np.Coercible)));
}

function checkSome(id: string, x: LazyArray, axes: readonly number[]): void {
  if (id.endsWith("median") || id.startsWith("nan") || axes.every((axis) => x.shape[axis] > 0)) return;
  throw new ShapeError(`${id}: there are no quantiles of no elements: shape ${format(x.shape)}`);
}

/** By the function itself, along axes that are made one chunk. */
function exactly(
  { id }: Overridable,
  x: LazyArray,
  q: readonly Argument[],
  shape: readonly number[],
  axes: readonly number[],
  options: Options & { keepdims: boolean },
  dtype: np.DType,
): LazyArray {
  const labels: Label[] = [...x.shape.keys()];
  const first = shape.map((_, i): Label => `q${i}`);
  const kept = labels.map((label, axis): Label => (axes.includes(axis) ? `kept${axis}` : label));
  const left = options.keepdims ? kept : labels.filter((_, axis) => !axes.includes(axis));
  const sizes = new Map<Label, readonly number[]>(kept.map((label) => [label, [1]]));
  for (const label of labels) sizes.delete(label);
  for (const [i, label] of first.entries()) sizes.set(label, [shape[i]]);
  const own = { ...options, axis: [...axes] };
  return blockwise({
    operation: id,
    operands: [{ x: joinAxes(x, axes), labels }],
    out: [...first, ...left],
    sizes,
    details: [q, own],
    dtype,
    task: ([chunk]) => taskOf(id, [chunk, ...q], own),
  });
}

/** Lets order statistics answer for lazy arrays. */
export function handleQuantiles(): void {
  handle(["median", "nanmedian", "quantile", "percentile", "nanquantile", "nanpercentile"], quantile);
}
