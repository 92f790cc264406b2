import {
  type AnyFunction,
  type ArrayFunctionMethod,
  arrayFunction,
  call,
  inherits,
  isObject,
  isPlain,
  NotImplemented,
  type Options,
  type Overridable,
  type Type,
} from "./protocol.ts";
import { defaultPrototype, define, methodOf, shared } from "./registry.ts";

/**
 * Makes a public function.
 * @param relevantArgs takes the same arguments and returns those that may be arrays. Lists among them are looked
 *   into, one level deep: `(arrays, o) => [arrays, o?.out]`.
 * @param implementation the function for the default array. Give its optional parameters default values
 *   (`options = {}`): a trailing object literal is the options unless it stands for a required parameter, and those
 *   are what the implementation's `length` counts.
 * @throws Error if there is a function of this id. The function throws TypeError if all overrides pass.
 * @example
 * const first = overridable("docs.first", (x) => [x], (x: number[]) => x[0]);
 * first([7, 8]) // 7
 */
export function overridable<F extends AnyFunction>(
  id: string,
  relevantArgs: (...args: Parameters<F>) => unknown,
  implementation: F,
): Overridable<F> {
  // Engines pass arguments on without making a list of them if it is only ever spread.
  const func = define(id, implementation, (...args: Parameters<F>) => {
    const candidates = shared.on && overridesIn(relevantArgs(...args));
    return candidates ? relay(func, candidates, ...args) : implementation(...args);
  });
  return func;
}

/** Asks for the answer to a call: takes the options off the end of its arguments. */
export function relay(func: Overridable, candidates: Candidate[], ...args: unknown[]): unknown {
  const hasOptions = args.length > func.length && isPlain(args.at(-1));
  return ask(func, candidates, args, hasOptions ? { ...(args.pop() as Options) } : {});
}

/**
 * Makes a public function that creates an array from none. It is overridden by its option `like` alone (NEP 35),
 * which neither the override nor the implementation gets to see.
 * @throws Error if there is a function of this id. The function throws TypeError if `like` does not implement the
 *   protocol, or does but dispatch is off.
 * @example
 * const ones = creation("docs.ones", (n: number, _: { like?: unknown } = {}) => Array(n).fill(1));
 * ones(2, { like: null }) // [1, 1]
 */
export function creation<F extends AnyFunction>(id: string, implementation: F): Overridable<F> {
  const func = define(id, implementation, (...args: Parameters<F>) => {
    const last: unknown = args.at(-1);
    if (!isPlain(last) || !("like" in last)) return implementation(...args);
    const { like, ...options } = last;
    args.pop();
    if (like === undefined || like === null) return call(implementation, args, options);
    const candidates = candidatesIn([like]);
    if (candidates[0]?.value !== like || !(shared.on || candidates.every(isDefault))) {
      throw new TypeError(
        `${id}: The \`like\` argument must be an array-like that implements the \`arrayFunction\` protocol, ` +
          `not ${Object(like).constructor?.name}${shared.on ? "" : " (dispatch is off)"}`,
      );
    }
    return ask(func, candidates, args, options);
  });
  return func;
}

/** An argument whose type has the protocol's method. */
export interface Candidate {
  readonly value: unknown;
  readonly prototype: object;
  readonly type: Type;
  readonly method: ArrayFunctionMethod;
}

/**
 * The candidates among what a relevant-args function returned, or undefined if the implementation will do. `find` looks a
 * type's method up.
 */
export function overridesIn(relevant: unknown, find = methodOf): Candidate[] | undefined {
  let list = relevant as readonly unknown[];
  // An array that can be iterated is one argument, not its rows.
  if (!Array.isArray(list)) list = Symbol.iterator in Object(list) && !methodOf(list) ? [...list] : [list];
  for (const value of list) {
    // Scalars and exact default arrays are known without a look at any prototype chain.
    if (isObject(value) && Object.getPrototypeOf(value) !== defaultPrototype) {
      const candidates = candidatesIn(list, find);
      return candidates.every(isDefault) ? undefined : candidates;
    }
  }
  return undefined;
}

export function isDefault({ method }: Candidate): boolean {
  return method === defaultPrototype[arrayFunction];
}

/** One argument of each type that has the method: left to right, but subclasses before their superclasses. */
function candidatesIn(list: readonly unknown[], find = methodOf): Candidate[] {
  const found: Candidate[] = [];
  for (const value of list) {
    if (insert(found, value, find) || !Array.isArray(value)) continue;
    // By index, which is five times as fast: plain lists of a million numbers come by here.
    for (let i = 0; i < value.length; i++) insert(found, value[i], find);
  }
  return found;
}

/** Puts `value` in its place, unless its type is there already. False if the type does not have the method. */
function insert(found: Candidate[], value: unknown, find: typeof methodOf): boolean {
  if (!isObject(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  // Subclasses come first, so that the type itself is found before its superclasses.
  const next = found.find((other) => inherits(prototype, other.prototype));
  if (next?.prototype === prototype) return true;
  const method = find(prototype);
  if (!method) return false;
  const type = shared.adopted.get(prototype)?.type ?? prototype.constructor ?? Object;
  const candidate = { value, prototype, type, method };
  if (next) found.splice(found.indexOf(next), 0, candidate);
  else found.push(candidate);
  return true;
}

/** The first answer to `func(...args, options)`. Throws TypeError if all candidates pass. */
function ask(
  func: Overridable,
  candidates: readonly Candidate[],
  args: readonly unknown[],
  options: Options,
): unknown {
  const types = candidates.map(({ type }) => type);
  for (const { value, method } of candidates) {
    const answer = method.call(value as never, func, types, args, options);
    if (answer !== NotImplemented) return answer;
  }
  throw new TypeError(
    `no implementation found for '${func.id}' on types that implement arrayFunction: ` +
      `[${types.map(({ name }) => name).join(", ")}]`,
  );
}
