import { dtypes, isComplex, realDType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { checkAxes, format, rowMajor, type Shape } from "../shape.ts";
import { viewOf, type WasmArray } from "./wasm-array.ts";

/** The axes of `x` in the order of `axes`. */
export function permuteView(id: string, x: WasmArray, axes: readonly number[]): WasmArray {
  return viewOf(
    id,
    x,
    axes.map((axis) => x.shape[axis]),
    axes.map((axis) => x.strides[axis]),
  );
}

/** `x` with its last two axes exchanged. */
export function transposeView(id: string, x: WasmArray): WasmArray {
  if (x.ndim < 2) throw new ShapeError(`${id}: an array of ${x.ndim} dimensions is not a matrix`);
  const axes = Array.from(x.shape, (_, axis) => axis);
  axes.push(...axes.splice(-2, 1));
  return permuteView(id, x, axes);
}

/** `x` with axes of length 1 that are at `axes` of the result. */
export function expandView(id: string, x: WasmArray, axes: readonly number[]): WasmArray {
  const [shape, strides] = [[...x.shape], [...x.strides]];
  for (const axis of [...axes].sort((a, b) => a - b)) {
    shape.splice(axis, 0, 1);
    strides.splice(axis, 0, 0);
  }
  return viewOf(id, x, shape, strides);
}

/** `count` indices of an axis of `x` from `first` on. */
export function partView(id: string, x: WasmArray, axis: number, first: number, count: number): WasmArray {
  const offset = first * x.strides[axis] * dtypes[x.dtype].size;
  return viewOf(id, x, x.shape.with(axis, count), x.strides, offset);
}

/** `x` walked backwards along `axes`. */
export function flipView(id: string, x: WasmArray, axes: readonly number[]): WasmArray {
  const strides = [...x.strides];
  let offset = 0;
  for (const axis of axes) {
    offset += Math.max(x.shape[axis] - 1, 0) * strides[axis];
    strides[axis] *= -1;
  }
  return viewOf(id, x, x.shape, strides, offset * dtypes[x.dtype].size);
}

/** `x` repeated along new and length-1 axes up to `shape`. @throws ShapeError if it does not broadcast to it */
export function broadcastView(id: string, x: WasmArray, shape: Shape): WasmArray {
  const lead = shape.length - x.ndim;
  const fits = lead >= 0 && x.shape.every((n, axis) => n === 1 || n === shape[lead + axis]);
  if (!fits) throw new ShapeError(`${id}: shape ${format(x.shape)} does not broadcast to ${format(shape)}`);
  const strides = shape.map((n, at) => {
    const axis = at - lead;
    return axis < 0 || (x.shape[axis] === 1 && n !== 1) ? 0 : x.strides[axis];
  });
  return viewOf(id, x, shape, strides);
}

/** The elements of `x` in row-major order as an array of `shape`, which has as many; null if that takes a copy. */
export function reshapeView(id: string, x: WasmArray, shape: Shape): WasmArray | null {
  const strides = x.size === 0 ? rowMajor(shape) : reshapeStrides(x, shape);
  return strides && viewOf(id, x, shape, strides);
}

/** Every axis of `shape` must lie in one run of axes of `x`: axes that lie one inside the other. */
function reshapeStrides(x: WasmArray, shape: Shape): number[] | null {
  const runs: { length: number; stride: number }[] = [];
  for (let axis = 0; axis < x.ndim; axis++) {
    const [length, stride] = [x.shape[axis], x.strides[axis]];
    const outer = runs.at(-1);
    if (length === 1) continue;
    if (outer?.stride === length * stride) {
      outer.length *= length;
      outer.stride = stride;
    } else {
      runs.push({ length, stride });
    }
  }
  const strides = new Array<number>(shape.length).fill(1);
  let run = runs.pop();
  let used = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] === 1) continue;
    if (used === run?.length) {
      run = runs.pop();
      used = 1;
    }
    if (!run || run.length % (used * shape[axis])) return null;
    strides[axis] = run.stride * used;
    used *= shape[axis];
  }
  return strides;
}

/**
 * The elements whose index along `axis2` is that along `axis1` and `offset` more; they lie along the last axis.
 * @throws AxisError for an axis out of range, or twice the same
 */
export function diagonalView(
  id: string,
  x: WasmArray,
  offset: number,
  axis1: number,
  axis2: number,
): WasmArray {
  const [row, col] = checkAxes(id, [axis1, axis2], x.ndim);
  const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
  const length = Math.max(0, Math.min(x.shape[row] - down, x.shape[col] - right));
  const start = length > 0 ? down * x.strides[row] + right * x.strides[col] : 0;
  const others = (_: number, axis: number) => axis !== row && axis !== col;
  return viewOf(
    id,
    x,
    [...x.shape.filter(others), length],
    [...x.strides.filter(others), x.strides[row] + x.strides[col]],
    start * dtypes[x.dtype].size,
  );
}

/** Complex numbers as pairs of real ones along a new last axis; `x` itself if it is real. */
export function partsView(id: string, x: WasmArray): WasmArray {
  if (!isComplex(x.dtype)) return x;
  const strides = [...x.strides.map((stride) => 2 * stride), 1];
  return viewOf(id, x, [...x.shape, 2], strides, 0, realDType(x.dtype));
}

/** Refuses to write to an array that repeats its elements. */
export function checkWritable(id: string, x: WasmArray): void {
  if (x.shape.every((length, axis) => length < 2 || x.strides[axis] !== 0)) return;
  throw new TypeError(`${id}: the array is read-only: broadcasting repeats its elements`);
}
