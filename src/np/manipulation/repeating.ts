import { coerce } from "../../array/convert.ts";
import { copyInto, flatten } from "../../array/copy.ts";
import { scope } from "../../array/scope.ts";
import { expandView, partView, reshapeView } from "../../array/views.ts";
import { allocateArray, type WasmArray } from "../../array/wasm-array.ts";
import { overridable } from "../../dispatch/overridable.ts";
import { ShapeError } from "../../errors.ts";
import { coerceIndices } from "../../ops/indices.ts";
import { repeatAlong } from "../../ops/repeat.ts";
import { checkAxis, checkShape, format, type Shape } from "../../shape.ts";
import type { Like } from "../operand.ts";
import { checkOptions } from "../options.ts";

/**
 * Each element along an axis as often as `repeats` says, one number for all of them or an array of one for each. Without an axis
 * (null) `x` is flattened in row-major order.
 * @throws AxisError for an axis that `x` does not have, ShapeError for another number of repeats, IndexError for repeats of no
 *   integer type, RangeError for negative ones
 * @example np.repeat([[1, 2], [3, 4]], [1, 2], { axis: 1 }) // array([[1., 2., 2.], [3., 4., 4.]])
 */
export const repeat = /* @__PURE__ */ overridable(
  "repeat",
  (x, repeats) => [x, repeats],
  <A, R>(x: A, repeats: R, options: { axis?: number | null | undefined } = {}): Like<A, Like<R>> => {
    const id = "repeat";
    checkOptions(id, options, ["axis"]);
    const { axis = null } = options;
    return scope(() => {
      const given = coerce(id, x);
      const source = axis === null ? flatten(id, given) : given;
      const along = axis === null ? 0 : checkAxis(id, axis, source.ndim);
      return repeatAlong(id, source, coerceIndices(id, repeats), along);
    }) as Like<A, Like<R>>;
  },
);

/**
 * `x` as often along each axis as `repetitions` says, counted from the last axis; `x` or they have ones in front if the other
 * is longer. Throws a ShapeError for repetitions that are no lengths.
 *
 * @example np.tile([1, 2], [2, 2]) // array([[1., 2., 1., 2.], [1., 2., 1., 2.]])
 */
export const tile = /* @__PURE__ */ overridable(
  "tile",
  (x) => [x],
  <A>(x: A, repetitions: number | Shape): Like<A> =>
    scope(() => {
      const id = "tile";
      const source = coerce(id, x);
      const times = checkShape(id, repetitions);
      const lead = times.length - source.ndim;
      const lengths = [...new Array<number>(Math.max(lead, 0)).fill(1), ...source.shape];
      const counts = [...new Array<number>(Math.max(-lead, 0)).fill(1), ...times];
      const out = allocateArray(
        id,
        source.dtype,
        checkShape(
          id,
          lengths.map((n, i) => n * counts[i]),
        ),
      );
      // Every axis as two: which repetition, and where in it.
      const pairs = lengths.flatMap((n, i) => [counts[i], n]);
      const single = expandView(
        id,
        reshapeView(id, source, lengths)!,
        lengths.map((_, i) => 2 * i),
      );
      copyInto(id, reshapeView(id, out, pairs)!, single);
      return out;
    }) as Like<A>,
);

/**
 * `x` with its elements shifted along an axis, or several, each by its own number; those that leave at the end come in again at
 * the front. Without axes (null) they are shifted in row-major order.
 * @throws AxisError for an axis that `x` does not have, ShapeError for shifts that are not as many as axes, TypeError for shifts
 *   that are no integers
 * @example np.roll([1, 2, 3, 4], 1) // array([4., 1., 2., 3.])
 */
export const roll = /* @__PURE__ */ overridable(
  "roll",
  (x) => [x],
  <A>(x: A, shift: number | Shape, options: { axis?: number | Shape | null | undefined } = {}): Like<A> => {
    const id = "roll";
    checkOptions(id, options, ["axis"]);
    const { axis = null } = options;
    return scope(() => {
      const source = coerce(id, x);
      const out = allocateArray(id, source.dtype, source.shape);
      if (axis === null) {
        const flat = reshapeView(id, out, [out.size])!;
        rollInto(id, flat, flatten(id, source), shiftsFor(id, shift, [0], flat.shape));
      } else {
        const axes = (typeof axis === "number" ? [axis] : axis).map((a) => checkAxis(id, a, source.ndim));
        rollInto(id, out, source, shiftsFor(id, shift, axes, source.shape));
      }
      return out;
    }) as Like<A>;
  },
);

/** By how much each axis of `shape` is shifted, below its length; shifts of one axis add up. */
function shiftsFor(id: string, shift: number | Shape, axes: Shape, shape: Shape): number[] {
  const given = typeof shift === "number" ? [shift] : shift;
  for (const by of given) {
    if (!Number.isSafeInteger(by)) throw new TypeError(`${id}: shift ${String(by)} is not an integer`);
  }
  const count = Math.max(given.length, axes.length);
  if ([given.length, axes.length].some((length) => length !== count && length !== 1)) {
    throw new ShapeError(`${id}: shifts ${format(given)} do not fit axes ${format(axes)}`);
  }
  const total = shape.map(() => 0);
  for (let i = 0; i < count; i++) {
    const axis = axes[axes.length === 1 ? 0 : i];
    const length = Math.max(shape[axis], 1);
    const by = given[given.length === 1 ? 0 : i] % length;
    total[axis] = (total[axis] + by + length) % length;
  }
  return total;
}

/** Copies x to out, each axis in two pieces where it is shifted. */
function rollInto(id: string, out: WasmArray, x: WasmArray, shifts: readonly number[]): void {
  const axis = shifts.findIndex((by) => by !== 0);
  if (axis < 0) {
    copyInto(id, out, x);
    return;
  }
  const by = shifts[axis];
  const rest = shifts.with(axis, 0);
  const length = x.shape[axis];
  rollInto(id, partView(id, out, axis, by, length - by), partView(id, x, axis, 0, length - by), rest);
  rollInto(id, partView(id, out, axis, 0, by), partView(id, x, axis, length - by, by), rest);
}
