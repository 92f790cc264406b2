/**
 * Sorting along an axis in several chunks. Each is sorted, then two at a time are merged and parted, in the order of Batcher's merge
 * exchange (Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M): about log₂² n / 4 times for each of n chunks.
 */
import * as np from "../index.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, regular } from "./chunks.ts";
import { type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { rechunk } from "./rechunk.ts";

/** The elements in order along an axis, or with `isArg` where they are in the array, those of equal ones ascending. */
export function sortChunks(given: LazyArray, axis: number, descending: boolean, isArg: boolean): LazyArray {
  // A chunk that is shorter stands for one that is filled up with what comes last: there may be one, at the end.
  const lengths = regular(given.shape[axis], given.chunksize[axis]);
  const x = rechunk(given, given.chunks.with(axis, lengths));
  const bounds = boundsOf(lengths);
  const first = makeLayer("sort-chunk", [x.layer], [axis, descending, isArg], (index, use) => ({
    fn: "lazy.sortChunk",
    args: [use(x.layer, index), axis, descending, isArg ? bounds[index[axis]] : null],
  }));
  const sorted = exchanges(lengths.length).reduce(
    (places, pairs) => mergePairs(places, pairs, axis, descending),
    lengths.map(() => first),
  );
  const name = isArg ? "ranks" : "values";
  const layer = makeLayer(`sort-${name}`, [...new Set(sorted)], axis, (index, use) => ({
    fn: "lazy.item",
    args: [use(sorted[index[axis]], index), name],
  }));
  return new LazyArray(layer, x.chunks, isArg ? "int64" : x.dtype);
}

/** Places of chunks along the axis, of which the first one gets what comes first. */
type Pair = readonly [low: number, high: number];

/** The layers of the chunks at each place after some of them were merged and parted. */
function mergePairs(
  places: readonly Layer[],
  pairs: readonly Pair[],
  axis: number,
  descending: boolean,
): Layer[] {
  const pairOf = new Map(pairs.flatMap((pair) => pair.map((place) => [place, pair] as const)));
  const merged = makeLayer("sort-merge", [...new Set(places)], [axis, descending, pairs], (index, use) => {
    const [low, high] = pairOf.get(index[axis])!;
    const chunks = [low, high].map((place) => use(places[place], index.with(axis, place)));
    return { fn: "lazy.mergeSorted", args: [...chunks, axis, descending] };
  });
  const half = makeLayer("sort-half", [merged], axis, (index, use) => {
    const [low] = pairOf.get(index[axis])!;
    return {
      fn: "lazy.item",
      args: [use(merged, index.with(axis, low)), index[axis] === low ? "low" : "high"],
    };
  });
  return places.map((layer, place) => (pairOf.has(place) ? half : layer));
}

/** Which chunks of `count` are merged at a time, time after time. */
export function exchanges(count: number): Pair[][] {
  const stages: Pair[][] = [];
  const top = 2 ** Math.ceil(Math.log2(Math.max(count, 1))) / 2;
  for (let p = top; p >= 1; p /= 2) {
    for (let [q, r, d] = [top, 0, p]; q >= p; [q, r, d] = [q / 2, p, q - p]) {
      const starts = Array.from({ length: Math.max(0, count - d) }, (_, i) => i).filter((i) => (i & p) === r);
      stages.push(starts.map((i) => [i, i + d] as const));
    }
  }
  return stages;
}

/** Elements in order, and where they come from if that is asked for. */
interface Sorted {
  readonly values: np.WasmArray;
  readonly ranks: np.WasmArray | null;
}

registerOwn(
  "lazy.sortChunk",
  (chunk: np.WasmArray, axis: number, descending: boolean, start: number | null): Sorted => {
    if (start === null) return { values: np.sort(chunk, { axis, descending }), ranks: null };
    const order = np.argsort(chunk, { axis, descending });
    return { values: np.take_along_axis(chunk, order, { axis }), ranks: np.add(order, BigInt(start)) };
  },
);

registerOwn("lazy.mergeSorted", (low: Sorted, high: Sorted, axis: number, descending: boolean) => {
  const join = (a: np.WasmArray, b: np.WasmArray) => np.concat([a, b], { axis });
  const sorted = mergeSorted(
    join(low.values, high.values),
    low.ranks && join(low.ranks, high.ranks!),
    axis,
    descending,
  );
  const halves = (x: np.WasmArray) => np.split(x, [low.values.shape[axis]], { axis });
  const values = halves(sorted.values);
  const ranks = sorted.ranks ? halves(sorted.ranks) : [null, null];
  return {
    low: { values: values[0], ranks: ranks[0] },
    high: { values: values[1], ranks: ranks[1] },
  };
});

/** Equal elements are in the order of their ranks. */
function mergeSorted(
  values: np.WasmArray,
  ranks: np.WasmArray | null,
  axis: number,
  descending: boolean,
): Sorted {
  if (!ranks) return { values: np.sort(values, { axis, descending }), ranks };
  const take = (x: np.WasmArray, order: np.WasmArray) => np.take_along_axis(x, order, { axis });
  const byRank = np.argsort(ranks, { axis });
  const [inTurn, places] = [take(values, byRank), take(ranks, byRank)];
  const order = np.argsort(inTurn, { axis, descending });
  return { values: take(inTurn, order), ranks: take(places, order) };
}
