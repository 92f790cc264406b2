/** Reductions and scans by any function of two elements: its own kernel, from left to right, one call for each run. */
import { coerce } from "../array/convert.ts";
import { cast, copyInto, flatten } from "../array/copy.ts";
import { flatEntries } from "../array/element.ts";
import { type Visit, visitTiles } from "../array/plan.ts";
import { scope } from "../array/scope.ts";
import { broadcastView, partView, permuteView, reshapeView } from "../array/views.ts";
import { allocateArray, viewOf, type WasmArray } from "../array/wasm-array.ts";
import { type DType, dtypes, type Scalar } from "../dtype.ts";
import { AxisError, DTypeError } from "../errors.ts";
import { format, type Shape, sizeOf } from "../shape.ts";
import { settle } from "../wasm/storage.ts";
import { type Loop, runLoop, selecting } from "./loop.ts";
import { truePositions } from "./positions.ts";
import { checkNotEmpty, checkWhere, countRow, type Reduction, reduceBy, startOf } from "./reduce.ts";
import { reducedShape } from "./reduce-plan.ts";
import { checkOut, computeWhole, targetOf } from "./result.ts";
import type { Scan } from "./scan.ts";
import { takeElements } from "./take.ts";
import type { ElementwiseFunction } from "./ufunc.ts";

/** A function of two elements that brings many together. */
export interface Folding extends Pick<ElementwiseFunction, "loopFor" | "check"> {
  /** What its messages call it. */
  readonly name: string;
  /** The result of nothing, if there is one. */
  readonly identity: Scalar | undefined;
  /** Whether the order of the elements does not matter, so that several axes can be reduced at once. */
  readonly reorderable: boolean;
  /** The type of the results if none is asked for. */
  readonly result: (dtype: DType) => DType;
}

/**
 * Reduces `x` along axes.
 * @throws AxisError for several axes where their order matters; DTypeError if the results are not of the type of the
 *   elements; and what `reduceElements` throws
 */
export function foldElements(id: string, folding: Folding, x: WasmArray, reduction: Reduction): WasmArray {
  const { axes, keepdims, initial, where } = reduction;
  if (axes.length > 1 && !folding.reorderable) {
    throw new AxisError(
      `${id}: reduction operation '${folding.name}' is not reorderable, so at most one axis may be specified: ${format(axes)}`,
    );
  }
  const loop = closedLoop(id, folding, x, reduction.dtype, reduction.out);
  const shape = reducedShape(x.shape, axes, keepdims);
  const target = targetOf(id, reduction.out, shape, loop.writes, loop.writes);
  checkWhere(id, x, where);
  const begins = initial !== undefined || folding.identity !== undefined;
  if (!begins) checkNotEmpty(id, folding.name, x, axes, where);
  return scope(() => {
    const source = x.dtype === loop.reads[0] ? x : cast(id, x, loop.reads[0]);
    const start = begins ? startWith(id, folding, initial, loop.writes) : undefined;
    const [line, axis] = lineUp(id, source, axes);
    const rest = restOf(id, line, axis);
    folding.check?.(id, [source, start ? source : rest]);
    const mask = where && lineUp(id, broadcastView(id, where, x.shape), axes)[0];
    return computeWhole(id, target, loop.writes, where ? [source, where] : [source], (result) => {
      const out = reshapeView(id, result, line.shape.toSpliced(axis, 1))!;
      if (out.size === 0) return;
      copyInto(id, out, start ?? sliceView(id, line, axis, 0));
      if (!mask) foldLine(id, loop, out, start ? line : rest, axis);
      // Along a long axis the elements that are chosen for one result after another, else one index at a time for all results.
      else if (line.shape[axis] > out.size) foldChosen(id, loop, out, line, axis, mask);
      else foldIndices(id, loop, out, line, axis, mask);
    });
  });
}

/**
 * The results of reducing the first elements along an axis: one, two, and so on.
 * @throws what `foldElements` throws of types, and ShapeError for `out` of another shape
 */
