import {
  type AnyFunction,
  arrayFunction,
  defaultArrayFunction,
  NotImplemented,
  type Options,
  type Overridable,
  overridable,
  registerDefault,
  type Type,
} from "../../src/dispatch/index.ts";

/** The smallest array that implementations could be written for. */
export class Default {
  readonly value: number;

  constructor(value = 0) {
    this.value = value;
  }

  [arrayFunction](...call: Parameters<typeof defaultArrayFunction>): unknown {
    return defaultArrayFunction(...call);
  }
}

registerDefault(Default);

/** A call of the protocol's method, as it was received. */
export interface Received {
  self: unknown;
  func: Overridable;
  types: readonly Type[];
  args: readonly unknown[];
  options: Options;
}

/** A class that answers every call with what it received. */
export class Echo {
  [arrayFunction](
    func: Overridable,
    types: readonly Type[],
    args: readonly unknown[],
    options: Options,
  ): Received {
    return { self: this, func, types, args, options };
  }
}

/** A new class whose instances write the name of their class to `log` when they are asked, and pass. */
export function passing(log: string[] = []) {
  return class {
    [arrayFunction](): unknown {
      log.push(this.constructor.name);
      return NotImplemented;
    }
  };
}

/** A public function whose implementation answers "original", of any arguments, all of them relevant by default. */
export function original(id: string, relevantArgs: (...args: unknown[]) => unknown = (...args) => args) {
  return overridable(id, relevantArgs, (..._args: unknown[]): unknown => "original");
}

/** A new class that answers as NEP 18 recommends, and the function that registers its answers. */
export function duck() {
  const handled = new Map<Overridable, AnyFunction>();

  class Duck {
    [arrayFunction](
      func: Overridable,
      types: readonly Type[],
      args: readonly unknown[],
      options: Options,
    ): unknown {
      const handler = handled.get(func);
      const known = types.every((type) => type === Duck || type.prototype instanceof Duck);
      return handler && known ? handler(...args, options) : NotImplemented;
    }
  }

  return { Duck, implement: (func: Overridable, handler: AnyFunction) => handled.set(func, handler) };
}
