import { dtypes } from "../dtype.ts";
import { IndexError } from "../errors.ts";
import { broadcastShapes, format, rowMajor, type Shape, sizeOf } from "../shape.ts";
import { core } from "../wasm/core.ts";
import { memory } from "../wasm/memory.ts";
import { settle, withScratch } from "../wasm/storage.ts";
import { cast, contiguous } from "./copy.ts";
import type { Choice, Selection } from "./indexing.ts";
import { overlaps } from "./overlap.ts";
import { visitTiles } from "./plan.ts";
import { broadcastView } from "./views.ts";
import { allocateArray, viewOf, type WasmArray } from "./wasm-array.ts";

type ElementSize = 1 | 2 | 4 | 8 | 16;
const takes = { 1: "take_u8", 2: "take_u16", 4: "take_u32", 8: "take_u64", 16: "take_v128" } as const;
const puts = { 1: "put_u8", 2: "put_u16", 4: "put_u32", 8: "put_u64", 16: "put_v128" } as const;

/** The shape of what is selected. @throws IndexError if the index arrays do not broadcast */
export function selectedShape(id: string, { shape, choices, place }: Selection): number[] {
  return [...shape.slice(0, place), ...choiceShape(id, choices), ...shape.slice(place)];
}

/** The selected elements but for what index arrays choose: all of them if there are none. */
export function viewSelection(id: string, x: WasmArray, { shape, strides, offset }: Selection): WasmArray {
  return viewOf(id, x, shape, strides, offset * dtypes[x.dtype].size);
}

/** A new array of the selected elements. Makes views that it does not dispose. */
export function gather(id: string, x: WasmArray, selection: Selection): WasmArray {
  const out = allocateArray(id, x.dtype, selectedShape(id, selection));
  const kernel = core[takes[dtypes[x.dtype].size as ElementSize]];
  const { rest, step } = splitChosen(id, out, selection);
  const operands = [rest, viewSelection(id, x, selection)];
  withOffsets(id, x, selection, (offsets, count) => {
    visitTiles(id, selection.shape, operands, ([o, a], { rows, cols, rowSteps: row, colSteps: col }) => {
      kernel(o, step, row[0], col[0], a, row[1], col[1], offsets, count, rows, cols);
    });
  });
  return out;
}

/**
 * Sets the selected elements to `value`, which broadcasts to their shape. The last value of an element chosen twice is
 * the one that stays. Makes views and copies that it does not dispose.
 */
export function scatter(id: string, x: WasmArray, selection: Selection, value: WasmArray): void {
  const own = value.dtype !== x.dtype || overlaps(x, value) ? cast(id, value, x.dtype) : value;
  const spread = broadcastView(id, own, selectedShape(id, selection));
  const kernel = core[puts[dtypes[x.dtype].size as ElementSize]];
  const split = splitChosen(id, spread, selection);
  const { rest, step } = split.joined ? split : splitChosen(id, contiguous(id, spread), selection);
  const operands = [viewSelection(id, x, selection), rest];
  withOffsets(id, x, selection, (offsets, count) => {
    visitTiles(id, selection.shape, operands, ([o, a], { rows, cols, rowSteps: row, colSteps: col }) => {
      kernel(o, row[0], col[0], a, step, row[1], col[1], offsets, count, rows, cols);
    });
  });
}

function choiceShape(id: string, choices: readonly Choice[]): number[] {
  const shapes = choices.map(({ shape }) => shape);
  try {
    return broadcastShapes(id, ...shapes);
  } catch {
    throw new IndexError(
      `${id}: index arrays of shapes ${shapes.map(format).join(" and ")} do not broadcast`,
    );
  }
}

interface Split {
  readonly rest: WasmArray;
  readonly step: number;
  readonly joined: boolean;
}

/**
 * Of an array that has the shape of a selection: the axes that are not the choices', and the bytes from one choice to the
 * next, if the choices' axes are joined: lie one inside the other.
 */
function splitChosen(id: string, x: WasmArray, { shape, place }: Selection): Split {
  const end = place + x.ndim - shape.length;
  const rest = viewOf(
    id,
    x,
    shape,
    x.strides.filter((_, axis) => axis < place || axis >= end),
  );
  let [step, length, joined] = [0, 1, true];
  for (let axis = end - 1; axis >= place; axis--) {
    if (x.shape[axis] === 1) continue;
    if (length === 1) step = x.strides[axis];
    else joined &&= x.strides[axis] === step * length;
    length *= x.shape[axis];
  }
  return { rest, step: step * dtypes[x.dtype].size, joined };
}

/** Calls `use` with the address of the choices' offsets, in 32 bits and in bytes, and their number. */
function withOffsets(
  id: string,
  x: WasmArray,
  { choices }: Selection,
  use: (offsets: number, count: number) => void,
): void {
  const distances = choiceDistances(id, choices);
  const { size } = dtypes[x.dtype];
  withScratch(id, distances.length * 4, (pointer) => {
    const offsets = new Int32Array(memory.buffer, pointer, distances.length);
    for (let k = 0; k < offsets.length; k++) offsets[k] = distances[k] * size;
    use(pointer, offsets.length);
  });
  settle();
}

/** Elements from the first one of the choices' axes to each that they choose together. */
function choiceDistances(id: string, choices: readonly Choice[]): Float64Array {
  const shape = choiceShape(id, choices);
  const distances = new Float64Array(sizeOf(shape));
  for (const choice of choices) addDistances(distances, shape, choice);
  return distances;
}

/** Elements from an array's first one to each that is selected, in row-major order of the selection. */
export function selectedDistances(id: string, selection: Selection): Float64Array {
  const { shape, strides, offset, choices, place } = selection;
  const axes: Float64Array[] = shape.map((length, axis) =>
    Float64Array.from({ length }, (_, i) => i * strides[axis]),
  );
  axes.splice(place, 0, choiceDistances(id, choices));
  return axes.reduce(addOuter, Float64Array.of(offset));
}

/** Every number of `a` with every number of `b` added. */
function addOuter(a: Float64Array, b: Float64Array): Float64Array {
  const sums = new Float64Array(a.length * b.length);
  for (let i = 0, at = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) sums[at++] = a[i] + b[j];
  }
  return sums;
}

/** Adds a choice's distances, broadcast to `shape`, to `total`. */
function addDistances(total: Float64Array, shape: Shape, { shape: own, distances }: Choice): void {
  if (distances.length === total.length) {
    for (let at = 0; at < total.length; at++) total[at] += distances[at];
    return;
  }
  const lead = shape.length - own.length;
  const strides = rowMajor(own);
  const steps = shape.map((_, i) => (i < lead || own[i - lead] === 1 ? 0 : strides[i - lead]));
  let at = 0;
  const walk = (axis: number, from: number) => {
    if (axis === shape.length) {
      total[at++] += distances[from];
      return;
    }
    for (let i = 0; i < shape[axis]; i++) walk(axis + 1, from + i * steps[axis]);
  };
  walk(0, 0);
}
