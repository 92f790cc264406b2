/** What the scheduler and its workers tell each other. Arrays go by their place in the shared memory. */
import type { Invitation, SharedArray } from "../../np/internal.ts";
import type { Key, Task } from "../task.ts";

/** A result with `{ shared }` in the place of each array. */
export type Encoded = unknown;

/** To a worker: the first message, then tasks of a run. Blocks that nobody uses any more are named by address. */
export type Order =
  | { readonly invitation: Invitation }
  | { readonly run: number; readonly jobs: readonly Job[]; readonly released: readonly number[] };

export interface Job {
  readonly key: Key;
  readonly task: Task;
  readonly inputs: readonly (readonly [Key, Encoded])[];
  /** Modules that register functions that the task names. */
  readonly modules: readonly string[];
}

/** From a worker: that it is there, then the outcomes of jobs of a run. */
export type Report =
  | { readonly ready: true }
  | { readonly run: number; readonly outcomes: readonly Outcome[] };

export type Outcome =
  | { readonly key: Key; readonly result: Encoded; readonly span: readonly [start: number, end: number] }
  | { readonly key: Key; readonly error: { readonly name: string; readonly message: string } };

export interface SharedReference {
  readonly shared: SharedArray;
}

export const isShared = (value: unknown): value is SharedReference =>
  typeof value === "object" && value !== null && "shared" in value;

/** The same value with what `replace` returns for each object that `isLeaf`. Other arrays stay as they are. */
export function replaceLeaves<L extends object>(
  value: unknown,
  isLeaf: (value: unknown) => value is L,
  replace: (leaf: L) => unknown,
): unknown {
  if (isLeaf(value)) return replace(value);
  if (Array.isArray(value)) return value.map((item) => replaceLeaves(item, isLeaf, replace));
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || "shape" in value)
    return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [name, replaceLeaves(item, isLeaf, replace)]));
}
