import { cast, contiguous, copyInto } from "../array/copy.ts";
import { flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { permuteView, reshapeView } from "../array/views.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import type { DType } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import { countOf, reducedShape } from "./reduce-plan.ts";
import { computeWhole, targetOf } from "./result.ts";
import { sortAlong } from "./sort.ts";

/** Where a quantile lies among n sorted elements, counted from 0. */
interface Method {
  readonly position: (n: number, q: number) => number;
  /** The share of the element after the position; without, the position is that of an element. */
  readonly share?: (fraction: number) => number;
}

const own = (fraction: number): number => fraction;

/** Hyndman and Fan's family of positions. */
const between = (alpha: number, beta: number): Method => ({
  position: (n, q) => n * q + (alpha + q * (1 - alpha - beta)) - 1,
  share: own,
});

/** The even one of two neighbours that are equally near. */
function roundEven(x: number): number {
  const low = Math.floor(x);
  return x - low < 0.5 || (x - low === 0.5 && low % 2 === 0) ? low : low + 1;
}

/** NumPy's methods: those of Hyndman and Fan, "Sample quantiles in statistical packages" (1996), and four of its own. */
const methods = {
  inverted_cdf: { position: (n, q) => Math.max(0, Math.ceil(n * q - 1)) },
  averaged_inverted_cdf: {
    position: (n, q) => n * q - 1,
    share: (fraction) => (fraction === 0 ? 0.5 : 1),
  },
  closest_observation: {
    position(n, q) {
      const index = n * q - 1.5;
      const low = Math.floor(index);
      return Math.max(0, index === low && Math.abs(low % 2) === 1 ? low : low + 1);
    },
  },
  interpolated_inverted_cdf: between(0, 1),
  hazen: between(0.5, 0.5),
  weibull: between(0, 0),
  linear: { position: (n, q) => (n - 1) * q, share: own },
  median_unbiased: between(1 / 3, 1 / 3),
  normal_unbiased: between(3 / 8, 3 / 8),
  lower: { position: (n, q) => Math.floor((n - 1) * q) },
  higher: { position: (n, q) => Math.ceil((n - 1) * q) },
  midpoint: { position: (n, q) => (n - 1) * q, share: (fraction) => (fraction === 0 ? 0 : 0.5) },
  nearest: { position: (n, q) => roundEven((n - 1) * q) },
} satisfies { readonly [name: string]: Method };

export type QuantileMethod = keyof typeof methods;

export const quantileMethods = Object.keys(methods) as QuantileMethod[];

/** Which quantiles of what. */
export interface Quantiles {
  readonly axes: Shape;
  readonly keepdims: boolean;
  /** Numbers from 0 to 1; their shape comes first in the result's. */
  readonly q: readonly number[];
  readonly qShape: Shape;
  /** "median" is the mean of the elements in the middle. */
  readonly method: QuantileMethod | "median";
  /** Whether they are those of the elements that are not NaN; else a NaN makes them NaN. */
  readonly skipNaN: boolean;
  /** Whether float32 becomes float64. */
  readonly widen: boolean;
  readonly out?: unknown;
}

/**
 * Quantiles along axes, of sorted rows. Methods that choose an element keep the dtype, others give a floating one. Of no
 * elements they are NaN. Throws as `targetOf` does.
 */
export function quantiles(id: string, x: WasmArray, wanted: Quantiles): WasmArray {
  const { axes, keepdims, q, qShape, method } = wanted;
  const chosen = method !== "median" && !(methods[method] as Method).share;
  const own = chosen && x.dtype !== "bool" ? x.dtype : "float64";
  const dtype: DType = x.dtype === "float32" && !wanted.widen ? "float32" : own;
  const rest = reducedShape(x.shape, axes, keepdims);
  const target = targetOf(id, wanted.out, [...qShape, ...rest], dtype, dtype);
  return scope(() =>
    computeWhole(id, target, dtype, [x], (result) => {
      if (result.size === 0) return;
      const sorted = sortedRows(id, x.dtype === "bool" ? cast(id, x, "float64") : x, axes);
      const found = allocateArray(id, dtype, [...qShape, ...rest]);
      fillQuantiles(flatEntries(id, found), flatEntries(id, sorted), sorted.shape, q, wanted);
      copyInto(id, result, found);
    }),
  );
}

/** The elements along axes as sorted rows of a new matrix, NaN last. */
function sortedRows(id: string, x: WasmArray, axes: Shape): WasmArray {
  const others = [...x.shape.keys()].filter((axis) => !axes.includes(axis));
  const last = permuteView(id, x, [...others, ...axes]);
  const n = countOf(x.shape, axes);
  const rows = countOf(x.shape, others);
  const matrix = reshapeView(id, last, [rows, n]) ?? reshapeView(id, contiguous(id, last), [rows, n])!;
  return sortAlong(id, matrix, 1, false);
}

type Entries = ReturnType<typeof flatEntries>;

function fillQuantiles(
  results: Entries,
  sorted: Entries,
  [rows, length]: Shape,
  q: readonly number[],
  { method, skipNaN }: Quantiles,
): void {
  for (let row = 0; row < rows; row++) {
    const start = row * length;
    let n = length;
    while (n > 0 && Number.isNaN(sorted[start + n - 1])) n--;
    const undetermined = n === 0 || (n < length && !skipNaN);
    for (const [k, quantile] of q.entries()) {
      const value = undetermined ? Number.NaN : quantileOf(sorted, start, n, quantile, method);
      results[k * rows + row] = value;
    }
  }
}

/** A quantile of the n sorted entries from `start` on. */
function quantileOf(
  sorted: Entries,
  start: number,
  n: number,
  q: number,
  method: QuantileMethod | "median",
): number | bigint {
  if (method === "median") {
    const [low, high] = [start + ((n - 1) >> 1), start + (n >> 1)];
    return low === high ? Number(sorted[low]) : (Number(sorted[low]) + Number(sorted[high])) / 2;
  }
  const { position, share }: Method = methods[method];
  const at = position(n, q);
  if (!share) return sorted[start + Math.min(at, n - 1)];
  if (at < 0) return Number(sorted[start]);
  if (at >= n - 1) return Number(sorted[start + n - 1]);
  const index = Math.floor(at);
  const [low, high] = [Number(sorted[start + index]), Number(sorted[start + index + 1])];
  const t = share(at - index);
  // From the nearer end, so that the result is monotonic and exact at both.
  return t >= 0.5 ? high - (high - low) * (1 - t) : low + (high - low) * t;
}