export function foldScan(id: string, folding: Folding, x: WasmArray, { axis, dtype, out }: Scan): WasmArray {
  const loop = closedLoop(id, folding, x, dtype, out);
  const target = targetOf(id, out, x.shape, loop.writes, loop.writes);
  return scope(() => {
    const source = x.dtype === loop.reads[0] ? x : cast(id, x, loop.reads[0]);
    const count = x.shape[axis] - 1;
    folding.check?.(id, [source, restOf(id, source, axis)]);
    return computeWhole(id, target, loop.writes, [source], (result) => {
      if (result.size === 0) return;
      const [first, face] = [sliceView(id, result, axis, 0), sliceView(id, source, axis, 0)];
      const [to, from] = [stepAlong(result, axis), stepAlong(source, axis)];
      copyInto(id, first, face);
      walkRuns(id, loop, [first, face], ([o, a], run) => run(o + to, to, o, to, a + from, from, count));
    });
  });
}

/**
 * Reduces the segments of an axis that begin at `starts`, integers of 0 to the axis' length, and end before the next
 * one of them, or at the end of the axis; the element at the start alone where that is none.
 * @throws what `foldScan` throws
 */
export function foldSegments(
  id: string,
  folding: Folding,
  x: WasmArray,
  starts: WasmArray,
  { axis, dtype, out }: Scan,
): WasmArray {
  const loop = closedLoop(id, folding, x, dtype, out);
  const target = targetOf(id, out, x.shape.with(axis, starts.size), loop.writes, loop.writes);
  const bounds = [...Array.from(flatEntries(id, starts), Number), x.shape[axis]];
  return scope(() => {
    const source = x.dtype === loop.reads[0] ? x : cast(id, x, loop.reads[0]);
    const countAt = (i: number) => bounds[i + 1] - bounds[i] - 1;
    for (let i = 0; folding.check && i < starts.size; i++) {
      const rest = partView(id, source, axis, bounds[i] + 1, Math.max(countAt(i), 0));
      folding.check(id, [source, rest]);
    }
    return computeWhole(id, target, loop.writes, [source], (result) => {
      copyInto(id, result, takeElements(id, source, starts, axis, "raise"));
      if (result.size === 0) return;
      const faces = [sliceView(id, result, axis, 0), sliceView(id, source, axis, 0)] as const;
      const [to, from] = [stepAlong(result, axis), stepAlong(source, axis)];
      walkRuns(id, loop, faces, ([o, a], run) => {
        for (let i = 0; i < starts.size; i++) {
          const count = countAt(i);
          const at = o + i * to;
          if (count > 0) run(at, 0, at, 0, a + (bounds[i] + 1) * from, from, count);
        }
      });
    });
  });
}

/** The loop for a type that is asked for, that of `out`, or the elements', if it gives what it takes. */
function closedLoop(
  id: string,
  { loopFor, name, result }: Folding,
  x: WasmArray,
  asked: DType | undefined,
  out: unknown,
): Loop {
  const dtype = asked ?? checkOut(id, out, [], "bool")?.dtype ?? result(x.dtype);
  const loop = loopFor(id, dtype);
  if (loop.reads[0] === loop.writes && (asked ?? loop.writes) === loop.writes) return loop;
  throw new DTypeError(`${id}: no loop of '${name}' takes and gives ${dtype}`);
}

function startWith(id: string, { identity }: Folding, initial: Scalar | undefined, dtype: DType): WasmArray {
  // That of bitwise_and is -1: all bits, whatever the type.
  return initial === undefined ? cast(id, coerce(id, identity), dtype) : startOf(id, initial, dtype, dtype);
}

/** An array with the elements along `axes` along one axis, and that; a view where they lie one after another. */
function lineUp(id: string, x: WasmArray, axes: Shape): [line: WasmArray, axis: number] {
  if (axes.length === 1) return [x, axes[0]];
  const kept = Array.from(x.shape.keys()).filter((axis) => !axes.includes(axis));
  const turned = permuteView(id, x, [...kept, ...axes]);
  const shape = [...turned.shape.slice(0, kept.length), sizeOf(turned.shape.slice(kept.length))];
  return [reshapeView(id, turned, shape) ?? reshapeView(id, cast(id, turned, x.dtype), shape)!, kept.length];
}

