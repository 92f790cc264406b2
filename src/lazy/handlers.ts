import { NotImplemented, type Options, type Overridable, type Type } from "../dispatch/index.ts";
import * as np from "../index.ts";
import { LazyArray } from "./lazy-array.ts";

/** Answers a public function for lazy arrays: called with its arguments as the user gave them. */
export type Handler = (func: Overridable, args: readonly unknown[], options: Options) => unknown;

/** By the id of the function. */
const handlers = new Map<string, Handler>();

/** What to do instead of calling a function that cannot be lazy. */
const alternatives = new Map<string, string>();

/** Registers what answers some functions. */
export function handle(ids: Iterable<string>, handler: Handler): void {
  for (const id of ids) handlers.set(id, handler);
}

/** Says of functions why they cannot be lazy, and what to do instead. */
export function refuse(ids: Iterable<string>, alternative: string): void {
  for (const id of ids) alternatives.set(id, alternative);
}

/** Whether a function is lazy for lazy arrays; if not, what it says instead. */
export function laziness(id: string): { readonly lazy: boolean; readonly alternative?: string | undefined } {
  return { lazy: handlers.has(id), alternative: handlers.has(id) ? undefined : alternativeTo(id) };
}

/** The protocol's method of LazyArray: its handler, or a TypeError that names the alternative; nothing is computed. */
export function answer(
  func: Overridable,
  types: readonly Type[],
  args: readonly unknown[],
  options: Options,
): unknown {
  if (!types.every(({ prototype }) => isOurs(prototype))) return NotImplemented;
  const handler = handlers.get(func.id);
  if (!handler) throw new TypeError(`${func.id}: cannot be lazy; ${alternativeTo(func.id)}`);
  if (options.out !== undefined && options.out !== null) {
    throw new TypeError(`${func.id}: out: a lazy array cannot be written to; use the result`);
  }
  return inNameOf(func.id, () => handler(func, args, options));
}

/** Calls `call`, and puts the function that the user called in the place of the one that an error's message begins with. */
export function inNameOf<T>(id: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replace(/^[\w.]+: /, `${id}: `);
    throw error;
  }
}

const alternativeTo = (id: string): string =>
  alternatives.get(id) ?? "call it on the result of compute(), or on each chunk by mapBlocks";

/** Whether a class is one that lazy arrays work with, by its prototype. */
export function isOurs(prototype: unknown): boolean {
  return (
    prototype === LazyArray.prototype ||
    prototype === np.WasmArray.prototype ||
    Object.prototype.isPrototypeOf.call(np.WasmArray.prototype, prototype as object)
  );
}
