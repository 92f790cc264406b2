import type { Scalar } from "../dtype.ts";
import { IndexError, ShapeError } from "../errors.ts";
import { format } from "../shape.ts";
import { gather, scatter, selectedShape, viewSelection } from "./advanced-indexing.ts";
import { coerce } from "./convert.ts";
import { copyInto } from "./copy.ts";
import { entriesOf, entriesPer, firstEntry, isScalar, readElement, writeElement } from "./element.ts";
import type { Index } from "./index-items.ts";
import { checkIndex, select } from "./indexing.ts";
import { scope } from "./scope.ts";
import { broadcastView, checkWritable } from "./views.ts";
import { viewOf, type WasmArray } from "./wasm-array.ts";

/** `x[index]` of NumPy: a view, or a copy if there are arrays among the indices. Throws as `select` does. */
export function at(x: WasmArray, index: readonly Index[]): WasmArray {
  const selection = select("at", x, index);
  if (selection.choices.length === 0 && !selection.copied) return viewSelection("at", x, selection);
  return scope(() => gather("at", x, selection));
}

/**
 * `x[index] = value` of NumPy. Throws as `select` and `coerce` do, and a ShapeError if the value does not broadcast to
 * what is selected.
 */
export function assign(x: WasmArray, value: unknown, index: readonly Index[]): void {
  const id = "set";
  checkWritable(id, x);
  if (isScalar(value) && isElement(x, index)) {
    writeElement(id, x.dtype, entriesOf(id, x), entryAt(id, x, index), value);
    return;
  }
  scope(() => {
    const selection = select(id, x, index);
    const shape = selectedShape(id, selection);
    const given = coerce(id, value, x.dtype);
    if (isElement(x, index) && given.ndim > 0) {
      throw new ShapeError(`${id}: one element cannot be an array of shape ${format(given.shape)}`);
    }
    const source = dropLeading(id, given, shape.length);
    if (selection.choices.length > 0) scatter(id, x, selection, source);
    else copyInto(id, viewSelection(id, x, selection), broadcastView(id, source, shape));
  });
}

/** One element: the only one, the one at a position in row-major order, or the one at an index for each axis. */
export function item(x: WasmArray, given: readonly (number | bigint)[]): Scalar {
  const id = "item";
  const index = given.map((i) => (typeof i === "bigint" ? Number(i) : i));
  if (index.length === 0 && x.size !== 1) {
    throw new ShapeError(`${id}: an array of shape ${format(x.shape)} is not one scalar`);
  }
  const position = index.length === 0 ? new Array<number>(x.ndim).fill(0) : index;
  const indices = position.length === 1 && x.ndim !== 1 ? unravel(id, position[0], x) : position;
  if (!isElement(x, indices)) {
    throw new IndexError(
      `${id}: [${position.join(", ")}] is not one integer, nor one for each of ${x.ndim} axes`,
    );
  }
  return readElement(x.dtype, entriesOf(id, x), entryAt(id, x, indices));
}

/** Indices of the element at `position` in row-major order. */
function unravel(id: string, position: number, x: WasmArray): number[] {
  if (position < -x.size || position >= x.size) {
    throw new IndexError(`${id}: index ${position} is out of bounds for size ${x.size}`);
  }
  let rest = position < 0 ? position + x.size : position;
  const indices = new Array<number>(x.ndim);
  for (let axis = x.ndim - 1; axis >= 0; axis--) {
    indices[axis] = rest % x.shape[axis];
    rest = (rest - indices[axis]) / x.shape[axis];
  }
  return indices;
}

/** An array whose leading axes of length 1 are dropped until `ndim` are left. */
function dropLeading(id: string, x: WasmArray, ndim: number): WasmArray {
  let lead = 0;
  while (x.ndim - lead > ndim && x.shape[lead] === 1) lead++;
  return lead ? viewOf(id, x, x.shape.slice(lead), x.strides.slice(lead)) : x;
}

const isElement = (x: WasmArray, index: readonly unknown[]): index is readonly number[] =>
  index.length === x.ndim && index.every(Number.isInteger);

/** The entry of the element at an index for each axis. */
function entryAt(id: string, x: WasmArray, index: readonly number[]): number {
  const distance = index.reduce(
    (sum, i, axis) => sum + checkIndex(id, i, axis, x.shape[axis]) * x.strides[axis],
    0,
  );
  return firstEntry(x) + distance * entriesPer(x.dtype);
}
