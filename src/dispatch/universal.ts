/** Universal functions: NEP 13 beside NEP 18. */
import { isDefault, overridesIn, relay } from "./overridable.ts";
import {
  type AnyFunction,
  type ArrayFunctionMethod,
  call,
  hasOnly,
  NotImplemented,
  type Options,
  type Overridable,
} from "./protocol.ts";
import { define, find, isExact, methodOf, shared } from "./registry.ts";

/** The method by which a class answers universal functions; null refuses them. */
export const arrayUfunc: unique symbol = Symbol.for("ndwasm.arrayUfunc");

/** What is done with a universal function. */
export type UfuncMethod = "call" | "reduce" | "accumulate" | "reduceat" | "outer" | "at";

/** A class that answers universal functions itself. */
export interface ArrayUfunc {
  /**
   * Answers `ufunc(...inputs, options)` if `method` is "call", `ufunc[method](...inputs, options)` otherwise, or returns
   * NotImplemented.
   * @param options the trailing options object, {} if there was none
   */
  [arrayUfunc]:
    | ((ufunc: Overridable, method: UfuncMethod, inputs: readonly unknown[], options: Options) => unknown)
    | null;
}

type Lean = (x: never, y: never, out: never) => unknown;

/**
 * Makes a universal function of one or two arrays. Among the types of the operands, of `out` and of `where`, those that have
 * `arrayUfunc` are asked by it, those that have `arrayFunction` alone by that; the default array is not asked
 * if there is one of the first kind.
 * @param lean answers calls of default arrays, one of which may be a number, and perhaps an `out` of them, or returns
 *   undefined for `implementation` to do so
 * @throws Error if there is a function of this id. The function throws TypeError if all overrides pass, or one is null.
 */
export function universal<F extends AnyFunction>(
  id: string,
  nin: 1 | 2,
  implementation: F,
  lean: Lean,
): Overridable<F> {
  const lookUp = finder(() => func, "call");
  const one = (x: unknown, options?: Options) => {
    const result =
      isExact(x) && isSimple(options) && lean(x as never, undefined as never, options?.out as never);
    return result || answer(func, lookUp, [x], options);
  };
  const two = (x: unknown, y: unknown, options?: Options) => {
    const isLean = isExact(x) ? isExact(y) || typeof y === "number" : typeof x === "number" && isExact(y);
    const result = isLean && isSimple(options) && lean(x as never, y as never, options?.out as never);
    return result || answer(func, lookUp, [x, y], options);
  };
  const func = define(id, implementation, nin === 1 ? one : two);
  return func;
}

/**
 * Gives a universal function methods, each made when it is first asked for. Their ids are that of the function, a point and
 * their name; they are overridden as the function is.
 */
export function attachMethods(
  ufunc: Overridable,
  implementations: { readonly [method in Exclude<UfuncMethod, "call">]?: AnyFunction },
): void {
  for (const [name, implementation] of Object.entries(implementations)) {
    let made: Overridable | undefined;
    const get = () => (made ??= makeMethod(ufunc, name as UfuncMethod, implementation));
    Object.defineProperty(ufunc, name, { get, enumerable: true });
  }
}

function makeMethod(ufunc: Overridable, name: UfuncMethod, implementation: AnyFunction): Overridable {
  const lookUp = finder(() => ufunc, name);
  const func = define(`${ufunc.id}.${name}`, implementation, (...args) =>
    answer(func, lookUp, args.slice(0, func.length), args[func.length] as Options | undefined),
  );
  return func;
}

/**
 * Makes a public function of one array, and of those in its options `out` and `where`, as `overridable` does; `lean` is asked
 * first, and answers calls that nobody overrides or returns undefined.
 */
export function reducing<F extends AnyFunction>(
  id: string,
  implementation: F,
  lean: (x: unknown, options?: Options) => unknown,
): Overridable<F> {
  const reduce = (x: unknown, options?: Options) => lean(x, options) || answer(func, methodOf, [x], options);
  const func: Overridable<F> = define(id, implementation, reduce);
  return func;
}

/**
 * The method of the default array (`ndarray.__array_ufunc__`): computes unless another type among the arguments has a
 * method of its own, so that a subclass calls it with arrays that are not of the subclass.
 */
export function defaultArrayUfunc(
  ufunc: Overridable,
  method: UfuncMethod,
  inputs: readonly unknown[],
  options: Options,
): unknown {
  const own = [...inputs, options.out, options.where].map(
    (x) => (x as Partial<ArrayUfunc> | null)?.[arrayUfunc],
  );
  if (own.some((each) => each !== undefined && each !== defaultArrayUfunc)) return NotImplemented;
  // This copy's function, as `ufunc` may be another copy's.
  const func = find(ufunc.id) as unknown as { readonly [name: string]: Overridable } & Overridable;
  const asked = method === "call" ? func : func?.[method];
  return asked ? call(asked.implementation, inputs, options) : NotImplemented;
}

/** Whether there are no options, or nothing but an `out` that is a default array. */
const isSimple = (options?: Options): boolean =>
  options === undefined || (hasOnly(options, "out") && isExact(options.out));

function answer(func: Overridable, lookUp: typeof methodOf, args: unknown[], options?: Options): unknown {
  if (options !== undefined) args.push(options);
  const relevant = [...args.slice(0, func.length), options?.out, options?.where];
  const candidates = shared.on && overridesIn(relevant, lookUp);
  if (!candidates) return func.implementation(...args);
  const isAsked = candidates.some(({ prototype, method }) => method !== methodOf(prototype));
  const asked = isAsked
    ? candidates.map((one) => (isDefault(one) ? { ...one, method: pass } : one))
    : candidates;
  return relay(func, asked, ...args);
}

const pass = (): unknown => NotImplemented;

/** Looks up how a type answers a method of a universal function. */
function finder(ufunc: () => Overridable, method: UfuncMethod): typeof methodOf {
  return (prototype) => {
    const own = (prototype as Partial<ArrayUfunc> | null)?.[arrayUfunc];
    if (own === undefined || own === defaultArrayUfunc) return methodOf(prototype);
    if (own) {
      return function (this: unknown, _func, _types, args, options) {
        return own.call(this as never, ufunc(), method, args, options);
      } as ArrayFunctionMethod;
    }
    const name = prototype?.constructor?.name;
    throw new TypeError(`${ufunc().id}: operand '${name}' does not support ufuncs (arrayUfunc is null)`);
  };
}
