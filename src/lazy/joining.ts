/** Arrays joined with others, turned round, and cut into parts. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { AxisError, ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { addedAxes, evenStarts } from "../np/manipulation/places.ts";
import { checkAxes, checkAxis } from "../shape.ts";
import { type Handler, handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { expand, flatten, reverse } from "./manipulation.ts";
import { operandOf } from "./operands.ts";
import { along, at } from "./slicing.ts";

const atLeast = (x: LazyArray, least: 1 | 2 | 3): LazyArray => expand(x, addedAxes[least][x.ndim] ?? []);

const widen =
  (least: 1 | 2 | 3): Handler =>
  (_, args) => {
    const widened = args.map((x) => atLeast(operandOf(x), least));
    return widened.length === 1 ? widened[0] : widened;
  };

/** Joins arrays, each seen by `view`, along an axis that depends on the first. */
const stackBy =
  (view: (x: LazyArray) => LazyArray, axisOf: (first: LazyArray) => number): Handler =>
  (_, args) => {
    const parts = [...(args[0] as Iterable<unknown>)].map((x) => view(operandOf(x)));
    return np.concat(parts, { axis: axisOf(parts[0]) });
  };

const asColumns = (x: LazyArray): LazyArray => (x.ndim < 2 ? expand(x, x.ndim === 0 ? [0, 1] : [1]) : x);

function append(_: Overridable, args: readonly unknown[], { axis }: Options): LazyArray {
  const parts = args.map(operandOf);
  const isFlat = axis === undefined || axis === null;
  return np.concat(isFlat ? parts.map(flatten) : parts, { axis: (axis ?? 0) as number });
}

/** The parts of `x` that begin where np.split has them. */
function cutAlong(id: string, x: LazyArray, cuts: number | readonly number[], axis: number, isEven: boolean) {
  const starts = typeof cuts === "number" ? evenStarts(id, cuts, x.shape[axis], isEven) : [0, ...cuts];
  return starts.map((start, i) => at(x, along(x, axis, np.slice(start, starts[i + 1] ?? null))));
}

const splitBy =
  (isEven: boolean): Handler =>
  ({ id }, args, { axis = 0 }) => {
    const x = operandOf(args[0]);
    return cutAlong(id, x, args[1] as number, checkAxis(id, axis as number, x.ndim), isEven);
  };

const splitAlong =
  (least: number, axisOf: (x: LazyArray) => number): Handler =>
  ({ id }, args) => {
    const x = operandOf(args[0]);
    if (x.ndim < least)
      throw new ShapeError(`${id}: takes arrays of ${least} dimensions or more, not ${x.ndim}`);
    return cutAlong(id, x, args[1] as number, axisOf(x), true);
  };

const flipBy =
  (axis: number): Handler =>
  ({ id }, args) => {
    const x = operandOf(args[0]);
    return reverse(x, [checkAxis(id, axis, x.ndim)]);
  };

function rot90({ id }: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const x = operandOf(args[0]);
  const { k = 1, axes = [0, 1] } = options as { k?: number; axes?: readonly number[] };
  if (!Number.isInteger(k)) throw new TypeError(`${id}: k ${String(k)} is not an integer`);
  const plane = checkAxes(id, axes, x.ndim);
  if (plane.length !== 2) throw new AxisError(`${id}: a plane has two axes, not ${plane.length}`);
  const turns = ((k % 4) + 4) % 4;
  if (turns % 2 === 0) return turns === 0 ? x : reverse(x, plane);
  return np.swapaxes(reverse(x, [plane[turns === 1 ? 1 : 0]]), plane[0], plane[1]);
}

/** Lets functions that join arrays, turn them round or split them answer for lazy arrays. */
export function handleJoining(): void {
  for (const least of [1, 2, 3] as const) handle([`atleast_${least}d`], widen(least));
  const atLeastBy = (least: 1 | 2 | 3) => (x: LazyArray) => atLeast(x, least);
  handle(
    ["vstack"],
    stackBy(atLeastBy(2), () => 0),
  );
  handle(
    ["hstack"],
    stackBy(atLeastBy(1), ({ ndim }) => (ndim === 1 ? 0 : 1)),
  );
  handle(
    ["dstack"],
    stackBy(atLeastBy(3), () => 2),
  );
  handle(
    ["column_stack"],
    stackBy(asColumns, () => 1),
  );
  handle(["append"], append);
  handle(["split"], splitBy(true));
  handle(["array_split"], splitBy(false));
  handle(
    ["hsplit"],
    splitAlong(1, ({ ndim }) => (ndim === 1 ? 0 : 1)),
  );
  handle(
    ["vsplit"],
    splitAlong(2, () => 0),
  );
  handle(
    ["dsplit"],
    splitAlong(3, () => 2),
  );
  handle(["flipud"], flipBy(0));
  handle(["fliplr"], flipBy(1));
  handle(["rot90"], rot90);
}
