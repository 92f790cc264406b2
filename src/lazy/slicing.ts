import { type Index, type Item, parseItem } from "../array/index-items.ts";
import { resolveSlice } from "../array/slice.ts";
import { IndexError } from "../errors.ts";
import * as np from "../index.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, type Chunks, checkKnown } from "./chunks.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { choose } from "./masks.ts";
import type { Argument } from "./task.ts";

/** What a lazy array can be indexed with: what a WasmArray can, or a lazy mask alone. */
export type LazyIndex = Index | LazyArray;

/** A stretch of a chunk, and how many elements it gives. */
interface Piece {
  readonly chunk: number;
  readonly index: string | number;
  readonly length: number;
}

/**
 * `x[index]` of NumPy. Chunks of the result are what is left of those of `x`.
 * @throws IndexError as WasmArray.at does; TypeError for more than one list or mask, or a lazy one beside other indices
 */
export function at(x: LazyArray, index: readonly LazyIndex[]): LazyArray {
  const [mask] = index;
  if (index.length === 1 && mask instanceof LazyArray && mask.dtype === "bool") return choose(x, mask);
  const items = expand(x, index.map(parseKnown));
  const lists = items.filter(({ kind }) => kind === "integers" || kind === "mask");
  if (lists.length > 1) throw new TypeError("at: a lazy array takes one list or mask of indices at a time");
  const [list] = lists;
  const sliced = slice(
    x,
    items.map((item) => (item === list ? all : item)),
  );
  return list ? takeAlong(sliced, list, axisOf(items, list)) : sliced;
}

/** An index with `item` at one axis and all of the others. */
export const along = (x: LazyArray, axis: number, item: LazyIndex): LazyIndex[] =>
  x.shape.map((_, each) => (each === axis ? item : ":"));

function parseKnown(item: LazyIndex): Item {
  if (!(item instanceof LazyArray)) return parseItem("at", item);
  throw new TypeError("at: a lazy index is one mask of bools alone; pass the result of compute()");
}

const all: Item = { kind: "slice", axes: 1, slice: np.slice(null) };

/** The items with the ellipsis, or the end, replaced by slices of all that is left. */
function expand(x: LazyArray, items: readonly Item[]): Item[] {
  const taken = items.reduce((sum, { axes }) => sum + axes, 0);
  if (taken > x.ndim) {
    throw new IndexError(
      `at: too many indices: the array has ${x.ndim} dimensions, but ${taken} were indexed`,
    );
  }
  const rest = new Array<Item>(x.ndim - taken).fill(all);
  const ellipses = items.filter(({ kind }) => kind === "ellipsis").length;
  if (ellipses > 1) throw new IndexError("at: an index can only have a single ellipsis");
  return ellipses ? items.flatMap((item) => (item.kind === "ellipsis" ? rest : [item])) : [...items, ...rest];
}

/** The axis of the result that a list of indices stands at. */
function axisOf(items: readonly Item[], list: Item): number {
  return items.slice(0, items.indexOf(list)).filter(({ kind }) => kind !== "integer").length;
}

function slice(x: LazyArray, items: readonly Item[]): LazyArray {
  let axis = 0;
  const parts = items.map((item) => {
    if (item.kind === "newaxis") return null;
    const lengths = x.chunks[axis++];
    if (item.kind === "integer") return pickOne(lengths, item.value, axis - 1);
    if (item.kind !== "slice") return all;
    if (isAll(item)) return lengths.map((length, chunk): Piece => ({ chunk, index: ":", length }));
    checkKnown("at", [lengths]);
    return cut(lengths, ...resolveSlice(item.slice, boundsOf(lengths).at(-1)!));
  }) as (readonly Piece[] | Piece | null)[];
  const kept = parts.filter((part) => part === null || Array.isArray(part));
  const chunks: Chunks = kept.map((part) => (part ? (part as Piece[]).map(({ length }) => length) : [1]));
  const layer = makeLayer(
    "at",
    [x.layer],
    parts,
    (index, use) => {
      let next = 0;
      const chosen = parts.map((part) => {
        if (part === null) {
          next++;
          return null;
        }
        return Array.isArray(part) ? (part[index[next++]] as Piece) : (part as Piece);
      });
      const chunk = chosen.flatMap((piece) => (piece ? [piece.chunk] : []));
      const local: Argument[] = chosen.map((piece) => (piece ? piece.index : null));
      return { fn: "lazy.at", args: [use(x.layer, chunk), ...(local.length ? local : ["..."])] };
    },
    true,
  );
  return new LazyArray(layer, chunks, x.dtype);
}

const isAll = (item: Item): boolean =>
  item === all ||
  (item.kind === "slice" &&
    item.slice.start === null &&
    item.slice.stop === null &&
    (item.slice.step ?? 1) === 1);

