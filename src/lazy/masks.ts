/**
 * Elements that a lazy mask chooses. How many there are is known when they are computed: the lengths of such chunks are NaN until the
 * array is persisted, and functions that need them say so.
 */
import type { Options, Overridable } from "../dispatch/index.ts";
import { IndexError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { checkAxis, format, sameShape } from "../shape.ts";
import { blockwise, overlay } from "./blockwise.ts";
import { registerOwn } from "./chunk-functions.ts";
import { boundsOf, checkKnown } from "./chunks.ts";
import { handle } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { concatenate, expand, flatten } from "./manipulation.ts";
import { operandOf } from "./operands.ts";
import { along, at } from "./slicing.ts";
import type { Argument } from "./task.ts";

const unknown = (count: number): number[] => new Array<number>(count).fill(Number.NaN);

/** The elements along an axis where a mask as long as the axis is true. */
function chooseAlong(x: LazyArray, mask: LazyArray, axis: number): LazyArray {
  const labels = [...x.shape.keys()];
  const chosen = blockwise({
    operation: "compress",
    operands: [
      { x, labels },
      { x: mask, labels: [axis] },
    ],
    out: labels,
    details: null,
    dtype: x.dtype,
    task: ([chunk, part]) => ({ fn: "compress", args: [part, chunk], options: { axis } }),
  });
  // Without the lengths of the chunks that elements are chosen from.
  const { chunks: _, ...layer } = chosen.layer;
  return new LazyArray(layer, chosen.chunks.with(axis, unknown(chosen.numblocks[axis])), x.dtype);
}

/**
 * `x[mask]` for a lazy mask of the shape of `x`, or as long as its first axis.
 * @throws IndexError for a mask of another shape, ShapeError if lengths of chunks are not known
 */
export function choose(x: LazyArray, mask: LazyArray): LazyArray {
  if (mask.ndim === 1 && x.ndim > 1 && mask.shape[0] === x.shape[0]) return chooseAlong(x, mask, 0);
  if (!sameShape(mask.shape, x.shape)) {
    throw new IndexError(
      `at: a mask of shape ${format(mask.shape)} does not fit the shape ${format(x.shape)}`,
    );
  }
  if (x.ndim === 1) return chooseAlong(x, mask, 0);
  return chooseAlong(flatten(x), flatten(mask), 0);
}

function compress({ id }: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const condition = operandOf(args[0]);
  const given = operandOf(args[1]);
  const { axis: asked } = options as { axis?: number | null };
  if (condition.ndim !== 1)
    throw new ShapeError(`${id}: the condition has ${condition.ndim} dimensions, not 1`);
  const x = asked === undefined || asked === null ? flatten(given) : given;
  const axis = checkAxis(id, asked ?? 0, x.ndim);
  return chooseFirst(id, x, condition, axis);
}

function extract({ id }: Overridable, args: readonly unknown[]): LazyArray {
  const [condition, x] = args.map((each) => flatten(operandOf(each)));
  return chooseFirst(id, x, condition, 0);
}

/** The elements along an axis where a condition holds, which may be shorter, or longer if it holds nowhere past the axis. */
function chooseFirst(id: string, x: LazyArray, condition: LazyArray, axis: number): LazyArray {
  checkKnown(id, [x.chunks[axis], condition.chunks[0]]);
  const [length] = condition.shape;
  const most = x.shape[axis];
  if (length <= most) return chooseAlong(at(x, along(x, axis, `:${length}`)), condition, axis);
  const [head, tail] = [`:${most}`, `${most}:`].map((part) => at(condition, [part]));
  const checked = overlay(id, [head, np.any(tail)], null, condition.dtype, (given) => ({
    fn: "lazy.checkTail",
    args: [...(given as Argument[]), id, axis, most],
  }));
  return chooseAlong(x, checked, axis);
}

function checkTail(
  head: np.WasmArray,
  holds: np.WasmArray,
  id: string,
  axis: number,
  most: number,
): np.WasmArray {
  if (!holds.item()) return np.asarray(head, { copy: true });
  throw new IndexError(`${id}: the condition holds past axis ${axis} of ${most}`);
}

registerOwn("lazy.checkTail", checkTail);

/** Where in row-major order elements are not zero. */
function truePositions(given: LazyArray): LazyArray {
  const x = flatten(given);
  const starts = boundsOf(x.chunks[0]);
  const layer = makeLayer(
    "flatnonzero",
    [x.layer],
    null,
    ([i], use) => ({ fn: "lazy.truePositions", args: [use(x.layer, [i]), starts[i]] }),
    true,
  );
  return new LazyArray(layer, [unknown(x.numblocks[0])], "int64");
}

registerOwn("lazy.truePositions", (chunk: np.WasmArray, start: number) =>
  np.add(np.flatnonzero(chunk), BigInt(start)),
);

/** The indices of elements that are not zero along each axis. */
function trueIndices(id: string, x: LazyArray): LazyArray[] {
  checkKnown(id, x.chunks);
  const positions = truePositions(x);
  let inner = 1;
  return [...x.shape]
    .reverse()
    .map((length) => {
      const whole = np.floor_divide(positions, BigInt(inner)) as LazyArray;
      inner *= Math.max(1, length);
      return np.remainder(whole, BigInt(Math.max(1, length))) as LazyArray;
    })
    .reverse();
}

function nonzero({ id }: Overridable, args: readonly unknown[]): LazyArray[] {
  const x = operandOf(args[0]);
  if (x.ndim === 0) throw new ShapeError(`${id}: an array of 0 dimensions has no indices`);
  return trueIndices(id, x);
}

function argwhere({ id }: Overridable, args: readonly unknown[]): LazyArray {
  const x = operandOf(args[0]);
  const columns = x.ndim > 0 ? trueIndices(id, x) : [truePositions(x)];
  const rows = concatenate(
    columns.map((column) => expand(column, [1])),
    1,
  );
  return x.ndim > 0 ? rows : at(rows, [":", "0:0"]);
}
/** Lets functions that choose elements by a mask, or find where one holds, answer for lazy arrays. */
export function handleMasks(): void {
  handle(["compress"], compress);
  handle(["extract"], extract);
  handle(["flatnonzero"], (_, args) => truePositions(operandOf(args[0])));
  handle(["nonzero"], nonzero);
  handle(["argwhere"], argwhere);
}
