/** Parts of an array in another order, several times, or as zeros. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { AxisError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { checkAxes, checkAxis, format } from "../shape.ts";
import { boundsOf, checkKnown } from "./chunks.ts";
import { handle } from "./handlers.ts";
import { makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { concatenate, flatten, permute, reshape } from "./manipulation.ts";
import { checkEager, operandOf, resultDType, taskOf } from "./operands.ts";
import { along, at, countFromFront, takeIndices } from "./slicing.ts";

function moveaxis(func: Overridable, args: readonly unknown[]): LazyArray {
  const x = operandOf(args[0]);
  const [from, to] = [args[1], args[2]].map((axes) => checkAxes(func.id, axes as number | number[], x.ndim));
  if (from.length !== to.length) {
    throw new AxisError(`${func.id}: ${from.length} axes cannot move to ${to.length} places`);
  }
  const order = [...x.shape.keys()].filter((axis) => !from.includes(axis));
  for (const [place, axis] of to.map((place, i) => [place, from[i]]).sort((a, b) => a[0] - b[0])) {
    order.splice(place, 0, axis);
  }
  return permute(x, order);
}

function swapaxes(func: Overridable, args: readonly unknown[]): LazyArray {
  const x = operandOf(args[0]);
  const [a, b] = [args[1], args[2]].map((axis) => checkAxis(func.id, axis as number, x.ndim));
  const order = [...x.shape.keys()];
  [order[a], order[b]] = [b, a];
  return permute(x, order);
}

function unstack(func: Overridable, args: readonly unknown[], options: Options): LazyArray[] {
  const x = operandOf(args[0]);
  const axis = checkAxis(func.id, (options.axis as number) ?? 0, x.ndim);
  checkKnown(func.id, x.chunks);
  return Array.from({ length: x.shape[axis] }, (_, i) => at(x, along(x, axis, i)));
}

function roll(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  const { axis } = options as { axis?: number | number[] | null };
  const shifts = [args[1]].flat() as number[];
  if (axis === undefined || axis === null) {
    const total = shifts.reduce((sum, shift) => sum + Number(shift), 0);
    return reshape(rollAlong(flatten(x), total, 0), x.shape);
  }
  const axes = [axis].flat().map((each) => checkAxis(func.id, each, x.ndim));
  if (shifts.length !== axes.length && shifts.length !== 1 && axes.length !== 1) {
    throw new ShapeError(`${func.id}: shifts ${format(shifts)} do not match axes ${format(axes)}`);
  }
  const count = Math.max(shifts.length, axes.length);
  return Array.from({ length: count }).reduce<LazyArray>(
    (rolled, _, i) => rollAlong(rolled, Number(shifts[i % shifts.length]), axes[i % axes.length]),
    x,
  );
}

function rollAlong(x: LazyArray, shift: number, axis: number): LazyArray {
  const length = x.shape[axis];
  const by = length ? ((shift % length) + length) % length : 0;
  if (by === 0) return x;
  const parts = [`${length - by}:`, `:${length - by}`].map((slice) => at(x, along(x, axis, slice)));
  return concatenate(parts, axis);
}

function tile(func: Overridable, args: readonly unknown[]): LazyArray {
  const given = operandOf(args[0]);
  const repetitions = [args[1]].flat() as number[];
  if (!repetitions.every((each) => Number.isInteger(each) && each >= 0)) {
    throw new ShapeError(`${func.id}: repetitions ${format(repetitions)} are not whole numbers`);
  }
  const missing = Math.max(0, repetitions.length - given.ndim);
  const x = at(given, [...new Array<null>(missing).fill(null), "..."]);
  const counts = [...new Array<number>(x.ndim - repetitions.length).fill(1), ...repetitions];
  return counts.reduce(
    (tiled, count, axis) =>
      count === 0
        ? at(tiled, along(tiled, axis, "0:0"))
        : count === 1
          ? tiled
          : concatenate(new Array<LazyArray>(count).fill(tiled), axis),
    x,
  );
}

function repeat(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { axis: asked } = options as { axis?: number | null };
  const given = operandOf(args[0]);
  const x = asked === undefined || asked === null ? flatten(given) : given;
  const axis = checkAxis(func.id, asked ?? 0, x.ndim);
  const counts = integersOf(func.id, "repetitions", args[1]);
  const wrong = counts.find((count) => !Number.isInteger(count) || count < 0);
  if (wrong !== undefined) throw new ShapeError(`${func.id}: ${wrong} is not a number of repetitions`);
  if (counts.length === 1) return repeatAll(func.id, x, counts[0], axis);
  if (counts.length !== x.shape[axis]) {
    throw new ShapeError(`${func.id}: ${counts.length} repetitions for an axis of ${x.shape[axis]}`);
  }
  return takeIndices(
    x,
    counts.flatMap((count, i) => new Array<number>(count).fill(i)),
    axis,
  );
}

/** Repeats every element as often. */
function repeatAll(id: string, x: LazyArray, times: number, axis: number): LazyArray {
  const layer = makeLayer(
    id,
    [x.layer],
    [times, axis],
    (index, use) => taskOf(id, [use(x.layer, index), times], { axis }),
    true,
  );
  const chunks = x.chunks.map((lengths, i) => (i === axis ? lengths.map((n) => n * times) : lengths));
  return new LazyArray(layer, chunks, x.dtype);
}

/** The elements of a list that has to be known: a number, a list of them or a WasmArray. */
export function integersOf(id: string, what: string, value: unknown): number[] {
  checkEager(id, what, value);
  return np.scope(() => {
    const list = np.asarray(value as np.WasmArray);
    if (list.ndim > 1) {
      throw new ShapeError(`${id}: ${what} have one dimension, not the shape ${format(list.shape)}`);
    }
    return ([list.toArray()].flat() as (number | bigint)[]).map(Number);
  });
}

/** np.tril and np.triu: of each chunk, with the diagonal where it lies in the chunk. */
function triangle(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  const { k = 0 } = options as { k?: number };
  const dtype = resultDType(func, [x], { k });
  checkKnown(func.id, x.chunks.slice(-2));
  const [rows, columns] = x.chunks.slice(-2).map(boundsOf);
  const layer = makeLayer(
    func.id,
    [x.layer],
    k,
    (index, use) => {
      const [i, j] = index.slice(-2);
      return taskOf(func.id, [use(x.layer, index)], { k: k + rows[i] - columns[j] });
    },
    true,
  );
  return new LazyArray(layer, x.chunks, dtype);
}

function take(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  const { axis: asked } = options as { axis?: number };
  const axis = checkAxis(func.id, asked ?? 0, x.ndim);
  if (asked === undefined && x.ndim !== 1) throw new TypeError(`${func.id}: an axis is wanted`);
  checkKnown(func.id, [x.chunks[axis]]);
  const indices = integersOf(func.id, "indices", args[1]);
  return takeIndices(x, countFromFront(func.id, indices, axis, x.shape[axis]), axis);
}

/** Lets functions that arrange elements anew answer for lazy arrays. */
export function handleArrangement(): void {
  handle(["moveaxis"], moveaxis);
  handle(["swapaxes"], swapaxes);
  handle(["unstack"], unstack);
  handle(["roll"], roll);
  handle(["tile"], tile);
  handle(["repeat"], repeat);
  handle(["tril", "triu"], triangle);
  handle(["take"], take);
}
