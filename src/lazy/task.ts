/**
 * Tasks are plain data: the id of a function and what to call it with. So a graph can be looked at, stored, and sent to
 * another thread or another machine.
 */
import type { Complex, DType } from "../dtype.ts";

/** The name of a task in its graph: that of its layer and the index of its chunk, such as "sum-5f3a…,0,2". */
export type Key = string;

/** Stands for the result of another task. */
export interface Reference {
  readonly key: Key;
}

/** Stands for a small array, whose bytes are written in base64. */
export interface Constant {
  readonly array: { readonly dtype: DType; readonly shape: readonly number[]; readonly data: string };
}

/** What a task calls its function with; nested tasks are called first. */
export type Argument =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Complex
  | Reference
  | Constant
  | Task
  | readonly Argument[]
  | { readonly [name: string]: Argument };

/** A call: `fn` is the id of a public function, such as "linalg.qr", or of a chunk function (`chunk-functions.ts`). */
export interface Task {
  readonly fn: string;
  readonly args: readonly Argument[];
  readonly options?: { readonly [name: string]: Argument };
}

export const isTask = (value: unknown): value is Task => isRecord(value) && typeof value.fn === "string";

export const isReference = (value: unknown): value is Reference =>
  isRecord(value) && typeof value.key === "string";

export const isConstant = (value: unknown): value is Constant => isRecord(value) && isRecord(value.array);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Calls `visit` with each reference in a task, those of nested tasks among them. */
export function forEachReference(argument: Argument, visit: (key: Key) => void): void {
  if (typeof argument !== "object" || argument === null) return;
  if (isReference(argument)) visit(argument.key);
  else if (Array.isArray(argument)) for (const item of argument) forEachReference(item, visit);
  else if (isTask(argument)) {
    forEachReference(argument.args, visit);
    if (argument.options) forEachReference(argument.options, visit);
  } else if (!isConstant(argument)) {
    for (const item of Object.values(argument)) forEachReference(item, visit);
  }
}

/** Calls `visit` with the name of each function in a task, those of nested tasks among them. */
export function forEachFunction(argument: Argument, visit: (fn: string) => void): void {
  if (typeof argument !== "object" || argument === null || isReference(argument) || isConstant(argument))
    return;
  if (Array.isArray(argument)) for (const item of argument) forEachFunction(item, visit);
  else if (isTask(argument)) {
    visit(argument.fn);
    forEachFunction(argument.args, visit);
    if (argument.options) forEachFunction(argument.options, visit);
  } else for (const item of Object.values(argument)) forEachFunction(item, visit);
}

/** The keys that a task needs, each once. */
export function dependenciesOf(task: Task): Set<Key> {
  const keys = new Set<Key>();
  forEachReference(task, (key) => keys.add(key));
  return keys;
}

/** The same with what `replace` returns in the place of each reference. */
export function replaceReferences(argument: Argument, replace: (key: Key) => Argument): Argument {
  if (typeof argument !== "object" || argument === null || isConstant(argument)) return argument;
  if (isReference(argument)) return replace(argument.key);
  if (Array.isArray(argument)) return argument.map((item) => replaceReferences(item, replace));
  const entries = Object.entries(argument);
  return Object.fromEntries(entries.map(([name, item]) => [name, replaceReferences(item, replace)]));
}
