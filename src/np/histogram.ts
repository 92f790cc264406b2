/** Histograms, as in NumPy. */

import { coerce } from "../array/convert.ts";
import { cast } from "../array/copy.ts";
import { flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { countBins, countValues, evenEdges } from "../ops/histogram.ts";
import { checkIntegers, coerceIndices } from "../ops/indices.ts";
import { reduceElements } from "../ops/reduce.ts";
import { format, sameShape } from "../shape.ts";
import { type NamedTuple, namedTuple } from "./named-tuple.ts";
import { type Coercible, type Like, withOperand } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { checkReal } from "./reduction.ts";

export interface HistogramOptions<A> {
  /** How many bins of equal width, 10 by default, or their edges, none below the one before. */
  bins?: number | A | Coercible | undefined;
  /** The first and the last edge; by default the least and the greatest element. */
  range?: readonly [number, number] | null | undefined;
  /** What each element counts for: of the shape of `x`. */
  weights?: A | Coercible | null | undefined;
  /** Whether the values are those of a density, whose integral over the bins is 1. */
  density?: boolean | undefined;
}

/** Values of the bins, and their edges, of which there is one more. */
export type Histogram<A> = NamedTuple<{ hist: A; bin_edges: A }>;

/**
 * How many elements fall in each bin, as int64, or the sums of their weights, of the weights' dtype, or a density, as
 * float64; with the edges of the bins. A bin has its lower edge; the last one has both. Edges of bins of equal width are
 * floats of the dtype of `x`, else float64.
 * @throws RangeError for less than one bin, edges that decrease, and ranges that are not finite or decrease; ShapeError for
 *   edges of more than one dimension and weights of another shape; DTypeError for complex numbers
 * @example
 * const { hist, bin_edges } = np.histogram([1, 2, 1, 4], { bins: 3 });
 * hist // array([2, 1, 1])
 */
export const histogram = /* @__PURE__ */ overridable(
  "histogram",
  (x, options) => [x, options?.bins, options?.weights],
  <A>(x: A, options: HistogramOptions<Like<A>> = {}): Histogram<Like<A>> => {
    const id = "histogram";
    checkOptions(id, options, ["bins", "range", "weights", "density"]);
    const density = checkFlag(id, "density", options.density) ?? false;
    const { bins = 10, range = null, weights = null } = options;
    return withOperand(id, x, (source) => {
      checkReal(id, source);
      return scope(() => {
        const edges =
          typeof bins === "number"
            ? evenBins(id, source, bins, range)
            : withOperand(id, bins, (own) => ownBins(id, own));
        const hist =
          weights === null
            ? histogramOf(id, source, edges, typeof bins === "number", density)
            : withOperand(id, weights, (given) =>
                histogramOf(id, source, edges, typeof bins === "number", density, given),
              );
        return namedTuple({ hist, bin_edges: edges });
      });
    }) as Histogram<Like<A>>;
  },
);

export interface BincountOptions<A> {
  /** What each element counts for: of the shape of `x`. */
  weights?: A | Coercible | null | undefined;
  /** The least length of the result. */
  minlength?: number | undefined;
}

/**
 * How often 0, 1, 2, … are elements of `x`, up to the greatest one, as int64, or the sums of their weights, as float64.
 * @throws ShapeError for more than one dimension and weights of another shape, IndexError for what is not an integer,
 *   RangeError for negative ones and a negative `minlength`
 * @example np.bincount([0, 3, 3], { minlength: 5 }) // array([1, 0, 0, 2, 0])
 */
export const bincount = /* @__PURE__ */ overridable(
  "bincount",
  (x, options) => [x, options?.weights],
  <A>(x: A, options: BincountOptions<Like<A>> = {}): Like<A> => {
    const id = "bincount";
    checkOptions(id, options, ["weights", "minlength"]);
    const { weights = null, minlength = 0 } = options;
    if (!Number.isInteger(minlength) || minlength < 0) {
      throw new RangeError(`${id}: minlength is a number of elements, not ${String(minlength)}`);
    }
    return scope(() => {
      const source = Array.isArray(x) && x.length === 0 ? coerce(id, x, "int64") : coerceIndices(id, x);
      checkIntegers(id, source);
      if (source.ndim !== 1)
        throw new ShapeError(`${id}: of one dimension, not of shape ${format(source.shape)}`);
      const given = weights === null ? undefined : coerce(id, weights);
      if (given) checkWeights(id, source, given);
      const counts = countValues(id, flatEntries(id, source), given && flatEntries(id, given), minlength);
      const out = allocateArray(id, "float64", [counts.length]);
      flatEntries(id, out).set(counts as never);
      return given ? out : cast(id, out, "int64");
    }) as Like<A>;
  },
);

function checkWeights(id: string, x: WasmArray, weights: WasmArray): void {
  checkReal(id, weights);
  if (sameShape(weights.shape, x.shape)) return;
  throw new ShapeError(
    `${id}: weights of shape ${format(weights.shape)} are not of shape ${format(x.shape)}`,
  );
}

/** Edges of bins of equal width. */
function evenBins(id: string, x: WasmArray, n: number, range: readonly [number, number] | null): WasmArray {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`${id}: bins must be positive, when an integer: ${n}`);
  const dtype: DType = x.dtype === "float32" ? "float32" : "float64";
  let [first, last] = range ?? (x.size === 0 ? [0, 1] : [extreme(id, "min", x), extreme(id, "max", x)]);
  if (!Number.isFinite(first) || !Number.isFinite(last)) {
    throw new RangeError(
      `${id}: ${range ? "supplied" : "autodetected"} range of [${first}, ${last}] is not finite`,
    );
  }
  if (first > last) throw new RangeError(`${id}: max must be larger than min in range: [${first}, ${last}]`);
  if (first === last) [first, last] = [first - 0.5, last + 0.5];
  const edges = allocateArray(id, dtype, [n + 1]);
  flatEntries(id, edges).set(evenEdges(first, last, n, dtype === "float32" ? Math.fround : Number) as never);
  return edges;
}

const extreme = (id: string, op: "min" | "max", x: WasmArray): number =>
  Number(reduceElements(id, op, x, { axes: [...x.shape.keys()], keepdims: false }).item());

/** Given edges, checked, as a new array. */
function ownBins(id: string, edges: WasmArray): WasmArray {
  checkReal(id, edges);
  if (edges.ndim !== 1)
    throw new ShapeError(`${id}: bins are edges in one dimension: shape ${format(edges.shape)}`);
  const values = flatEntries(id, edges);
  for (let i = 1; i < values.length; i++) {
    if (values[i] >= values[i - 1]) continue;
    throw new RangeError(`${id}: bins must increase monotonically: ${values[i]} after ${values[i - 1]}`);
  }
  return cast(id, edges, edges.dtype);
}

function histogramOf(
  id: string,
  x: WasmArray,
  edges: WasmArray,
  isEven: boolean,
  density: boolean,
  weights?: WasmArray,
): WasmArray {
  if (weights) checkWeights(id, x, weights);
  const limits = Float64Array.from(flatEntries(id, edges) as ArrayLike<number>, Number);
  const counts = countBins(flatEntries(id, x), weights && flatEntries(id, weights), limits, isEven);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const round = edges.dtype === "float32" ? Math.fround : Number;
  const values = density
    ? counts.map((count, i) => count / round(limits[i + 1] - limits[i]) / total)
    : counts;
  const hist = allocateArray(id, "float64", [Math.max(0, counts.length)]);
  flatEntries(id, hist).set(values as never);
  return cast(id, hist, density ? "float64" : (weights?.dtype ?? "int64"));
}
