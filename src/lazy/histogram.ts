/** Histograms: those of chunks, added up. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import type { Histogram, HistogramOptions } from "../np/histogram.ts";
import { namedTuple } from "../np/named-tuple.ts";
import { format, sameShape } from "../shape.ts";
import { registerOwn } from "./chunk-functions.ts";
import { foldChunks } from "./fold.ts";
import { handle } from "./handlers.ts";
import { makeLayer, type Use } from "./layer.ts";
import type { LazyArray } from "./lazy-array.ts";
import { operandOf, sampleResult } from "./operands.ts";
import { joinAxes } from "./order.ts";
import { part } from "./parts.ts";
import type { Argument } from "./task.ts";

function partOptions(bins: number | np.WasmArray, range: readonly unknown[] | null) {
  // Limits that are computed are arrays of no dimensions.
  const limits = range?.map((limit) => Number(limit instanceof np.WasmArray ? limit.item() : limit));
  return { bins, range: limits as [number, number] | undefined };
}

function histogramPart(
  chunk: np.WasmArray,
  bins: number | np.WasmArray,
  range: readonly unknown[] | null,
  weights?: np.WasmArray,
): np.WasmArray {
  const options = partOptions(bins, range);
  if (!weights) return np.histogram(chunk, options).hist;
  return np.histogram(chunk, { ...options, weights: np.astype(weights, "float64") }).hist;
}

/** The edges, and the values as what they are asked for. */
function finishHistogram(
  counts: np.WasmArray,
  empty: np.WasmArray,
  bins: number | np.WasmArray,
  range: readonly unknown[] | null,
  dtype: np.DType,
  density: boolean,
) {
  const { bin_edges } = np.histogram(empty, partOptions(bins, range));
  if (!density) return { hist: np.astype(counts, dtype), bin_edges };
  return { hist: np.divide(np.divide(counts, np.diff(bin_edges)), np.sum(counts)), bin_edges };
}

registerOwn("lazy.histogramPart", histogramPart);
registerOwn("lazy.finishHistogram", finishHistogram);

function histogram(func: Overridable, args: readonly unknown[], options: Options): unknown {
  const { id } = func;
  const x = operandOf(args[0]);
  const { bins = 10, range = null, weights = null, density = false } = options as HistogramOptions<LazyArray>;
  const own = typeof bins === "number" ? undefined : joinAxes(operandOf(bins), [0]);
  const beside = weights === null ? [] : [operandOf(weights)];
  const given = {
    ...options,
    ...(own && { bins: own }),
    ...(weights === null ? {} : { weights: beside[0] }),
  };
  const [type, edgeType] = sampleResult(func, [x], given, (result) => {
    const { hist, bin_edges } = result as Histogram<np.WasmArray>;
    return [hist.dtype, bin_edges.dtype];
  });
  if (beside.length > 0 && !sameShape(beside[0].shape, x.shape)) {
    throw new ShapeError(
      `${id}: weights of shape ${format(beside[0].shape)} are not of shape ${format(x.shape)}`,
    );
  }
  // Where bins are counted and their range is not given, the least and the greatest element are computed first.
  const limits = own || range || x.size === 0 ? [] : [np.min(x), np.max(x)];
  const inputs = [...limits, ...(own ? [own] : [])].map(({ layer }) => layer);
  const binsOf = (use: Use): Argument[] => [
    own ? use(own.layer, [0]) : (bins as number),
    limits.length > 0 ? limits.map(({ layer }) => use(layer, [])) : (range as readonly number[] | null),
  ];
  const counts = foldChunks({
    operation: id,
    arrays: [x, ...beside],
    inputs,
    details: [own ? null : bins, range],
    chunk: ([chunk, weight], use) => ({ fn: "lazy.histogramPart", args: [chunk, ...binsOf(use), weight] }),
    join: (parts) => ({ fn: "sum", args: [{ fn: "stack", args: [parts] }], options: { axis: 0 } }),
  });
  const layer = makeLayer(`${id}-bins`, [counts, ...inputs], [type, x.dtype, density], (_, use) => ({
    fn: "lazy.finishHistogram",
    args: [
      use(counts, []),
      { fn: "zeros", args: [[0]], options: { dtype: x.dtype } },
      ...binsOf(use),
      type,
      density,
    ],
  }));
  const count = own ? Math.max(0, own.shape[0] - 1) : (bins as number);
  return namedTuple({
    hist: part(layer, "hist", [[count]], type, () => []),
    bin_edges: part(layer, "bin_edges", [[own ? own.shape[0] : count + 1]], edgeType, () => []),
  });
}

/** Lets histograms answer for lazy arrays. */
export function handleHistogram(): void {
  handle(["histogram"], histogram);
}
