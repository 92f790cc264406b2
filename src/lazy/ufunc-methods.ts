/** What lazy arrays answer to universal functions and their methods (NEP 13). */
import { NotImplemented, type Options, type Overridable } from "../dispatch/index.ts";
import { methodOf } from "../dispatch/registry.ts";
import type { UfuncMethod } from "../dispatch/universal.ts";
import { answer, isOurs } from "./handlers.ts";

/** The protocol's method of LazyArray for universal functions: lazily, or a TypeError that names the alternative. */
export function answerUfunc(
  ufunc: Overridable,
  method: UfuncMethod,
  inputs: readonly unknown[],
  options: Options,
): unknown {
  const prototypes = [...inputs, options.out, options.where].filter(isArray).map(Object.getPrototypeOf);
  if (!prototypes.every(isOurs)) return NotImplemented;
  return answer(method === "call" ? ufunc : methodNamed(ufunc, method), [], inputs, options);
}

const isArray = (value: unknown): boolean =>
  typeof value === "object" && value !== null && methodOf(Object.getPrototypeOf(value)) !== undefined;

/** A method of a universal function, which is a public function too. */
export const methodNamed = (ufunc: Overridable, method: string): Overridable =>
  (ufunc as unknown as Readonly<Record<string, Overridable>>)[method];
