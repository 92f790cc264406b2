import type { flatEntries } from "../array/element.ts";

type Entries = ReturnType<typeof flatEntries>;

/** n + 1 edges of bins that are equally wide, each step of their computation rounded as NumPy does. */
export function evenEdges(
  first: number,
  last: number,
  n: number,
  round: (x: number) => number,
): Float64Array {
  const step = round(round(last - first) / n);
  const edges = Float64Array.from({ length: n + 1 }, (_, i) => round(round(i * step) + first));
  edges[n] = last;
  return edges;
}

/**
 * Adds up what falls in each bin: 1 for each of `values`, or its weight. A bin has its lower edge, the last one both;
 * what is outside all, and NaN, counts for nothing.
 */
export function countBins(
  values: Entries,
  weights: Entries | undefined,
  edges: Float64Array,
  isEven: boolean,
): Float64Array {
  const n = edges.length - 1;
  const [first, last] = [edges[0], edges[n]];
  const counts = new Float64Array(n);
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (!(value >= first && value <= last)) continue;
    const bin = isEven ? evenBin(value, edges, n) : searchBin(value, edges, n);
    counts[bin] += weights ? Number(weights[i]) : 1;
  }
  return counts;
}

/** How often 0, 1, … are among `values`, or the sums of their weights, for `least` numbers or more. @throws RangeError for negative ones */
export function countValues(
  id: string,
  values: Entries,
  weights: Entries | undefined,
  least: number,
): Float64Array {
  let length = least;
  for (const value of values) {
    if (value < 0) throw new RangeError(`${id}: there must be no negative elements: ${value}`);
    length = Math.max(length, Number(value) + 1);
  }
  const counts = new Float64Array(length);
  for (let i = 0; i < values.length; i++) counts[Number(values[i])] += weights ? Number(weights[i]) : 1;
  return counts;
}

/** The bin by division, put right by the edges themselves, as these are rounded. */
function evenBin(value: number, edges: Float64Array, n: number): number {
  let bin = Math.min(Math.trunc(((value - edges[0]) / (edges[n] - edges[0])) * n), n - 1);
  if (value < edges[bin]) bin--;
  else if (bin < n - 1 && value >= edges[bin + 1]) bin++;
  return bin;
}

/** The last bin whose lower edge is not above the value. */
function searchBin(value: number, edges: Float64Array, n: number): number {
  let [low, high] = [0, n];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}
