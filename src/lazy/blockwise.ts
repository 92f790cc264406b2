/**
 * Functions of chunks that lie upon each other: axes have labels, and those of one label are cut alike. A label that is not in the
 * result's is whole, in one chunk, or contracted: summed over.
 */
import type { Options, Overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { broadcastShapes, format } from "../shape.ts";
import { boundsOf, checkKnown, isKnown, shapeOf } from "./chunks.ts";
import { type ChunkIndex, type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { lazyOf, resultDType, taskOf } from "./operands.ts";
import { rechunk } from "./rechunk.ts";
import type { Reference, Task } from "./task.ts";

export type Label = string | number;

/** An array with the labels of its axes. */
export interface Labelled {
  readonly x: LazyArray;
  readonly labels: readonly Label[];
}

type Lengths = ReadonlyMap<Label, readonly number[]>;

/** Labels of the axes of an array that broadcasts: their places, counted from the end. */
export const fromEnd = ({ ndim }: LazyArray): number[] =>
  Array.from({ length: ndim }, (_, axis) => axis - ndim);

/** The arrays cut alike along axes of one label, those of length 1 aside; axes of labels that are `whole` are one chunk. */
export function alignLabels(
  id: string,
  operands: readonly Labelled[],
  whole: ReadonlySet<Label> = new Set(),
): { readonly operands: readonly Labelled[]; readonly lengths: Lengths } {
  const lists = new Map<Label, (readonly number[])[]>();
  for (const { x, labels } of operands) {
    for (const [axis, label] of labels.entries()) {
      const found = lists.get(label) ?? [];
      lists.set(label, x.shape[axis] === 1 ? found : [...found, x.chunks[axis]]);
    }
  }
  const lengths = new Map(
    [...lists].map(([label, list]) => [
      label,
      whole.has(label) ? wholeLength(id, list) : commonLengths(id, list),
    ]),
  );
  const aligned = operands.map(({ x, labels }) => {
    const chunks = x.shape.map((length, axis) => (length === 1 ? [1] : lengths.get(labels[axis])!));
    return { x: rechunk(x, chunks), labels };
  });
  return { operands: aligned, lengths };
}

/** The chunks of an axis of which those of every array are joins. */
function commonLengths(id: string, lists: readonly (readonly number[])[]): readonly number[] {
  if (lists.length === 0) return [1];
  const [first, ...others] = lists;
  const isSame = (lengths: readonly number[]) =>
    lengths.length === first.length && lengths.every((n, i) => Object.is(n, first[i]));
  if (others.every(isSame)) return first;
  checkKnown(id, lists);
  checkTotals(id, lists);
  const bounds = [...new Set(lists.flatMap(boundsOf))].sort((a, b) => a - b);
  return bounds.length === 1 ? [0] : bounds.slice(1).map((bound, i) => bound - bounds[i]);
}

function wholeLength(id: string, lists: readonly (readonly number[])[]): readonly number[] {
  checkKnown(id, lists);
  checkTotals(id, lists);
  return lists.length === 0 ? [1] : shapeOf([lists[0]]);
}

function checkTotals(id: string, lists: readonly (readonly number[])[]): void {
  const totals = shapeOf(lists);
  const other = totals.find((total) => total !== totals[0]);
  if (other === undefined) return;
  throw new ShapeError(`${id}: axes of lengths ${format([totals[0], other])} do not fit`);
}

/** What is made of chunks: `out` are the labels of the result, `sizes` the lengths of axes that are new in it. */
export interface Blockwise {
  readonly operation: string;
  readonly operands: readonly Labelled[];
  readonly out: readonly Label[];
  readonly sizes?: ReadonlyMap<Label, readonly number[]> | undefined;
  /** What tells it from others of the same operation. */
  readonly details: unknown;
  readonly dtype: DType;
  task(chunks: readonly Reference[]): Task;
}

/** The array of what tasks make of the chunks of arrays; axes of labels that are not in the result are whole. */
export function blockwise({ sizes = new Map(), ...call }: Blockwise): LazyArray {
  const gone = call.operands.flatMap(({ labels }) => labels.filter((label) => !call.out.includes(label)));
  const { operands, lengths } = alignLabels(call.operation, call.operands, new Set(gone));
  const layer = blockLayer(call.operation, operands, call.out, [call.details, [...sizes]], call.task);
  const chunks = call.out.map((label) => sizes.get(label) ?? lengths.get(label)!);
  return new LazyArray(layer, chunks, call.dtype);
}

/** The layer of such tasks, whose indices follow `labels`; axes of other labels are one chunk. */
export function blockLayer(
  operation: string,
  operands: readonly Labelled[],
  labels: readonly Label[],
  details: unknown,
  task: (chunks: readonly Reference[], index: ChunkIndex) => Task,
): Layer {
  const sources = operands.map(({ x, labels: own }) => ({
    layer: x.layer,
    places: own.map((label, axis) => (x.shape[axis] === 1 ? -1 : labels.indexOf(label))),
  }));
  return makeLayer(
    operation,
    sources.map(({ layer }) => layer),
    [operands.map((each) => each.labels), labels, details],
    (index, use) =>
      task(
        sources.map(({ layer, places }) => {
          const chunk = places.map((place) => (place < 0 ? 0 : index[place]));
          return use(layer, chunk) as Reference;
        }),
        index,
      ),
    operands.length === 1,
  );
}

/** Applies a function to the chunks of its arguments, and of the option `where`, that broadcasting lays upon each other. */
export function elementwise(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const { where, ...rest } = options;
  const isMasked = where !== undefined && where !== null && where !== true;
  const operands = (isMasked ? [...args, where] : args).map(lazyOf);
  const asked = (given: readonly unknown[]): [readonly unknown[], Options] =>
    isMasked ? [given.slice(0, -1), { ...rest, where: given.at(-1) }] : [given, rest];
  const dtype = resultDType(func, ...asked(operands));
  return overlay(func.id, operands, [rest, isMasked], dtype, (given) => taskOf(func.id, ...asked(given)));
}

/** What tasks make of the chunks of arrays that broadcasting lays upon each other, scalars as they are. */
export function overlay(
  operation: string,
  operands: readonly unknown[],
  details: unknown,
  dtype: DType,
  task: (given: readonly unknown[]) => Task,
): LazyArray {
  const arrays = operands.filter((each) => each instanceof LazyArray);
  checkBroadcast(operation, arrays);
  const scalars = operands.map((each) => (each instanceof LazyArray ? null : each));
  const ndim = Math.max(0, ...arrays.map((x) => x.ndim));
  return blockwise({
    operation,
    operands: arrays.map((x) => ({ x, labels: fromEnd(x) })),
    out: Array.from({ length: ndim }, (_, axis) => axis - ndim),
    details: [scalars, details],
    dtype,
    task(chunks) {
      let next = 0;
      return task(operands.map((each) => (each instanceof LazyArray ? chunks[next++] : each)));
    },
  });
}

function checkBroadcast(id: string, arrays: readonly LazyArray[]): void {
  if (arrays.every(({ chunks }) => isKnown(chunks))) {
    broadcastShapes(id, ...arrays.map(({ shape }) => shape));
  }
}

/** The arrays rechunked so that they have the same chunks along each axis of the shape that they broadcast to. */
export function align(id: string, arrays: readonly LazyArray[]): LazyArray[] {
  checkBroadcast(id, arrays);
  const { operands } = alignLabels(
    id,
    arrays.map((x) => ({ x, labels: fromEnd(x) })),
  );
  return operands.map(({ x }) => x);
}

/** The chunk of an operand that broadcasting lays on a chunk of the result. */
export function broadcastIndex({ shape }: LazyArray, index: ChunkIndex): number[] {
  const offset = index.length - shape.length;
  return shape.map((length, axis) => (length === 1 ? 0 : index[axis + offset]));
}
