import { AxisError, ShapeError } from "./errors.ts";

export type Shape = readonly number[];

/** Number of elements; a product too large for an address is the caller's to refuse. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i];
  return size;
}

/** Row-major strides in elements. */
export function rowMajor(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  for (let i = shape.length - 1, step = 1; i >= 0; i--) {
    strides[i] = step;
    step *= Math.max(shape[i], 1);
  }
  return strides;
}

/** Whether elements with these strides lie one after another in row-major order. */
export function isRowMajor(shape: Shape, strides: Shape): boolean {
  for (let axis = shape.length - 1, step = 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return shape.includes(0);
    step *= shape[axis];
  }
  return true;
}

/** Throws a ShapeError unless there is a whole stride for each axis. */
export function checkStrides(id: string, shape: Shape, strides: Shape): void {
  if (strides.length === shape.length && strides.every(Number.isSafeInteger)) return;
  throw new ShapeError(
    `${id}: strides ${format(strides)} are not a whole number for each axis of shape ${format(shape)}`,
  );
}

/** Least and greatest place that elements take, in elements from the first; no length may be 0. */
export function reachOf(shape: Shape, strides: Shape): [least: number, greatest: number] {
  let [least, greatest] = [0, 0];
  for (let axis = 0; axis < shape.length; axis++) {
    const last = (shape[axis] - 1) * strides[axis];
    if (last < 0) least += last;
    else greatest += last;
  }
  return [least, greatest];
}

/** A shape given as one length or a list of lengths, checked: whole, not negative, product below 2^53. */
export function checkShape(id: string, shape: number | Shape): number[] {
  const lengths = typeof shape === "number" ? [shape] : shape;
  if (!Array.isArray(lengths))
    throw new TypeError(`${id}: a shape is a number or a list of numbers, not ${String(shape)}`);
  for (const length of lengths) {
    if (typeof length !== "number")
      throw new TypeError(`${id}: a shape holds numbers, not ${String(length)}`);
    if (!Number.isInteger(length) || length < 0) {
      throw new ShapeError(`${id}: ${length} in shape ${format(lengths)} is not a whole number of elements`);
    }
  }
  // Zero-size arrays too: the product of the other lengths must stay addressable, as in NumPy.
  if (!Number.isSafeInteger(sizeOf(lengths.map((length) => length || 1)))) {
    throw new ShapeError(`${id}: shape ${format(lengths)} has too many elements`);
  }
  return [...lengths];
}

/** `axis` counted from the front; negative ones count from the back. */
export function checkAxis(id: string, axis: number, ndim: number): number {
  if (!Number.isInteger(axis)) throw new TypeError(`${id}: axis ${String(axis)} is not an integer`);
  if (axis < -ndim || axis >= ndim) {
    throw new AxisError(`${id}: axis ${axis} is out of bounds for an array of dimension ${ndim}`);
  }
  return axis < 0 ? axis + ndim : axis;
}

/** One axis, a list of axes, or all of them (null, undefined): counted from the front, in the order given. */
export function checkAxes(id: string, axis: number | Shape | null | undefined, ndim: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: ndim }, (_, i) => i);
  if (typeof axis === "number") return [checkAxis(id, axis, ndim)];
  if (!Array.isArray(axis))
    throw new TypeError(`${id}: axis is an integer or a list of integers, not ${String(axis)}`);
  const axes = axis.map((a) => checkAxis(id, a, ndim));
  const twice = axes.find((a, i) => axes.indexOf(a) !== i);
  if (twice !== undefined) throw new AxisError(`${id}: axis ${twice} appears twice in ${format(axis)}`);
  return axes;
}

/** The shape that all of `shapes` broadcast to. */
export function broadcastShapes(id: string, ...shapes: Shape[]): number[] {
  let ndim = 0;
  for (const { length } of shapes) ndim = Math.max(ndim, length);
  const out = new Array<number>(ndim).fill(1);
  for (const shape of shapes) {
    for (let i = 0, at = out.length - shape.length; i < shape.length; i++, at++) {
      if (shape[i] === 1 || shape[i] === out[at]) continue;
      if (out[at] !== 1)
        throw new ShapeError(`${id}: shapes ${shapes.map(format).join(" and ")} do not broadcast`);
      out[at] = shape[i];
    }
  }
  return out;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export const format = (shape: Shape): string => `[${shape.join(", ")}]`;
