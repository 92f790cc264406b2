import { dtypes } from "../dtype.ts";
import { type Shape, sameShape, sizeOf } from "../shape.ts";
import { isContiguous, pointerOf, type WasmArray } from "./wasm-array.ts";

/**
 * Loops that visit every element of a shape once: `rows` by `cols` elements to a call of a kernel, and round that the
 * loops of `outer`. Steps are in bytes, one list per axis, one entry per operand.
 */
export interface Nest {
  readonly rows: number;
  readonly cols: number;
  readonly rowSteps: readonly number[];
  readonly colSteps: readonly number[];
  /** Lengths of the outer loops, outermost first. */
  readonly outer: readonly number[];
  readonly outerSteps: readonly (readonly number[])[];
  /** Where the walk starts, in bytes from each operand's first element: not 0 where an axis is walked backwards. */
  readonly starts: readonly number[];
}

/** Bytes from one index to the next along each axis of `shape`, to which `x` broadcasts: 0 where it is repeated. */
export function byteSteps(x: WasmArray, shape: Shape): number[] {
  const { size } = dtypes[x.dtype];
  const lead = shape.length - x.ndim;
  const steps = new Array<number>(shape.length);
  for (let axis = 0; axis < steps.length; axis++) {
    const own = axis - lead;
    steps[axis] = own < 0 || x.shape[own] === 1 ? 0 : x.strides[own] * size;
  }
  return steps;
}

/**
 * Plans the loops over `shape` for operands with the byte steps `steps[operand][axis]`, the one that is written first.
 * Axes of length 1 are dropped, axes that lie one inside the other in every operand are merged, the axis with the
 * smallest steps becomes the innermost. With `ordered`, elements are visited in row-major order of `shape`.
 */
export function planNest(shape: Shape, steps: readonly (readonly number[])[], ordered = false): Nest {
  const starts = new Array<number>(steps.length).fill(0);
  let axes: Axis[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (shape[i] === 1) continue;
    axes.push({ length: shape[i], steps: steps.map((operand) => operand[i]) });
  }
  if (!ordered) {
    for (const axis of axes) turnForward(axis, starts);
    sortAxes(axes);
  }
  axes = mergeAxes(axes);
  const still = { length: 1, steps: new Array<number>(steps.length).fill(0) };
  const cols = axes.pop() ?? still;
  const rows = axes.pop() ?? still;
  return {
    rows: rows.length,
    cols: cols.length,
    rowSteps: rows.steps,
    colSteps: cols.steps,
    outer: axes.map((axis) => axis.length),
    outerSteps: axes.map((axis) => axis.steps),
    starts,
  };
}

/** Calls `visit` with the operands' addresses for every round of the outer loops. `at` is the same list each time. */
export function walkNest(
  nest: Nest,
  pointers: readonly number[],
  visit: (at: readonly number[]) => void,
): void {
  const { outer, outerSteps } = nest;
  if (nest.rows === 0 || nest.cols === 0 || outer.includes(0)) return;
  const at = pointers.map((pointer, k) => pointer + nest.starts[k]);
  const index = new Array<number>(outer.length).fill(0);
  for (;;) {
    visit(at);
    let axis = outer.length - 1;
    while (axis >= 0 && index[axis] === outer[axis] - 1) {
      for (let k = 0; k < at.length; k++) at[k] -= index[axis] * outerSteps[axis][k];
      index[axis--] = 0;
    }
    if (axis < 0) return;
    index[axis]++;
    for (let k = 0; k < at.length; k++) at[k] += outerSteps[axis][k];
  }
}

/** Calls a kernel for one tile; `at` holds the operands' addresses. */
export type Visit = (at: readonly number[], nest: Nest) => void;

/**
 * Plans and walks the loops over `shape` for arrays that broadcast to it, the written one first: `visit` calls the
 * kernel. With `parts`, complex operands are seen as pairs of real numbers. Blocks are brought into linear memory;
 * `settle` is the caller's.
 */
export function visitTiles(
  id: string,
  shape: Shape,
  operands: readonly WasmArray[],
  visit: Visit,
  parts = false,
): void {
  const nest = planFlat(shape, operands, parts) ?? planTiles(shape, operands, parts);
  const pointers = operands.map((x) => pointerOf(id, x));
  walkNest(nest, pointers, (at) => visit(at, nest));
}

function planTiles(shape: Shape, operands: readonly WasmArray[], parts: boolean): Nest {
  const steps = operands.map((x) => byteSteps(x, shape));
  if (!parts) return planNest(shape, steps);
  for (const [k, { dtype }] of operands.entries()) steps[k].push(dtypes[dtype].size / 2);
  return planNest([...shape, 2], steps);
}

/** The plan where each operand is contiguous or one element: one row, found without a look at the axes. */
function planFlat(shape: Shape, operands: readonly WasmArray[], parts: boolean): Nest | undefined {
  const rowSteps = [];
  const colSteps = [];
  for (const x of operands) {
    const repeated = x.size === 1 && !parts;
    if (!repeated && !(sameShape(x.shape, shape) && isContiguous(x))) return undefined;
    const { size } = dtypes[x.dtype];
    rowSteps.push(0);
    colSteps.push(repeated ? 0 : parts ? size / 2 : size);
  }
  const cols = sizeOf(shape) * (parts ? 2 : 1);
  if (cols > longest) return undefined;
  return { rows: 1, cols, rowSteps, colSteps, outer: [], outerSteps: [], starts: rowSteps };
}

interface Axis {
  length: number;
  steps: number[];
}

/** Walks an axis that no operand steps forward along from its end, so that contiguous runs are found in it. */
function turnForward({ length, steps }: Axis, starts: number[]): void {
  if (length === 0 || !steps.some((step) => step < 0) || steps.some((step) => step > 0)) return;
  for (let k = 0; k < steps.length; k++) {
    if (steps[k] === 0) continue;
    starts[k] += (length - 1) * steps[k];
    steps[k] = -steps[k];
  }
}

/** Insertion sort, largest steps first: the order is partial, so that a comparison sort could not be trusted with it. */
function sortAxes(axes: Axis[]): void {
  for (let i = 1; i < axes.length; i++) {
    const axis = axes[i];
    let at = i;
    while (at > 0 && liesInside(axes[at - 1], axis)) {
      axes[at] = axes[at - 1];
      at--;
    }
    axes[at] = axis;
  }
}

/** Whether `a` has the smaller steps; the first operand that moves along both axes decides. */
function liesInside(a: Axis, b: Axis): boolean {
  for (let k = 0; k < a.steps.length; k++) {
    const [x, y] = [Math.abs(a.steps[k]), Math.abs(b.steps[k])];
    if (x !== y && x !== 0 && y !== 0) return x < y;
  }
  return false;
}

/** Longest loop of a kernel: counts are 32-bit. */
const longest = 2 ** 31 - 1;

function mergeAxes(axes: readonly Axis[]): Axis[] {
  const merged: Axis[] = [];
  for (const { length, steps } of axes) {
    const last = merged.at(-1);
    if (
      last &&
      last.length * length <= longest &&
      last.steps.every((step, k) => step === steps[k] * length)
    ) {
      last.length *= length;
      last.steps = steps;
    } else {
      merged.push({ length, steps });
    }
  }
  return merged;
}