/** All elements but those at the first index of an axis. */
const restOf = (id: string, x: WasmArray, axis: number): WasmArray =>
  partView(id, x, axis, 1, Math.max(x.shape[axis] - 1, 0));

/** The elements at one index of an axis, without the axis. */
function sliceView(id: string, x: WasmArray, axis: number, index: number): WasmArray {
  const without = (list: Shape) => list.toSpliced(axis, 1);
  return viewOf(id, x, without(x.shape), without(x.strides), index * stepAlong(x, axis));
}

const stepAlong = (x: WasmArray, axis: number): number => x.strides[axis] * dtypes[x.dtype].size;

/** out = out op x[0] op x[1] and so on along an axis, of elements of the loop's types. */
function foldLine(id: string, loop: Loop, out: WasmArray, x: WasmArray, axis: number): void {
  if (x.size === 0) return;
  const step = stepAlong(x, axis);
  const face = sliceView(id, x, axis, 0);
  walkRuns(id, loop, [out, face], ([o, a], run) => run(o, 0, o, 0, a, step, x.shape[axis]));
}

/** The same where a mask of the shape of `x` is true: gathers what it chooses; what is for one result lies together then. */
function foldChosen(
  id: string,
  loop: Loop,
  out: WasmArray,
  x: WasmArray,
  axis: number,
  mask: WasmArray,
): void {
  const last = (list: WasmArray) =>
    permuteView(id, list, [...Array.from(list.shape.keys()).filter((i) => i !== axis), axis]);
  const choice = cast(id, last(mask), "bool");
  const flat = flatten(id, last(x));
  const chosen = takeElements(id, flat, truePositions(id, choice), 0, "wrap");
  const counts = reduceBy(id, countRow, choice, { axes: [out.ndim], keepdims: false });
  const results = reshapeView(id, out, [out.size])!;
  let first = 0;
  for (const [i, counted] of Array.from(flatEntries(id, counts), Number).entries()) {
    foldLine(id, loop, sliceView(id, results, 0, i), partView(id, chosen, 0, first, counted), 0);
    first += counted;
  }
}

/** The same: folds all results with one index after another, and keeps them where the mask is true. */
function foldIndices(
  id: string,
  loop: Loop,
  out: WasmArray,
  x: WasmArray,
  axis: number,
  mask: WasmArray,
): void {
  const results = allocateArray(id, loop.writes, out.shape);
  const choice = selecting(loop.writes);
  for (let i = 0; i < x.shape[axis]; i++) {
    scope(() => {
      runLoop(id, loop, results, [out, sliceView(id, x, axis, i)]);
      runLoop(id, choice, out, [sliceView(id, mask, axis, i), results, out]);
    });
  }
}

/** Combines `count` elements of each column, steps in bytes: o[i] = x[i] op y[i]. */
type Run = (
  o: number,
  oStep: number,
  x: number,
  xStep: number,
  y: number,
  yStep: number,
  count: number,
) => void;

/**
 * Walks the columns of two operands of one shape, the written one first: `visit` gets their addresses and what calls
 * the kernel for as many columns as it takes at once, which does each row after the one before.
 */
function walkRuns(
  id: string,
  { kernel, byParts, flag }: Loop,
  operands: readonly [out: WasmArray, x: WasmArray],
  visit: (at: readonly number[], run: Run) => void,
): void {
  const more = flag === undefined ? [] : [flag];
  const visitRows: Visit = (at, { rows, cols, rowSteps, colSteps: [outCol, xCol] }) => {
    const run: Run = (o, oStep, x, xStep, y, yStep, count) =>
      kernel(o, oStep, outCol, x, xStep, outCol, y, yStep, xCol, count, cols, ...more);
    for (let i = 0; i < rows; i++) visit([at[0] + i * rowSteps[0], at[1] + i * rowSteps[1]], run);
  };
  visitTiles(id, operands[0].shape, operands, visitRows, byParts);
  settle();
}
