/** Functions made of other public functions. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { isFloating, promote } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import type { AverageOptions } from "../np/average.ts";
import type { DiffOptions } from "../np/utility.ts";
import { checkAxes, checkAxis, format, sameShape } from "../shape.ts";
import { blockLayer, elementwise, fromEnd, overlay } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { handle, refuse } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { broadcast, broadcastAll, expand } from "./manipulation.ts";
import { lazyOf, operandOf, resultDType, sampleResult, taskOf } from "./operands.ts";
import { part } from "./parts.ts";
import { along, at } from "./slicing.ts";

function ptp(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  resultDType(func, [x], options);
  return np.subtract(np.max(x, options), np.min(x, options)) as LazyArray;
}

const divmod = (_: Overridable, [a, b]: readonly unknown[]): unknown => [
  np.floor_divide(a, b),
  np.remainder(a, b),
];

function average(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const { id } = func;
  const x = operandOf(args[0]);
  const { axis, keepdims = false, weights, returned = false } = options as AverageOptions<LazyArray>;
  const axes = checkAxes(id, axis, x.ndim);
  const along = { axis: axes, keepdims };
  if (weights === undefined || weights === null) {
    const mean = np.mean(x, along);
    const count = axes.reduce((product, each) => product * x.shape[each], 1);
    return returned ? [mean, np.full_like(mean, count)] : mean;
  }
  const given = spreadWeights(id, x, operandOf(weights), axis, axes);
  const own = promote(x.dtype, given.dtype);
  const dtype = isFloating(x.dtype) ? own : promote(own, "float64");
  const spread = np.astype(broadcast(given, x.chunks, id), dtype);
  const scale = np.sum(spread, along);
  const checked = overlay(id, [scale], null, dtype, ([sums]) => ({
    fn: "lazy.checkWeights",
    args: [sums as never, id],
  }));
  const mean = np.divide(np.sum(np.multiply(x, spread), { ...along, dtype }), checked);
  return returned ? [mean, checked] : mean;
}

/** Weights that broadcast to the shape of `x`: those for the axes, in their order, with length 1 along the others. */
function spreadWeights(
  id: string,
  x: LazyArray,
  weights: LazyArray,
  axis: unknown,
  axes: readonly number[],
): LazyArray {
  if (sameShape(weights.shape, x.shape)) return weights;
  const lengths = axes.map((i) => x.shape[i]);
  if (axis === null || axis === undefined || !sameShape(weights.shape, lengths)) {
    throw new ShapeError(
      `${id}: weights of shape ${format(weights.shape)} fit neither shape ${format(x.shape)} nor the axes of it`,
    );
  }
  const order = [...axes.keys()].sort((a, b) => axes[a] - axes[b]);
  const others = [...x.shape.keys()].filter((i) => !axes.includes(i));
  return expand(np.permute_dims(weights, order), others);
}

function checkWeights(sums: np.WasmArray, id: string): np.WasmArray {
  if (np.all(sums).item()) return np.positive(sums);
  throw new RangeError(`${id}: weights sum to zero, they cannot be normalized`);
}

registerOwn("lazy.checkWeights", checkWeights);

function diff(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const x = operandOf(args[0]);
  const { axis: asked = -1, n = 1, prepend, append } = options as DiffOptions;
  const axis = checkAxis(id, asked, x.ndim);
  if (!Number.isInteger(n)) throw new TypeError(`${id}: n ${String(n)} is not an integer`);
  if (n < 0) throw new RangeError(`${id}: differences are taken ${n} times`);
  const beside = (value: unknown): LazyArray[] => {
    if (value === undefined || value === null) return [];
    const given = operandOf(value);
    return [given.ndim === 0 ? broadcast(given, x.chunks.with(axis, [1]), id) : given];
  };
  const parts = [...beside(prepend), x, ...beside(append)];
  const joined = parts.length > 1 ? np.concat(parts, { axis }) : x;
  return Array.from({ length: n }).reduce<LazyArray>((values) => {
    const [later, earlier] = ["1:", ":-1"].map((part) => at(values, along(values, axis, part)));
    return (x.dtype === "bool" ? np.not_equal(later, earlier) : np.subtract(later, earlier)) as LazyArray;
  }, joined);
}

function meshgrid(func: Overridable, args: readonly unknown[], options: Options): LazyArray[] {
  const { indexing = "xy" } = options as { indexing?: "xy" | "ij" };
  const given = args.map(operandOf);
  sampleResult(func, given, options, () => null);
  const count = given.length;
  const isSwapped = indexing === "xy" && count > 1;
  const views = given.map((x, i) => {
    if (x.ndim > 1) throw new ShapeError(`${func.id}: an array of ${x.ndim} dimensions is no axis of a grid`);
    const place = isSwapped && i < 2 ? 1 - i : i;
    const line = x.ndim === 0 ? expand(x, [0]) : x;
    return expand(
      line,
      [...given.keys()].filter((axis) => axis !== place),
    );
  });
  return broadcastAll(func.id, views);
}

/** A function of one array that gives two of its shape. */
function inTwo(func: Overridable, args: readonly unknown[], options: Options): LazyArray[] {
  const x = operandOf(args[0]);
  const dtypes = sampleResult(func, [x], options, (pair) =>
    (pair as np.WasmArray[]).map(({ dtype }) => dtype),
  );
  const labels = fromEnd(x);
  const results = blockLayer(func.id, [{ x, labels }], labels, options, (chunks) =>
    taskOf(func.id, chunks, options),
  );
  return dtypes.map((dtype, i) => part(results, String(i), x.chunks, dtype, (index) => index));
}

/** The tolerances broadcast with the operands. */
function isclose(func: Overridable, [a, b]: readonly unknown[], options: Options): LazyArray {
  const { rtol = 1e-5, atol = 1e-8, ...rest } = options;
  const operands = [a, b, rtol, atol].map(lazyOf);
  const asked = ([x, y, relative, absolute]: readonly unknown[]): [readonly unknown[], Options] => [
    [x, y],
    { ...rest, rtol: relative, atol: absolute },
  ];
  const dtype = resultDType(func, ...asked(operands));
  return overlay(func.id, operands, rest, dtype, (given) => taskOf(func.id, ...asked(given)));
}

function nanToNum(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { copy = true, ...rest } = options;
  if (copy !== true)
    throw new TypeError(`${func.id}: copy: a lazy array cannot be written to; use the result`);
  return elementwise(func, args, rest);
}

/** What dtypes alone say. */
const ofSample = (func: Overridable, args: readonly unknown[], options: Options): unknown =>
  sampleResult(func, args, options, (result) => result);

/** Lets functions that are made of others answer for lazy arrays. */
export function handleComposed(): void {
  handle(["ptp"], ptp);
  handle(["divmod"], divmod);
  handle(["average"], average);
  handle(["diff"], diff);
  handle(["meshgrid"], meshgrid);
  handle(["modf", "frexp"], inTwo);
  handle(["nan_to_num"], nanToNum);
  handle(["isclose"], isclose);
  refuse(["allclose"], "take np.all(np.isclose(a, b))");
  refuse(["array_equal", "array_equiv"], "compare the shapes, then take np.all(np.equal(a, b))");
  refuse(["cov", "corrcoef"], "subtract np.mean, then take np.matmul of what is left and its transpose");
  handle(["result_type"], ofSample);
  handle(["can_cast"], (_, [from, to]) => np.can_cast(operandOf(from).dtype, to as np.DType));
}
