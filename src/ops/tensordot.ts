import { coerce } from "../array/convert.ts";
import { scope } from "../array/scope.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { AxisError, ShapeError } from "../errors.ts";
import { checkAxes, format, type Shape } from "../shape.ts";
import { contract } from "./contraction.ts";

/** How many last axes of one array and first ones of the other are summed over, or which, in pairs. */
export type TensordotAxes = number | readonly [number | Shape, number | Shape];

/** Sums of products over pairs of axes: an array of the other axes, those of the left operand first. */
export function tensordot(id: string, left: unknown, right: unknown, axes: TensordotAxes): WasmArray {
  return scope(() => {
    const [x1, x2] = [coerce(id, left), coerce(id, right)];
    return contract(id, x1, x2, { batch: [[], []], summed: summedAxes(id, x1.shape, x2.shape, axes) });
  });
}

/**
 * The axes of two shapes that are summed over, in pairs.
 * @throws TypeError for `axes` that are none, AxisError for one out of range or named twice, ShapeError if those of a pair differ
 *   in length
 */
export function summedAxes(id: string, x1: Shape, x2: Shape, axes: TensordotAxes): [number[], number[]] {
  const summed = typeof axes === "number" ? neighbours(id, x1, x2, axes) : pairs(id, x1, x2, axes);
  for (const [i, axis] of summed[0].entries()) {
    if (x1[axis] === x2[summed[1][i]]) continue;
    throw new ShapeError(
      `${id}: axis ${axis} of shape ${format(x1)} and axis ${summed[1][i]} of shape ${format(x2)} differ in length`,
    );
  }
  return summed;
}

function neighbours(id: string, x1: Shape, x2: Shape, count: number): [number[], number[]] {
  if (!Number.isInteger(count)) throw new TypeError(`${id}: axes is an integer or two lists, not ${count}`);
  if (count < 0 || count > Math.min(x1.length, x2.length)) {
    throw new AxisError(
      `${id}: arrays of dimensions ${x1.length} and ${x2.length} have no ${count} axes to sum over`,
    );
  }
  const first = Array.from({ length: count }, (_, i) => i);
  return [first.map((i) => x1.length - count + i), first];
}

function pairs(
  id: string,
  x1: Shape,
  x2: Shape,
  axes: readonly [number | Shape, number | Shape],
): [number[], number[]] {
  if (!Array.isArray(axes) || axes.length !== 2) {
    throw new TypeError(`${id}: axes is an integer or two lists, not ${String(axes)}`);
  }
  const [one, other] = [checkAxes(id, axes[0], x1.length), checkAxes(id, axes[1], x2.length)];
  if (one.length === other.length) return [one, other];
  throw new ShapeError(
    `${id}: ${one.length} axes of one array and ${other.length} of the other are no pairs`,
  );
}
