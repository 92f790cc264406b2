/** The method by which a class answers the public functions. */
export const arrayFunction: unique symbol = Symbol.for("ndwasm.arrayFunction");

/** What an override returns to pass the call on to the next type. */
export const NotImplemented: unique symbol = Symbol.for("ndwasm.NotImplemented");

// biome-ignore lint/suspicious/noExplicitAny: the one type that every function is assignable to, and callable
export type AnyFunction = (...args: any[]) => any;

/** A class, known by its prototype: its constructor may be private, abstract or a plain function. */
export interface Type<T = unknown> {
  readonly name: string;
  readonly prototype: T;
}

/** The trailing argument of a call, by name. */
export type Options = Record<string, unknown>;

/** A public function: calls `implementation`, the one for the default array, unless an argument overrides it. */
export type Overridable<F extends AnyFunction = AnyFunction> = F & {
  /** Its path in the namespace, such as "sum" or "linalg.svd". */
  readonly id: string;
  readonly implementation: F;
};

/** A class that answers the public functions itself. */
export interface ArrayFunction {
  /**
   * Answers `func(...args, options)`, or returns NotImplemented.
   * @param types the distinct types among the relevant arguments that have this method, each once
   * @param args the positional arguments
   * @param options the trailing options object, {} if there was none
   */
  [arrayFunction](
    func: Overridable,
    types: readonly Type[],
    args: readonly unknown[],
    options: Options,
  ): unknown;
}

export type ArrayFunctionMethod = ArrayFunction[typeof arrayFunction];

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether `value` is an object literal (of any realm), the only kind of object that can be the options. */
export function isPlain(value: unknown): value is Options {
  return isObject(value) && !Object.getPrototypeOf(Object.getPrototypeOf(value) ?? Object.prototype);
}

/** Whether `value` is an object literal that has no key but this one. */
export function hasOnly(value: unknown, key: string): value is Options {
  if (!isPlain(value)) return false;
  for (const each in value) if (each !== key) return false;
  return true;
}

/** Whether `object` is `ancestor` or inherits from it. */
export function inherits(object: unknown, ancestor: object): boolean {
  return object === ancestor || Object.prototype.isPrototypeOf.call(ancestor, object as object);
}

/** Calls `target` as the public function was called: with an options object only if the caller set options. */
export function call(target: AnyFunction, args: readonly unknown[], options: Options): unknown {
  for (const _ in options) return target(...args, options);
  return target(...args);
}
