import type { DType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { boundsOf, checkKnown } from "./chunks.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { cutWindows, type Range } from "./rechunk.ts";
import type { Argument } from "./task.ts";

/** What lies beyond the ends of an axis: nothing, the elements mirrored, those of the other end, the last one, or a number. */
export type Boundary = "none" | "reflect" | "periodic" | "nearest" | number;

export interface OverlapOptions {
  /** How many elements of its neighbours a chunk gets on each side, along all axes or along each. */
  depth: number | readonly number[];
  /** For all axes or for each; "none" by default. */
  boundary?: Boundary | readonly Boundary[] | undefined;
  /** Whether what a chunk got of its neighbours is cut off the result; true by default. */
  trim?: boolean | undefined;
  /** What the function gets after the chunk. */
  args?: readonly Argument[] | undefined;
  dtype?: DType | undefined;
}

/** The results of a function for each chunk with its surroundings: see `LazyArray.mapOverlap`. */
export function mapOverlap(
  x: LazyArray,
  fn: string,
  { depth, boundary = "none", trim = true, args = [], dtype = x.dtype }: OverlapOptions,
): LazyArray {
  checkKnown("mapOverlap", x.chunks);
  const depths = forEachAxis("depth", depth, x.ndim);
  const boundaries = forEachAxis("boundary", boundary, x.ndim);
  for (const [axis, each] of depths.entries()) check(x, axis, each, boundaries[axis]);
  const padded = depths.reduce((array, each, axis) => pad(array, axis, each, boundaries[axis]), x);
  const windows = cutWindows("overlap", padded, rangesOf(x, padded, depths));
  const starts = x.chunks.map((lengths, axis) => {
    const offset = (padded.shape[axis] - x.shape[axis]) / 2;
    return boundsOf(lengths).map((bound) => Math.min(depths[axis], bound + offset));
  });
  const chunks = trim ? x.chunks : windows.chunks;
  const layer = makeLayer(
    "mapOverlap",
    [windows.layer],
    [fn, args, dtype, trim],
    (index, use) => {
      const call = { fn, args: [use(windows.layer, index), ...args] };
      if (!trim || x.ndim === 0) return call;
      const slices = index.map((i, axis) => `${starts[axis][i]}:${starts[axis][i] + x.chunks[axis][i]}`);
      return { fn: "lazy.at", args: [call, ...slices] };
    },
    true,
  );
  return new LazyArray(layer, chunks, dtype);
}

function forEachAxis<T>(name: string, given: T | readonly T[], ndim: number): readonly T[] {
  const list = Array.isArray(given) ? given : new Array<T>(ndim).fill(given as T);
  if (list.length === ndim) return list;
  throw new ShapeError(`mapOverlap: ${list.length} values of ${name} for ${ndim} axes`);
}

function check({ shape }: LazyArray, axis: number, depth: number, boundary: Boundary): void {
  if (!Number.isInteger(depth) || depth < 0) throw new RangeError(`mapOverlap: depth ${depth}`);
  if (typeof boundary !== "number" && !["none", "reflect", "periodic", "nearest"].includes(boundary)) {
    throw new TypeError(`mapOverlap: boundary ${String(boundary)}`);
  }
  if (boundary === "none" || typeof boundary === "number") return;
  if (depth > shape[axis] || (depth > 0 && shape[axis] === 0)) {
    throw new ShapeError(`mapOverlap: depth ${depth}, but the length of axis ${axis} is ${shape[axis]}`);
  }
}

/** The windows of the chunks of `x`, as they lie in the padded array. */
function rangesOf(x: LazyArray, padded: LazyArray, depths: readonly number[]): Range[][] {
  return x.chunks.map((lengths, axis) => {
    const bounds = boundsOf(lengths);
    const length = padded.shape[axis];
    const offset = (length - x.shape[axis]) / 2;
    return lengths.map((_, i) => [
      Math.max(0, bounds[i] + offset - depths[axis]),
      Math.min(length, bounds[i + 1] + offset + depths[axis]),
    ]);
  });
}

/** An array with `depth` more elements at both ends of an axis, unless there is nothing beyond. */
function pad(x: LazyArray, axis: number, depth: number, boundary: Boundary): LazyArray {
  if (boundary === "none" || depth === 0) return x;
  const part = (slice: string) => x.at(...x.shape.map((_, each) => (each === axis ? slice : ":")));
  const n = x.shape[axis];
  const ends = (): readonly [unknown, unknown] => {
    if (boundary === "reflect")
      return [
        np.flip(part(`:${depth}`) as never, { axis }),
        np.flip(part(`${n - depth}:`) as never, { axis }),
      ];
    if (boundary === "periodic") return [part(`${n - depth}:`), part(`:${depth}`)];
    if (boundary === "nearest") {
      return [
        np.repeat(part(":1") as never, depth, { axis }),
        np.repeat(part(`${n - 1}:`) as never, depth, { axis }),
      ];
    }
    const shape = x.shape.map((length, each) => (each === axis ? depth : length));
    const constant = np.full(shape, boundary, { dtype: x.dtype });
    return [constant, constant];
  };
  const [before, after] = ends();
  return np.concat([before, x, after] as never, { axis }) as unknown as LazyArray;
}
