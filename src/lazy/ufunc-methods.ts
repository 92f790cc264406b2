/** What lazy arrays answer to universal functions and their methods (NEP 13). */
import { find, NotImplemented, type Options, type Overridable } from "../dispatch/index.ts";
import { methodOf } from "../dispatch/registry.ts";
import type { UfuncMethod } from "../dispatch/universal.ts";
import { answer, inNameOf, isOurs } from "./handlers.ts";
import type { LazyArray } from "./lazy-array.ts";
import { operandOf } from "./operands.ts";
import { at } from "./slicing.ts";

/** Reductions and scans that a function's methods are, by the function. */
const reductions: { readonly [id: string]: string } = {
  add: "sum",
  multiply: "prod",
  minimum: "min",
  maximum: "max",
  logical_and: "all",
  logical_or: "any",
};
const scans: { readonly [id: string]: string } = { add: "cumsum", multiply: "cumprod" };

/** The protocol's method of LazyArray for universal functions: lazily, or a TypeError that names the alternative. */
export function answerUfunc(
  ufunc: Overridable,
  method: UfuncMethod,
  inputs: readonly unknown[],
  options: Options,
): unknown {
  const prototypes = [...inputs, options.out, options.where].filter(isArray).map(Object.getPrototypeOf);
  if (!prototypes.every(isOurs)) return NotImplemented;
  if (method === "call") return answer(ufunc, [], inputs, options);
  if (method === "outer") return answer(ufunc, [], outerOperands(inputs), options);
  const by =
    method === "reduce" ? reductions[ufunc.id] : method === "accumulate" ? scans[ufunc.id] : undefined;
  if (by === undefined)
    throw new TypeError(`${ufunc.id}.${method}: cannot be lazy; ${alternativeTo(method)}`);
  const axis = operandOf(inputs[0]).ndim === 0 ? null : 0;
  return inNameOf(`${ufunc.id}.${method}`, () => answer(find(by)!, [], inputs, { axis, ...options }));
}

const isArray = (value: unknown): boolean =>
  typeof value === "object" && value !== null && methodOf(Object.getPrototypeOf(value)) !== undefined;

/** Every element of the one beside every element of the other. */
function outerOperands(inputs: readonly unknown[]): LazyArray[] {
  const [a, b] = inputs.map(operandOf);
  return [at(a, ["...", ...new Array<null>(b.ndim).fill(null)]), b];
}

const alternativeTo = (method: UfuncMethod): string =>
  method === "at"
    ? "a lazy array cannot be written to; use np.where"
    : "only sums, products, extremes, all and any have no order; call it on the result of compute(), or on each chunk by mapBlocks";
