import { type Conversion, callConverted } from "./conversion.ts";
import {
  type AnyFunction,
  type ArrayFunctionMethod,
  arrayFunction,
  call,
  inherits,
  isPlain,
  NotImplemented,
  type Overridable,
  type Type,
} from "./protocol.ts";
import { defaultPrototype, inheritsDefault, shared } from "./registry.ts";

export interface AdoptOptions<T> {
  /** Classes that the handlers take beside `T` and its subclasses. Calls with any other are left to the other. */
  accepts?: readonly Type[];
  /** Runs what has no handler for its arguments on converted ones. Without this it is not implemented. */
  convert?: Conversion<T>;
  /** Replaces an adoption, or a method of the class's own. */
  override?: boolean;
}

export interface ImplementOptions {
  /** Replaces the handler that there is. */
  override?: boolean;
}

type Primitive = string | number | bigint | boolean | symbol | null | undefined;

/** Parameters that may hold an array take any; options objects keep their keys. */
type Loose<P> = unknown extends P
  ? AnyValue
  : P extends Primitive | readonly Primitive[]
    ? P
    : Record<never, never> extends P
      ? { [K in keyof P]: Loose<P[K]> }
      : AnyValue;
type AnyValue = ReturnType<AnyFunction>;
type LooseList<A> = { [K in keyof A]: Loose<A[K]> };

/** What answers for `F`: called like it, may return NotImplemented. A method, to be compared bivariantly. */
export type Handler<F extends AnyFunction> = {
  handler(...args: LooseList<Parameters<F>>): unknown;
}["handler"];

type StaticMethodDecorator = <M extends AnyFunction>(
  method: M,
  context: ClassMethodDecoratorContext & { readonly static: true },
) => M;

/** Registers handlers of an adopted class. */
export interface Implement {
  /** @throws Error if there is a handler for the function, TypeError if it is none or the handler is none */
  <F extends AnyFunction>(func: Overridable<F>, handler: Handler<F>, options?: ImplementOptions): void;
  (id: string, handler: AnyFunction, options?: ImplementOptions): void;
  /** A decorator of a static method, which it returns unchanged. */
  (func: Overridable | string, options?: ImplementOptions): StaticMethodDecorator;
}

/**
 * Makes a class answer public functions from outside, without touching its prototype. Subclasses answer too, unless
 * they are adopted or implement the protocol themselves.
 * @returns a function that registers a handler for a public function, given by itself or by its id
 * @throws Error if the class is adopted or implements the protocol already, TypeError if it is no class
 * @example
 * const total = overridable("docs.total", (x) => [x], (_x: unknown) => 0);
 * class Bag { items = [1, 2]; }
 * const implement = adopt(Bag);
 * implement(total, (bag) => bag.items.length);
 * total(new Bag()) // 2
 */
export function adopt<T extends object>(
  type: Type<T>,
  { accepts = [], convert, override }: AdoptOptions<T> = {},
): Implement {
  const prototype = type?.prototype;
  if (!prototype) throw new TypeError(`adopt: ${type} is not a class`);
  const taken = shared.adopted.has(prototype) || Object.hasOwn(prototype, arrayFunction);
  if (prototype === defaultPrototype || (taken && !override)) {
    throw new Error(`adopt: ${type.name} implements arrayFunction already`);
  }
  const handlers = new Map<unknown, AnyFunction>();
  // A class knows its superclasses: the rule that it is asked before them would be idle otherwise.
  const isKnown = (asked: Type) =>
    asked === type ||
    ([type, ...accepts] as Type<object>[]).some(
      (each) =>
        inherits(asked.prototype, each.prototype) || inherits(each.prototype, asked.prototype as object),
    );
  const isOurs = (value: unknown) => inherits(value, prototype);

  const method: ArrayFunctionMethod = (func, types, args, options) => {
    const handler = handlers.get(func.id);
    if (handler && types.every(isKnown)) {
      return call(handler, args, options);
    }
    return convert && types.every(({ prototype }) => isOurs(prototype) || inheritsDefault(prototype))
      ? callConverted(convert, isOurs, func, args, options)
      : NotImplemented;
  };
  shared.adopted.set(prototype, { type, method });

  function register(func: unknown, handler: unknown, options: unknown): void {
    const id = (func as Overridable)?.id ?? func;
    if (typeof id !== "string" || typeof handler !== "function") {
      throw new TypeError(`implement: not a function and its handler: ${id}, ${handler}`);
    }
    if (handlers.has(id) && !(options as ImplementOptions)?.override) {
      throw new Error(`implement: ${type.name} implements '${id}' already`);
    }
    handlers.set(id, handler as AnyFunction);
  }

  return ((func: unknown, ...rest: unknown[]) => {
    const [first, options] = rest;
    // An undefined handler is a mistake (a misspelt import), not a wish for the decorator.
    if (rest.length > 0 && !isPlain(first)) return register(func, first, options);
    return (handler: AnyFunction, context: ClassMethodDecoratorContext) => {
      context.addInitializer(function () {
        register(func, handler.bind(this), first);
      });
      return handler;
    };
  }) as Implement;
}
