import { boundsOf, type Chunks, checkKnown, numblocksOf, sameChunks } from "./chunks.ts";
import { type ChunkIndex, makeLayer, type Use } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { assemble } from "./pieces.ts";
import type { Argument, Task } from "./task.ts";

/** As many pieces of chunks as there may be for each chunk before and after, lest a graph grow out of hand. */
const mostPieces = 4;
/** Elements of a chunk in between, as a multiple of the largest before and after. */
const mostGrowth = 1;

/** The same array in other chunks of the same shape. */
export function rechunk(x: LazyArray, chunks: Chunks): LazyArray {
  if (sameChunks(x.chunks, chunks)) return x;
  checkKnown("rechunk", x.chunks);
  return planSteps(x.chunks, chunks).reduce(rechunkOnce, x);
}

/** The same array without chunks of no elements along some axes, unless there are no others. */
export function dropEmpty(x: LazyArray, axes: readonly number[]): LazyArray {
  const chunks = x.chunks.map((lengths, axis) => {
    if (!axes.includes(axis) || !lengths.includes(0)) return lengths;
    const some = lengths.filter((length) => length > 0);
    return some.length > 0 ? some : [0];
  });
  return rechunk(x, chunks);
}

/**
 * The chunks to go through, the last of them those wanted. Where each old chunk meets many new ones, chunks in between that
 * are as long as either, axis by axis, keep the number of pieces near the number of chunks.
 */
export function planSteps(from: Chunks, to: Chunks): Chunks[] {
  const pieces = product(from.map((lengths, axis) => piecesOf(lengths, to[axis])));
  if (pieces <= mostPieces * (product(numblocksOf(from)) + product(numblocksOf(to)))) return [to];
  const limit = mostGrowth * Math.max(largest(from), largest(to));
  const between = [...from];
  // Axes on which chunks grow less come first: they join pieces at the least cost.
  const axes = [...from.keys()].filter((axis) => to[axis].length < from[axis].length);
  axes.sort((a, b) => growth(from[a], to[a]) - growth(from[b], to[b]));
  for (const axis of axes) {
    const trial = between.map((lengths, i) => (i === axis ? to[axis] : lengths));
    if (largest(trial) <= limit) between[axis] = to[axis];
  }
  if (axes.every((axis) => between[axis] !== to[axis])) {
    // Nothing can grow to its full length: split what is to become shorter first.
    for (const axis of from.keys()) if (to[axis].length > from[axis].length) between[axis] = to[axis];
  }
  if (sameChunks(between, from) || sameChunks(between, to)) return [to];
  return [between, ...planSteps(between, to)];
}

const product = (numbers: readonly number[]): number => numbers.reduce((a, b) => a * b, 1);
const largest = (chunks: Chunks): number => product(chunks.map((lengths) => Math.max(...lengths)));
const growth = (from: readonly number[], to: readonly number[]): number =>
  Math.max(...to) / Math.max(...from);
const piecesOf = (from: readonly number[], to: readonly number[]): number =>
  new Set([...boundsOf(from), ...boundsOf(to)]).size - 1;

function rechunkOnce(x: LazyArray, chunks: Chunks): LazyArray {
  const ranges = chunks.map((lengths) => {
    const bounds = boundsOf(lengths);
    return lengths.map((_, i) => [bounds[i], bounds[i + 1]] as const);
  });
  return cutWindows("rechunk", x, ranges);
}

/** Where a chunk starts and ends along an axis. */
export type Range = readonly [first: number, end: number];

/** An array of chunks that are cut out of another array, wherever each lies; they may overlap. */
export function cutWindows(
  operation: string,
  x: LazyArray,
  ranges: readonly (readonly Range[])[],
): LazyArray {
  const parts = ranges.map((list, axis) => partsOf(x.chunks[axis], list));
  const layer = makeLayer(operation, [x.layer], ranges, (index, use) => joinParts(x, parts, index, use));
  const chunks = ranges.map((list) => list.map(([first, end]) => end - first));
  return new LazyArray(layer, chunks, x.dtype);
}

/** A stretch of an old chunk. */
interface Part {
  readonly chunk: number;
  readonly slice: string;
}

/** The last chunk that starts at or before a position. */
function firstIn(starts: readonly number[], position: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= position) low = middle;
    else high = middle;
  }
  return low;
}

/** For each new chunk of an axis the parts of old ones that make it up. */
function partsOf(from: readonly number[], ranges: readonly Range[]): Part[][] {
  const starts = boundsOf(from);
  return ranges.map(([start, stop]) => {
    const parts: Part[] = [];
    for (let chunk = firstIn(starts, start); chunk < from.length && starts[chunk] < stop; chunk++) {
      const first = Math.max(start, starts[chunk]);
      const end = Math.min(stop, starts[chunk + 1]);
      if (first >= end) continue;
      const isWhole = first === starts[chunk] && end === starts[chunk + 1];
      parts.push({ chunk, slice: isWhole ? ":" : `${first - starts[chunk]}:${end - starts[chunk]}` });
    }
    return parts.length ? parts : [{ chunk: 0, slice: "0:0" }];
  });
}

function joinParts(x: LazyArray, parts: Part[][][], index: ChunkIndex, use: Use): Task {
  const chosen = index.map((i, axis) => parts[axis][i]);
  return assemble(
    chosen.map(({ length }) => length),
    (at) => {
      const pieces = at.map((i, axis) => chosen[axis][i]);
      const reference = use(
        x.layer,
        pieces.map(({ chunk }) => chunk),
      );
      const slices = pieces.map(({ slice }) => slice);
      return slices.every((slice) => slice === ":")
        ? reference
        : ({ fn: "lazy.at", args: [reference, ...slices] } satisfies Argument);
    },
  );
}
