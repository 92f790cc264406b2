import type { Chunks } from "./chunks.ts";
import type { Key, Reference, Task } from "./task.ts";
import { tokenOf } from "./token.ts";

/** Where a chunk lies in the grid of its array; [] for what has no grid. */
export type ChunkIndex = readonly number[];

/** Refers to a chunk of another layer, which then is in the graph too; or its task itself, if that is made part of this one. */
export type Use = (layer: Layer, index: ChunkIndex) => Reference | Task;

/** An array in memory as it is, in place of a task. */
export interface Source {
  readonly source: unknown;
}

/** The tasks of one call on a whole array, one for each chunk, which are made when a graph wants them. */
export interface Layer {
  /** Tells equal computations from others: they have equal names, and so their tasks equal keys. */
  readonly name: string;
  /** What the tasks do, as a picture says it: "sum", "sum-partial", … */
  readonly operation: string;
  readonly inputs: readonly Layer[];
  task(index: ChunkIndex, use: Use): Task | Source;
  /** Whether its only input's chunks are each used by one task at most, which uses no other. */
  readonly isLinear: boolean;
  /** Whether what lies in memory stands in the place of tasks. */
  readonly isSource: boolean;
  /** Lengths of the chunks that the tasks make; not known of those that make no array. */
  chunks?: Chunks;
  /** Made where the user's call was; its stack says where that is. */
  readonly origin: Error;
}

/**
 * A layer named after its operation, its inputs and what else is plain data in it (`details`), so that two of them are
 * equal where those are.
 */
export function makeLayer(
  operation: string,
  inputs: readonly Layer[],
  details: unknown,
  task: Layer["task"],
  isLinear = false,
): Layer {
  const token = tokenOf([operation, inputs.map(({ name }) => name), details]);
  return {
    name: `${operation}-${token}`,
    operation,
    inputs,
    task,
    isLinear,
    isSource: false,
    origin: originOf(operation),
  };
}

/** V8 keeps ten lines of a stack: the user's may lie deeper. */
const deepestCall = 40;

function originOf(operation: string): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = deepestCall;
  try {
    return new Error(operation);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A layer of what lies in memory, named after its operation and `details`. */
export function makeSource(
  operation: string,
  details: unknown,
  sourceAt: (index: ChunkIndex) => unknown,
): Layer {
  const layer = makeLayer(operation, [], details, (index) => ({ source: sourceAt(index) }));
  return { ...layer, isSource: true };
}

/** Whether each chunk is made of next to nothing but itself, so that it can as well be made twice: a chain of calls from a source. */
export const isSimple = ({ inputs, isLinear }: Layer): boolean =>
  inputs.every((input) => input.isSource || (isLinear && isSimple(input)));

/** The same tasks under other names, so that they run again instead of their results being kept; what is in memory stays shared. */
export function again(layer: Layer): Layer {
  if (layer.isSource) return layer;
  const others = new Map(layer.inputs.map((input) => [input.name, again(input)]));
  return {
    ...layer,
    name: `${layer.name}-again`,
    inputs: [...others.values()],
    task: (index, use) => layer.task(index, (input, chunk) => use(others.get(input.name) ?? input, chunk)),
  };
}

export function keyOf({ name }: Layer, index: ChunkIndex): Key {
  let key = name;
  for (const i of index) key += `,${i}`;
  return key;
}
