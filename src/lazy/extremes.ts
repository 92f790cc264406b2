/** Where the least and the greatest elements are. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { isComplex } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { checkAxes } from "../shape.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, checkKnown } from "./chunks.ts";
import { handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { flatten, reshape } from "./manipulation.ts";
import { operandOf } from "./operands.ts";
import { dropEmpty } from "./rechunk.ts";
import { type Reducer, reduceTree, splitEvery } from "./reduction.ts";
import { checkSplit } from "./statistical.ts";

/** An extreme value along an axis, of length 1, and where it was first found. */
interface Found {
  readonly values: np.WasmArray;
  readonly indices: np.WasmArray;
}

function findAlong(chunk: np.WasmArray, id: "argmin" | "argmax", axis: number, start: number): Found {
  const along = { axis, keepdims: true };
  const values = id === "argmin" ? np.min(chunk, along) : np.max(chunk, along);
  const local = id === "argmin" ? np.argmin(chunk, along) : np.argmax(chunk, along);
  return { values, indices: np.add(local, BigInt(start)) };
}

function joinFound(parts: readonly Found[], id: "argmin" | "argmax"): Found {
  return parts.reduce((a, b) => {
    const before = id === "argmin" ? np.less(b.values, a.values) : np.greater(b.values, a.values);
    // NaN is the extreme of all, and the first of them counts.
    const isNew = np.not_equal(b.values, b.values);
    const isOld = np.not_equal(a.values, a.values);
    const isBetter = np.where(isOld, false, np.where(isNew, true, before));
    return {
      values: np.where(isBetter, b.values, a.values),
      indices: np.where(isBetter, b.indices, a.indices),
    };
  });
}

function indicesOf(parts: readonly Found[], id: "argmin" | "argmax", axis: number, keepdims: boolean) {
  const { indices } = joinFound(parts, id);
  return keepdims ? indices : np.squeeze(indices, axis);
}

registerOwn("lazy.findAlong", findAlong);
registerOwn("lazy.joinFound", joinFound);
registerOwn("lazy.indicesOf", indicesOf);

function search(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { id } = func;
  const given = operandOf(args[0]);
  const { axis: asked, keepdims = false, split_every = splitEvery } = options as SearchOptions;
  if (isComplex(given.dtype)) {
    throw new DTypeError(`${id}: ${given.dtype} is not a real type, its values have no order`);
  }
  checkKnown(id, given.chunks);
  const isFlat = asked === undefined || asked === null;
  const flat = isFlat ? flatten(given) : given;
  const [axis] = checkAxes(id, asked ?? 0, flat.ndim);
  const x = dropEmpty(flat, [axis]);
  if (x.shape[axis] === 0) throw new ShapeError(`${id}: attempt to get ${id} of an empty sequence`);
  const found = reduceTree(
    x,
    [axis],
    keepdims,
    searchAlong(id, x, axis, keepdims),
    checkSplit(id, split_every),
  );
  return isFlat && keepdims
    ? reshape(
        found,
        given.shape.map(() => 1),
      )
    : found;
}

interface SearchOptions {
  axis?: number | null;
  keepdims?: boolean;
  split_every?: number;
}

function searchAlong(id: string, x: LazyArray, axis: number, keepdims: boolean): Reducer {
  const starts = boundsOf(x.chunks[axis]);
  return {
    operation: id,
    details: null,
    dtype: "int64",
    chunk: (chunk, index) => ({ fn: "lazy.findAlong", args: [chunk, id, axis, starts[index[axis]]] }),
    combine: ({ list }) => ({ fn: "lazy.joinFound", args: [list, id] }),
    aggregate: ({ list }) => ({ fn: "lazy.indicesOf", args: [list, id, axis, keepdims] }),
  };
}

/** Lets searches for extremes answer for lazy arrays. */
export function handleExtremes(): void {
  handle(["argmin", "argmax"], search);
}
