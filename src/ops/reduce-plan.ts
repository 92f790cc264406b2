import { byteSteps, type Nest, planNest, walkNest } from "../array/plan.ts";
import { isContiguous, pointerOf, type WasmArray } from "../array/wasm-array.ts";
import { type Code, type DType, dtypes } from "../dtype.ts";
import type { Shape } from "../shape.ts";

/** The shape that is left of `shape` without `axes`, or with 1 in their place. */
export function reducedShape(shape: Shape, axes: Shape, keepdims: boolean): number[] {
  return keepdims
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** Number of elements that make one result. */
export function countOf(shape: Shape, axes: Shape): number {
  return axes.reduce((count, axis) => count * shape[axis], 1);
}

/** Suffix of the kernels that serve a real type: bools are read as u8. */
export const realCode = (dtype: DType): Exclude<Code, "bool" | "c64" | "c128"> =>
  dtype === "bool" ? "u8" : (dtypes[dtype].code as Exclude<Code, "bool" | "c64" | "c128">);

/**
 * Calls a kernel for one tile of x, rows by cols elements, whose columns belong to the same result; with outRow 0 the
 * rows do too. `count` is how many elements each result holds already. `mask` has a byte for each element, 0 where it is
 * to be left out.
 */
export type ReduceTile = (
  out: number,
  outRow: number,
  x: number,
  xRow: number,
  xCol: number,
  rows: number,
  cols: number,
  count: number,
  mask?: number,
  maskRow?: number,
  maskCol?: number,
) => void;

/**
 * Visits every element of `x` once, in an order that suits its layout. Results lie in row-major order from `out` on,
 * `size` bytes each. With `parts` they are pairs, one for the real and one for the imaginary parts of a complex `x`.
 * `where` tells which elements are to be left out. The block of `x` is brought into linear memory; `settle` is the caller's.
 */
export function reduceTiles(
  id: string,
  x: WasmArray,
  axes: Shape,
  out: number,
  size: number,
  kernel: ReduceTile,
  parts = false,
  where?: WasmArray,
): void {
  const step = dtypes[x.dtype].size;
  if (!where && axes.length === x.ndim && x.size <= longest && isContiguous(x)) {
    const pointer = pointerOf(id, x);
    if (parts) kernel(out, size, pointer, step / 2, step, 2, x.size, 0);
    else kernel(out, 0, pointer, 0, step, 1, x.size, 0);
    return;
  }
  const shape = [...x.shape];
  const steps = [byteSteps(x, shape), resultSteps(shape, axes, parts ? 2 * size : size)];
  const pointers = [pointerOf(id, x), out];
  if (where) {
    steps.push(byteSteps(where, shape));
    pointers.push(pointerOf(id, where));
  }
  if (parts) {
    shape.push(2);
    for (const [k, own] of steps.entries()) own.push([step / 2, size, 0][k]);
  }
  const nest = planReduction(shape, steps);
  const [[xRow, outRow, maskRow], [xCol, , maskCol]] = [nest.rowSteps, nest.colSteps];
  walkReduction(nest, pointers, (at, rows, cols) => {
    const count = at[pointers.length];
    kernel(at[1], outRow, at[0], xRow, xCol, rows, cols, count, at[2], maskRow, maskCol);
  });
}

/** Steps from one result to the next along each axis of `shape`: 0 along `axes`. */
export function resultSteps(shape: Shape, axes: Shape, size: number): number[] {
  const steps = new Array<number>(shape.length).fill(0);
  for (let axis = shape.length - 1, step = size; axis >= 0; axis--) {
    if (axes.includes(axis)) continue;
    steps[axis] = step;
    step *= shape[axis];
  }
  return steps;
}

interface Axis {
  readonly length: number;
  readonly steps: readonly number[];
}

/**
 * Plans the loops of a reduction: steps[0] are those of x, steps[1] those of the results. An axis that is reduced
 * becomes the columns. To the operands one is added that counts the elements that a result has met before.
 */
export function planReduction(shape: Shape, steps: readonly (readonly number[])[]): Nest {
  const nest = planNest(shape, steps);
  const axes: Axis[] = nest.outer.map((length, i) => ({ length, steps: nest.outerSteps[i] }));
  axes.push({ length: nest.rows, steps: nest.rowSteps }, { length: nest.cols, steps: nest.colSteps });
  const still: Axis = { length: 1, steps: steps.map(() => 0) };
  const reduced = axes.findLastIndex(isReduced);
  const cols = reduced < 0 ? still : axes.splice(reduced, 1)[0];
  const rows = axes.pop() ?? still;
  const outerSteps: number[][] = [];
  const shared = isReduced(rows);
  let count = shared ? rows.length * cols.length : cols.length;
  for (let i = axes.length - 1; i >= 0; i--) {
    outerSteps[i] = [...axes[i].steps, isReduced(axes[i]) ? count : 0];
    if (isReduced(axes[i])) count *= axes[i].length;
  }
  return {
    rows: rows.length,
    cols: cols.length,
    rowSteps: [...rows.steps, shared ? cols.length : 0],
    colSteps: [...cols.steps, 1],
    outer: axes.map(({ length }) => length),
    outerSteps,
    starts: [...nest.starts, 0],
  };
}

const isReduced = ({ steps }: Axis): boolean => steps[1] === 0;

/** Most rows and columns of a kernel's call: its counts are 32-bit. */
export const longest = 2 ** 30;

/** Walks a planned reduction from `pointers`, those of the plan's operands: `at` has the count besides. */
export function walkReduction(
  nest: Nest,
  pointers: readonly number[],
  visit: (at: readonly number[], rows: number, cols: number) => void,
): void {
  const { rows, cols, rowSteps, colSteps } = nest;
  walkNest(nest, [...pointers, 0], (at) => {
    if (rows <= longest && cols <= longest) {
      visit(at, rows, cols);
      return;
    }
    // One row at a time where rows are too long, so that what a result has met before is counted by steps.
    const m = cols > longest ? 1 : longest;
    for (let i = 0; i < rows; i += m) {
      for (let j = 0; j < cols; j += longest) {
        const piece = at.map((pointer, k) => pointer + i * rowSteps[k] + j * colSteps[k]);
        visit(piece, Math.min(m, rows - i), Math.min(longest, cols - j));
      }
    }
  });
}
