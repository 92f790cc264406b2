/** Arrays with elements taken out of them, put in, and put around them. */
import type { Options, Overridable } from "../dispatch/index.ts";
import { ShapeError } from "../errors.ts";
import * as np from "../index.ts";
import { type Places, placesOf } from "../np/manipulation/places.ts";
import { type PadMode, type PadWidth, sources, widthsOf } from "../np/manipulation/widths.ts";
import { checkAxis } from "../shape.ts";
import { checkKnown } from "./chunks.ts";
import { filled } from "./creation.ts";
import { handle } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { broadcast, concatenate, expand, flatten } from "./manipulation.ts";
import { checkEager, operandOf, resultDType } from "./operands.ts";
import { takeIndices } from "./slicing.ts";

function readEdit(
  { id }: Overridable,
  [given, places]: readonly unknown[],
  { axis }: Options,
): { x: LazyArray; axis: number } {
  checkEager(id, "the places", places);
  const x = operandOf(given);
  checkKnown(id, x.chunks);
  const isFlat = axis === undefined || axis === null;
  return isFlat ? { x: flatten(x), axis: 0 } : { x, axis: checkAxis(id, axis as number, x.ndim) };
}

function remove(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { x, axis } = readEdit(func, args, options);
  const length = x.shape[axis];
  const gone = new Set(placesOf(func.id, args[1] as Places, axis, length));
  const kept = Array.from({ length }, (_, i) => i).filter((i) => !gone.has(i));
  return takeIndices(x, kept, axis);
}

function insert(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { x, axis } = readEdit(func, args, options);
  const [, obj] = args;
  const length = x.shape[axis];
  const places = placesOf(func.id, obj as Places, axis, length, true);
  const own = np.astype(operandOf(args[2]), x.dtype);
  const padded = expand(
    own,
    Array.from({ length: Math.max(x.ndim - own.ndim, 0) }, (_, i) => i),
  );
  const isSingle = typeof obj === "number" || typeof obj === "bigint";
  const added = isSingle ? np.moveaxis(padded, 0, axis) : padded;
  const before = isSingle ? new Array<number>(added.shape[axis]).fill(places[0]) : places;
  const spread = broadcast(added, x.chunks.with(axis, [before.length]), func.id);
  return takeIndices(concatenate([x, spread], axis), interleaved(length, before), axis);
}

/** Where, of an axis of `length` and then the values, the elements of the result stand: value i before place `before[i]`. */
function interleaved(length: number, before: readonly number[]): number[] {
  const values = [...before.keys()].sort((i, j) => before[i] - before[j]);
  const order: number[] = [];
  for (let place = 0, next = 0; place <= length; place++) {
    while (next < values.length && before[values[next]] === place) order.push(length + values[next++]);
    if (place < length) order.push(place);
  }
  return order;
}

function pad(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const given = operandOf(args[0]);
  const { mode = "constant", constant_values = 0 } = options as {
    mode?: PadMode;
    constant_values?: np.Scalar;
  };
  resultDType(func, [given, 0], options);
  checkKnown(func.id, given.chunks);
  return widthsOf(func.id, args[1] as PadWidth, given.ndim).reduce((x, widths, axis) => {
    const [before, after] = widths;
    if (mode === "constant") {
      const side = (width: number) => filled(x.chunks.with(axis, [width]), constant_values, x.dtype);
      return concatenate([side(before), x, side(after)], axis);
    }
    const length = x.shape[axis];
    if (length === 0 && before + after > 0) {
      throw new ShapeError(`${func.id}: axis ${axis} of length 0 has nothing to repeat`);
    }
    const from = Array.from({ length: before + length + after }, (_, i) => sources[mode](i - before, length));
    return takeIndices(x, from, axis);
  }, given);
}

/** Lets functions that take elements out, put them in or put them around answer for lazy arrays. */
export function handleEditing(): void {
  handle(["delete"], remove);
  handle(["insert"], insert);
  handle(["pad"], pad);
}
