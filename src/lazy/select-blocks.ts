import type { Index } from "../array/index-items.ts";
import { IndexError } from "../errors.ts";
import * as np from "../index.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";

/** The array of some chunks: see `LazyArray.blocks`. */
export function selectBlocks(x: LazyArray, index: readonly Index[]): LazyArray {
  if (index.length > x.ndim) {
    throw new IndexError(`blocks: ${index.length} indices for an array of dimension ${x.ndim}`);
  }
  const chosen = x.numblocks.map((count, axis) => positions(count, index[axis] ?? ":"));
  const axis = chosen.findIndex(({ length }) => length === 0);
  if (axis >= 0) throw new IndexError(`blocks: no chunk of axis ${axis} is chosen`);
  const layer = makeLayer("blocks", [x.layer], chosen, (place, use) => ({
    fn: "lazy.at",
    args: [
      use(
        x.layer,
        place.map((i, axis) => chosen[axis][i]),
      ),
      "...",
    ],
  }));
  const chunks = chosen.map((list, axis) => list.map((i) => x.chunks[axis][i]));
  return new LazyArray(layer, chunks, x.dtype);
}

/** The numbers of the chunks that an index means. */
const positions = (count: number, item: Index): number[] =>
  np.scope(() => [np.arange(count).at(item).toArray()].flat() as number[]);