function pickOne(lengths: readonly number[], value: number, axis: number): Piece {
  checkKnown("at", [lengths]);
  const bounds = boundsOf(lengths);
  const length = bounds.at(-1)!;
  if (value < -length || value >= length) {
    throw new IndexError(`at: index ${value} is out of bounds for axis ${axis} with size ${length}`);
  }
  const position = value < 0 ? value + length : value;
  const chunk = lengths.findIndex((_, i) => position < bounds[i + 1]);
  return { chunk, index: position - bounds[chunk], length: 1 };
}

/** The pieces that `count` indices from `first` in steps of `by` make of an axis, in their order. */
function cut(lengths: readonly number[], first: number, count: number, by: number): Piece[] {
  const bounds = boundsOf(lengths);
  const pieces: Piece[] = [];
  const chunks = [...lengths.keys()];
  if (by < 0) chunks.reverse();
  let taken = 0;
  for (const chunk of chunks) {
    const [low, high] = [bounds[chunk], bounds[chunk + 1]];
    const start = first + taken * by;
    if (taken === count || start < low || start >= high) continue;
    const room = by > 0 ? Math.ceil((high - start) / by) : Math.ceil((start - low + 1) / -by);
    const length = Math.min(room, count - taken);
    const from = start - low;
    const to = from + length * by;
    pieces.push({ chunk, index: `${from}:${to < 0 ? "" : to}:${by}`, length });
    taken += length;
  }
  return pieces.length ? pieces : [{ chunk: 0, index: "0:0", length: 0 }];
}

/** Indices along an axis, a list of them to each chunk that has some, in the order asked for. */
function takeAlong(x: LazyArray, item: Item, axis: number): LazyArray {
  if (item.kind !== "integers" && item.kind !== "mask") throw new TypeError("at: not a list of indices");
  if (item.shape.length !== 1) {
    throw new TypeError(
      `at: a lazy array takes lists and masks of one dimension, not of ${item.shape.length}`,
    );
  }
  checkKnown("at", [x.chunks[axis]]);
  const length = x.shape[axis];
  if (item.kind === "mask" && item.shape[0] !== length) {
    throw new IndexError(`at: a mask of ${item.shape[0]} elements does not match an axis of ${length}`);
  }
  const indices =
    item.kind === "mask"
      ? [...item.values].flatMap((value, i) => (value ? [i] : []))
      : countFromFront("at", [...item.values], axis, length);
  return takeIndices(x, indices, axis);
}

/** Indices of an axis, checked; those that are negative count from its end. */
export function countFromFront(
  id: string,
  indices: readonly number[],
  axis: number,
  length: number,
): number[] {
  return indices.map((i) => {
    if (Number.isInteger(i) && i >= -length && i < length) return i < 0 ? i + length : i;
    throw new IndexError(`${id}: index ${i} is out of bounds for axis ${axis} with size ${length}`);
  });
}

/** `np.take` of a lazy array: as many indices to a chunk as the longest chunk along the axis has elements. */
export function takeIndices(x: LazyArray, indices: readonly number[], axis: number): LazyArray {
  const bounds = boundsOf(x.chunks[axis]);
  const side = Math.max(1, ...x.chunks[axis]);
  const groups: number[][] = [];
  for (let i = 0; i < indices.length; i += side) groups.push(indices.slice(i, i + side));
  if (groups.length === 0) groups.push([]);
  const chunks = x.chunks.map((lengths, i) => (i === axis ? groups.map((group) => group.length) : lengths));
  const layer = makeLayer("take", [x.layer], [indices, axis], (index, use) => {
    const group = groups[index[axis]];
    const owner = group.map((i) => x.chunks[axis].findIndex((_, chunk) => i < bounds[chunk + 1]));
    const owners = [...new Set(owner)].sort((a, b) => a - b);
    if (owners.length === 0) owners.push(0);
    const order: number[] = new Array(group.length);
    let filled = 0;
    const parts = owners.map((chunk) => {
      const local: number[] = [];
      for (const [position, each] of owner.entries()) {
        if (each !== chunk) continue;
        local.push(group[position] - bounds[chunk]);
        order[position] = filled++;
      }
      const at = index.map((i, other) => (other === axis ? chunk : i));
      return { fn: "lazy.takeFrom", args: [use(x.layer, at), local, axis] };
    });
    if (parts.length === 1) return parts[0];
    return { fn: "lazy.takeFrom", args: [{ fn: "concat", args: [parts], options: { axis } }, order, axis] };
  });
  return new LazyArray(layer, chunks, x.dtype);
}

function takeFrom(chunk: unknown, indices: readonly number[], axis: number): unknown {
  return np.take(chunk as np.WasmArray, np.asarray(indices, { dtype: "int64" }), { axis });
}

registerOwn("lazy.takeFrom", takeFrom);
