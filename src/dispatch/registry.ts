import {
  type AnyFunction,
  type ArrayFunction,
  type ArrayFunctionMethod,
  arrayFunction,
  call,
  inherits,
  isObject,
  NotImplemented,
  type Options,
  type Overridable,
  type Type,
} from "./protocol.ts";

interface Shared {
  /** By the prototype of an adopted class, as `constructor` may be lost. */
  readonly adopted: WeakMap<object, { readonly type: Type; readonly method: ArrayFunctionMethod }>;
  on: boolean;
}

const { Deno, process } = globalThis as unknown as {
  Deno?: { permissions: { querySync(descriptor: object): { state: string } } };
  process?: { env?: Record<string, string> };
};
const variable = "NDWASM_ARRAY_FUNCTION";
// Without the permission Deno would stop to ask for it, or throw.
const isOff =
  (!Deno || Deno.permissions.querySync({ name: "env", variable }).state === "granted") &&
  process?.env?.[variable] === "0";

/**
 * What all copies of the package in a process agree on: adopted classes and the switch. Functions and the default
 * array are each copy's own, as implementations only know the arrays of their copy.
 */
const registry = globalThis as { [key: symbol]: Shared };
const key = Symbol.for("ndwasm.dispatch");
registry[key] ??= { adopted: new WeakMap(), on: !isOff };
export const shared = registry[key];

const functions = new Map<string, Overridable>();
export let defaultPrototype: Partial<ArrayFunction> = {};

/**
 * Turns dispatch on or off for the process and returns how it was. While it is off, public functions call their
 * implementation directly, which coerces or refuses foreign arrays like any other object. It is on at first, unless
 * the environment has NDWASM_ARRAY_FUNCTION=0.
 * @example
 * const before = setDispatch(false);
 * setDispatch(before) // false
 */
export function setDispatch(on: boolean): boolean {
  const before = shared.on;
  shared.on = on;
  return before;
}

/**
 * Makes `type` the class that implementations are written for. Its instances override nothing, and those of a
 * subclass only if it has a method of its own.
 * The last call counts, so that a module can be reloaded.
 */
export function registerDefault(type: Type<ArrayFunction>): void {
  defaultPrototype = type.prototype;
}

/** Whether `value` is an instance of the default class itself: one that overrides nothing. */
export function isExact(value: unknown): boolean {
  return isObject(value) && Object.getPrototypeOf(value) === defaultPrototype;
}

/** Whether `object`, an instance or a prototype, is of the default class or a subclass. */
export function inheritsDefault(object: unknown): boolean {
  return inherits(object, defaultPrototype);
}

/**
 * The method of the default array (`ndarray.__array_function__`): passes unless all types are the default array or
 * its subclasses, then calls the implementation, so that subclasses do not override a second time.
 */
export function defaultArrayFunction(
  func: Overridable,
  types: readonly Type[],
  args: readonly unknown[],
  options: Options,
): unknown {
  const all = types.every((type) => inheritsDefault(type.prototype));
  return all ? callImplementation(func, args, options) : NotImplemented;
}

/** Calls this copy's implementation of `func`, which may be another copy's, or a function without overrides. */
export function callImplementation(func: AnyFunction, args: readonly unknown[], options: Options): unknown {
  const { id } = func as Overridable;
  const implementation = id ? find(id)?.implementation : func;
  return implementation ? call(implementation, args, options) : NotImplemented;
}

/** The method nearest on a chain of prototypes, adopted or the class's own. */
export function methodOf(prototype: object | null): ArrayFunctionMethod | undefined {
  if (!prototype) return undefined;
  const adoption = shared.adopted.get(prototype);
  if (adoption) return adoption.method;
  if (Object.hasOwn(prototype, arrayFunction)) return (prototype as ArrayFunction)[arrayFunction];
  return methodOf(Object.getPrototypeOf(prototype));
}

/** Gives `func` the name, id and length of its implementation, and lists it. */
export function define<F extends AnyFunction>(
  id: string,
  implementation: F,
  func: AnyFunction,
): Overridable<F> {
  if (functions.has(id)) throw new Error(`overridable: '${id}' exists already`);
  Object.defineProperties(func, {
    name: { value: id.split(".").at(-1) },
    length: { value: implementation.length },
    id: { value: id },
    implementation: { value: implementation },
  });
  functions.set(id, func as Overridable);
  return func as Overridable<F>;
}

/** All public functions, in the order in which they were made. */
export function overridables(): Overridable[] {
  return [...functions.values()];
}

/** The public function of this id, such as "linalg.svd". */
export function find(id: string): Overridable | undefined {
  return functions.get(id);
}
