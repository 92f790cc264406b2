import { IndexError } from "../errors.ts";
import type { Shape } from "../shape.ts";
import { type Index, type Item, parseItem } from "./index-items.ts";
import { resolveSlice } from "./slice.ts";
import type { WasmArray } from "./wasm-array.ts";

/** As an index, adds an axis of length 1. */
export const newaxis = null;

/** What an index array chooses along the axes whose place it takes. */
export interface Choice {
  readonly shape: Shape;
  /** Elements from the first one of these axes to each chosen one, row-major. */
  readonly distances: Float64Array;
}

/** What an index selects of an array. */
export interface Selection {
  /** The axes that integers and index arrays leave. Strides are in elements. */
  readonly shape: number[];
  readonly strides: number[];
  /** Elements from the array's first one to the selection's, choices aside. */
  offset: number;
  /** Index arrays, to be broadcast against each other. Without any the selection can be a view. */
  readonly choices: Choice[];
  /** Which of the axes the choices' own come before. */
  place: number;
  /** Whether the selection is to be copied although it could be a view: NumPy does so for 0-d integer arrays. */
  copied: boolean;
}

/**
 * What `index` selects of `x`, by NumPy's rules.
 * @throws IndexError for indices out of bounds, too many of them, masks of another shape, or what is no index
 */
export function select(id: string, x: WasmArray, index: readonly Index[]): Selection {
  const items = index.map((item) => parseItem(id, item));
  const skipped = x.ndim - countAxes(id, x, items);
  const selection: Selection = { shape: [], strides: [], offset: 0, choices: [], place: 0, copied: false };
  const run: Run = { state: "none" };
  let axis = 0;
  for (const item of items) {
    followRun(run, selection, item);
    if (item.kind === "ellipsis") {
      for (const end = axis + skipped; axis < end; axis++)
        keepAxis(selection, x.shape[axis], x.strides[axis]);
    } else {
      apply(id, x, item, axis, selection);
      axis += item.axes;
    }
  }
  // The axes that no index was given for.
  for (; axis < x.ndim; axis++) keepAxis(selection, x.shape[axis], x.strides[axis]);
  // One element is the same either way, and choices are copied anyway.
  selection.copied &&= selection.shape.length > 0 && selection.choices.length === 0;
  return selection;
}

/** Axes that the items stand for: at most all of them, and at most one ellipsis for the rest. */
function countAxes(id: string, x: WasmArray, items: readonly Item[]): number {
  const count = items.reduce((sum, { axes }) => sum + axes, 0);
  if (count > x.ndim) {
    throw new IndexError(
      `${id}: too many indices for array: array is ${x.ndim}-dimensional, but ${count} were indexed`,
    );
  }
  if (items.filter(({ kind }) => kind === "ellipsis").length > 1) {
    throw new IndexError(`${id}: an index can only have a single ellipsis ('...')`);
  }
  return count;
}

/** How far the run of integers and index arrays has come: one that is interrupted has no place of its own. */
interface Run {
  state: "none" | "inside" | "ended" | "interrupted";
}

/** The choices' axes take the place of the run; if it is interrupted by anything, they come first. */
function followRun(run: Run, selection: Selection, { kind }: Item): void {
  if (kind === "integer" || kind === "integers" || kind === "mask") {
    if (run.state === "none") {
      run.state = "inside";
      selection.place = selection.shape.length;
    } else if (run.state === "ended") {
      run.state = "interrupted";
      selection.place = 0;
    }
  } else if (run.state === "inside") {
    run.state = "ended";
  }
}

function keepAxis({ shape, strides }: Selection, length: number, stride: number): void {
  shape.push(length);
  strides.push(stride);
}

/** Adds to the selection what `item` selects from `axis` on. */
function apply(
  id: string,
  x: WasmArray,
  item: Exclude<Item, { kind: "ellipsis" }>,
  axis: number,
  selection: Selection,
): void {
  const [length, stride] = [x.shape[axis], x.strides[axis]];
  switch (item.kind) {
    case "newaxis":
      keepAxis(selection, 1, 0);
      break;
    case "slice": {
      const [first, count, step] = resolveSlice(item.slice, length);
      if (count > 0) selection.offset += first * stride;
      keepAxis(selection, count, step * stride);
      break;
    }
    case "integer":
      selection.offset += checkIndex(id, item.value, axis, length) * stride;
      selection.copied ||= item.ofArray;
      break;
    case "integers": {
      const distances = item.values;
      for (let k = 0; k < distances.length; k++) {
        distances[k] = checkIndex(id, distances[k], axis, length) * stride;
      }
      selection.choices.push({ shape: item.shape, distances });
      break;
    }
    case "mask": {
      checkMask(id, x, item.shape, axis);
      const strides = x.strides.slice(axis, axis + item.axes);
      const distances = distancesOfTrue(item.shape, item.values as Uint8Array, strides);
      selection.choices.push({ shape: [distances.length], distances });
      break;
    }
  }
}

/** An index counted from the front. */
export function checkIndex(id: string, index: number, axis: number, length: number): number {
  if (index >= -length && index < length) return index < 0 ? index + length : index;
  throw new IndexError(`${id}: index ${index} is out of bounds for axis ${axis} with size ${length}`);
}

function checkMask(id: string, x: WasmArray, shape: Shape, first: number): void {
  for (let i = 0; i < shape.length; i++) {
    const length = x.shape[first + i];
    // A mask of no elements along an axis selects none, as in the standard.
    if (shape[i] === length || shape[i] === 0) continue;
    throw new IndexError(
      `${id}: boolean index did not match indexed array along axis ${first + i}; size of axis is ${length} but size of corresponding boolean axis is ${shape[i]}`,
    );
  }
}

/** Distances in an array with `strides` of the elements at which a mask is true. */
function distancesOfTrue(shape: Shape, mask: Uint8Array, strides: Shape): Float64Array {
  let count = 0;
  for (let at = 0; at < mask.length; at++) count += mask[at];
  const found = new Float64Array(count);
  // A mask of no dimensions is one of a single element.
  const last = Math.max(shape.length - 1, 0);
  const [length, stride] = [shape[last] ?? 1, strides[last] ?? 0];
  let [at, k] = [0, 0];
  const walk = (axis: number, distance: number) => {
    if (axis < last) {
      for (let i = 0; i < shape[axis]; i++) walk(axis + 1, distance + i * strides[axis]);
      return;
    }
    for (let i = 0; i < length; i++) if (mask[at++]) found[k++] = distance + i * stride;
  };
  walk(0, 0);
  return found;
}
