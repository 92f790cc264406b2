import * as np from "../index.ts";
import { checkAxis } from "../shape.ts";
import { registerOwn } from "./chunk-functions.ts";
import type { LazyArray } from "./lazy-array.ts";
import { dropEmpty } from "./rechunk.ts";
import { reduceTree } from "./reduction.ts";
import type { Argument } from "./task.ts";

export interface TopkOptions {
  /** The last axis by default. */
  axis?: number | undefined;
  /** How many chunks are joined at a time: 4 by default. */
  split_every?: number | undefined;
}

/**
 * The `k` greatest elements along an axis, the greatest first, or the -k least, the least first; as Dask's `topk`. All there are if they
 * are fewer; NaN come last. Each chunk is sorted, then what is left of several.
 * @throws AxisError for an axis that `x` does not have, RangeError for a `k` that is 0 or no whole number
 * @example
 * const x = lazy.fromArray([5, 1, 4, 2, 3], { chunks: 2 });
 * await lazy.topk(x, 2).compute() // array([5., 4.])
 */
export function topk(
  x: LazyArray,
  k: number,
  { axis: asked = -1, split_every }: TopkOptions = {},
): LazyArray {
  const id = "topk";
  const axis = checkAxis(id, asked, x.ndim);
  if (!Number.isSafeInteger(k) || k === 0)
    throw new RangeError(`${id}: k ${k} is not a whole number other than 0`);
  const first = (block: Argument) => ({ fn: "lazy.firstSorted", args: [block, k, axis] });
  return reduceTree(
    dropEmpty(x, [axis]),
    [axis],
    true,
    {
      operation: id,
      details: k,
      dtype: x.dtype,
      length: Math.min(Math.abs(k), x.shape[axis]),
      chunk: first,
      combine: ({ block }) => first(block),
      aggregate: ({ block }) => first(block),
    },
    split_every,
  );
}

function firstSorted(block: np.WasmArray, k: number, axis: number): np.WasmArray {
  const sorted = np.sort(block, { axis, descending: k > 0 });
  const count = Math.min(Math.abs(k), block.shape[axis]);
  return np.take(sorted, np.arange(0n, BigInt(count)), { axis });
}

registerOwn("lazy.firstSorted", firstSorted);
