import { expect, it, vi } from "vitest";
import {
  type AnyFunction,
  adopt,
  arrayFunction,
  defaultArrayFunction,
  find,
  NotImplemented,
  type Options,
  overridable,
} from "../../src/dispatch/index.ts";
import { Default, duck, Echo, original, passing, type Received } from "./ducks.ts";

const one = original("test.one", (x) => [x]);
const two = original("test.two", (x1, x2) => [x1, x2]);
const any = original("test.any");

it("passes a public function's arguments to its implementation when nothing overrides", () => {
  const implementation = vi.fn((..._args: unknown[]) => "original");
  const func = overridable("test.passed", (x) => [x], implementation);
  const options = { axis: 1 };
  expect(func(1, options, 3)).toBe("original");
  expect(implementation.mock.lastCall).toEqual([1, options, 3]);
  expect(implementation.mock.lastCall?.[1]).toBe(options);
});

it.each([
  ["number", 1],
  ["bigint", 1n],
  ["string", "abc"],
  ["undefined", undefined],
  ["null", null],
  ["symbol", NotImplemented],
  ["function", () => 0],
  ["list", [1, [2, 3]]],
  ["typed array", new Float64Array(2)],
  ["object without a prototype", Object.create(null)],
  ["default array", new Default()],
  ["list of default arrays", [new Default(), new Default()]],
])("calls the implementation on a %s", (_, value) => {
  expect(one(value)).toBe("original");
  expect(two(value, new Default())).toBe("original");
});

it("hands an override the function, the types, the arguments and the options", () => {
  const echo = new Echo();
  const received = one(echo) as Received;
  expect(received).toEqual({ self: echo, func: one, types: [Echo], args: [echo], options: {} });
  expect(received.self).toBe(echo);
  expect(received.args[0]).toBe(echo);
});

it("calls a method once, on the first argument of its type", () => {
  const [first, second] = [new Echo(), new Echo()];
  const received = two(first, second) as Received;
  expect(received.self).toBe(first);
  expect(received.types).toEqual([Echo]);
  expect(received.args).toEqual([first, second]);
});

it("looks the method up on the type, not on the instance", () => {
  const value = Object.assign(new (class {})(), { [arrayFunction]: () => "instance" });
  expect(one(value)).toBe("original");
  const echo = Object.assign(new Echo(), { [arrayFunction]: () => "instance" });
  expect(one(echo)).toMatchObject({ self: echo });
});

it("finds the method of objects whose prototype is no class's", () => {
  const prototype = { [arrayFunction]: (_: unknown, types: unknown) => types };
  expect(one(Object.create(prototype))).toEqual([Object]);
  Object.setPrototypeOf(prototype, null);
  expect(one(Object.create(prototype))).toEqual([Object]);
});

const log: string[] = [];
class A extends passing(log) {}
class B extends A {}
class C extends A {}
class D extends passing(log) {}

it.each([
  ["A", "A"],
  ["AAA", "A"],
  ["ADA", "AD"],
  ["AB", "BA"],
  ["BA", "BA"],
  ["ABC", "BCA"],
  ["ACB", "CBA"],
  ["DAB", "DBA"],
  ["ADB", "BAD"],
])("asks the arguments %s in the order %s", (args, order) => {
  const classes: Record<string, new () => object> = { A, B, C, D };
  log.length = 0;
  expect(() => any(1, ...[...args].map((name) => new classes[name]()))).toThrow(TypeError);
  expect(log.join("")).toBe(order);
});

it("asks subclasses of the default array before it, and it before what follows", () => {
  const log: string[] = [];
  class Plain extends Default {}
  class Override extends Default {
    override [arrayFunction](...call: Parameters<typeof defaultArrayFunction>): unknown {
      log.push(`Override of ${call[1].map(({ name }) => name)}`);
      return NotImplemented;
    }
  }
  class Other extends passing(log) {}
  expect(any(new Default(), new Override())).toBe("original");
  expect(any(new Default(), new Plain())).toBe("original");
  expect(any(new Override(), new Plain())).toBe("original");
  expect(() => any(new Default(), new Other(), new Override())).toThrow(TypeError);
  expect(log).toEqual([
    "Override of Override,Default",
    "Override of Override,Plain",
    "Override of Override,Default,Other",
    "Other",
  ]);
});

it("lists the default array among the types where another argument overrides", () => {
  expect(two(new Default(), new Echo())).toMatchObject({ types: [Default, Echo] });
  expect(two(new Echo(), new Default())).toMatchObject({ types: [Echo, Default] });
  expect(two(new Echo(), 1)).toMatchObject({ types: [Echo] });
});

it("takes 80 distinct types", () => {
  const log: string[] = [];
  const values = Array.from({ length: 80 }, () => new (passing(log))());
  expect(() => any(...values)).toThrow(TypeError);
  expect(log).toHaveLength(80);
});

it("returns the first answer that is not NotImplemented, undefined too", () => {
  class Silent {
    [arrayFunction](): unknown {
      return undefined;
    }
  }
  log.length = 0;
  expect(any(new A(), new Silent(), new D())).toBeUndefined();
  expect(log).toEqual(["A"]);
});

it("names the function id and all types when everyone passes", () => {
  const func = original("linalg.test");
  expect(() => func(new A(), new Default(), new D())).toThrow(
    new TypeError(
      "no implementation found for 'linalg.test' on types that implement arrayFunction: [A, Default, D]",
    ),
  );
});

it("answers with the implementation from the default array's method, if all types are its subclasses", () => {
  const array = new Default();
  class Plain extends Default {}
  expect(array[arrayFunction](two, [Default], [array, 1], {})).toBe("original");
  expect(array[arrayFunction](two, [Default, Echo], [array, new Echo()], {})).toBe(NotImplemented);
  expect(array[arrayFunction](two, [Default, Plain], [array, new Plain()], {})).toBe("original");
  expect(() => two(array, new A())).toThrow("no implementation found");
});

it("takes functions without overrides in the default array's method", () => {
  const double = ((x: number, { by = 2 } = {}) => x * by) as AnyFunction as typeof one;
  expect(defaultArrayFunction(double, [Default], [4], {})).toBe(8);
  expect(defaultArrayFunction(double, [Default], [4], { by: 3 })).toBe(12);
});

it("refuses arguments that are no list in the default array's method", () => {
  expect(() => defaultArrayFunction(one, [Default], 1 as never, {})).toThrow(TypeError);
});

it("lets a subclass of the default array answer by super and change the answer", () => {
  class Tagged extends Default {
    override [arrayFunction](...call: Parameters<typeof defaultArrayFunction>): unknown {
      return [this.value, super[arrayFunction](...call)];
    }
  }
  expect(one(new Tagged(7))).toEqual([7, "original"]);
  expect(two(new Default(), new Tagged(7))).toEqual([7, "original"]);
});

it("lets an override call the implementation on what it wraps", () => {
  class Wrapper {
    readonly inner = new Default(3);
    [arrayFunction](func: typeof value, _: unknown, args: [Wrapper]): unknown {
      return func.implementation(args[0].inner) * 2;
    }
  }
  const value = overridable(
    "test.value",
    (x) => [x],
    (x: { value?: number }) => x.value ?? 0,
  );
  expect(value(new Default(4))).toBe(4);
  expect(value(new Wrapper() as { value?: number })).toBe(6);
});

it("answers by handlers that a class keeps itself", () => {
  const { Duck, implement } = duck();
  implement(one, () => "duck");
  expect(one(1)).toBe("original");
  expect(one(new Duck())).toBe("duck");
  expect(() => two(new Duck(), 1)).toThrow("no implementation found for 'test.two'");
  implement(two, () => "duck");
  expect(two(1, new Duck())).toBe("duck");
  expect(two(new Duck(), new Echo())).toMatchObject({ types: [Duck, Echo] });
});

it("passes on only the options that were given", () => {
  const { Duck, implement } = duck();
  const implementation = (_x: unknown, { option = "default" } = {}) => option;
  const func = overridable("test.option", (x) => [x], implementation);
  implement(func, (_x, { option = "duck" } = {}) => option);
  expect([func(1), func(1, { option: "given" })]).toEqual(["default", "given"]);
  expect([func(new Duck()), func(new Duck(), { option: "given" })]).toEqual(["duck", "given"]);
});

it("lets errors of overrides, relevant-args functions and implementations through unchanged", () => {
  const error = new TypeError("test.thrown");
  const raise = (): unknown => {
    throw error;
  };
  class Raising {
    [arrayFunction](): unknown {
      return raise();
    }
  }
  const caught = (call: () => unknown) => {
    try {
      return call();
    } catch (thrown) {
      return thrown;
    }
  };
  expect(caught(() => one(new Raising()))).toBe(error);
  expect(caught(original("test.relevantRaises", raise))).toBe(error);
  expect(caught(overridable("test.implementationRaises", () => [], raise))).toBe(error);
  expect(error.message).toBe("test.thrown");
});

it("asks no one after an error", () => {
  class Raising {
    [arrayFunction](): unknown {
      throw new RangeError("stop");
    }
  }
  log.length = 0;
  expect(() => two(new Raising(), new A())).toThrow(RangeError);
  expect(log).toEqual([]);
});

it("leaves wrong arguments to the implementation", () => {
  const func = overridable(
    "test.strict",
    (x, o) => [x, o?.out],
    (x?: unknown, _options: { out?: unknown } = {}) => {
      if (x === undefined) throw new TypeError("test.strict: an array is missing");
    },
  );
  expect(() => func()).toThrow("test.strict: an array is missing");
});

const keyed = overridable(
  "test.keyed",
  (x1, x2, o) => [x1, x2, o?.out, o?.where],
  (_x1: unknown, _x2: unknown, _options: { axis?: number; out?: unknown; where?: unknown } = {}): unknown =>
    "original",
);

it("takes a trailing object literal for the options, unless it stands for a required parameter", () => {
  const echo = new Echo();
  expect(keyed(echo, 2, { axis: 1 })).toMatchObject({ args: [echo, 2], options: { axis: 1 } });
  const complex = { re: 1, im: 2 };
  expect(keyed(echo, complex)).toMatchObject({ args: [echo, complex], options: {} });
  expect(keyed(echo, complex, {})).toMatchObject({ args: [echo, complex], options: {} });
  const bare = Object.assign(Object.create(null), { axis: 0 });
  expect(keyed(echo, 2, bare)).toMatchObject({ args: [echo, 2], options: { axis: 0 } });
});

it("takes no instance of a class for the options", () => {
  const echo = new Echo();
  for (const last of [new Default(), new Echo(), [1], new Map(), new Date()]) {
    expect(any(echo, last)).toMatchObject({ args: [echo, last], options: {} });
  }
});

it("keeps the caller's options from being changed by an override", () => {
  class Changing {
    [arrayFunction](_func: unknown, _types: unknown, _args: unknown, options: Options): unknown {
      options.axis = 9;
      return options;
    }
  }
  const options = { axis: 1 };
  expect(keyed(new Changing(), 1, options)).toEqual({ axis: 9 });
  expect(options).toEqual({ axis: 1 });
});

it.each(["out", "where"])("lets the option %s take part", (name) => {
  const echo = new Echo();
  const array = new Default();
  expect(keyed(array, array, { [name]: echo })).toMatchObject({
    self: echo,
    types: [Default, Echo],
    args: [array, array],
    options: { [name]: echo },
  });
});

it("lets a tuple of outs take part", () => {
  const echo = new Echo();
  expect(keyed(new Default(), 1, { out: [null, echo] })).toMatchObject({ self: echo });
});

it("does not look at options that are not relevant", () => {
  expect(keyed(new Default(), 1, { axis: new Echo() as never })).toBe("original");
});

it.each([
  ["Itself", (arrays: unknown) => arrays],
  ["Inside", (arrays: unknown) => [arrays]],
  ["Generated", (arrays: unknown) => (arrays as unknown[]).values()],
])("lets arrays in a list take part (the list %s is relevant)", (name, relevantArgs) => {
  const func = original(`test.list${name}`, relevantArgs);
  const echo = new Echo();
  const list = [new Default(), 1, echo, new Echo()];
  expect(func(list)).toMatchObject({ self: echo, types: [Default, Echo], args: [list] });
  expect(func([new Default(), 1])).toBe("original");
  expect(func([])).toBe("original");
});

it("looks into lists one level deep", () => {
  expect(any([new Echo()])).toMatchObject({ types: [Echo] });
  expect(any([[new Echo()]])).toBe("original");
});

it("orders arrays in a list with the others", () => {
  expect(() => any([new A(), new Default()], new B())).toThrow("[B, A, Default]");
});

it("takes an array that can be iterated for one argument", () => {
  const rows = vi.fn(() => [][Symbol.iterator]());
  class Rows extends Echo {
    [Symbol.iterator] = rows;
  }
  class List extends Array {
    [arrayFunction](): unknown {
      return "list";
    }
  }
  const itself = original("test.itself", (x) => x);
  expect(itself(new Rows())).toMatchObject({ types: [Rows] });
  expect(rows).not.toHaveBeenCalled();
  expect(one(new List())).toBe("list");
});

it("leaves it to the implementation when the relevant arguments are no list", () => {
  expect(original("test.unlisted", (x) => x)(5)).toBe("original");
  expect(original("test.nothing", () => undefined)(new Echo())).toBe("original");
});

it("has the name, the length and the id of its implementation", () => {
  const implementation = (_x: unknown, _axis = 0, _options = {}) => 0;
  const func = overridable("linalg.named", (x) => [x], implementation);
  expect([func.name, func.length, func.id]).toEqual(["named", 1, "linalg.named"]);
  expect(func.implementation).toBe(implementation);
  expect(() => Object.assign(func, { id: "other" })).toThrow(TypeError);
  expect(find("linalg.named")).toBe(func);
});

it("refuses an id that is taken", () => {
  expect(() => overridable("test.one", (x) => [x], one.implementation)).toThrow("'test.one'");
});

it("takes no argument from `this`", () => {
  class Holder extends Echo {
    any = any;
  }
  expect(new Holder().any(1)).toBe("original");
});

it("calls the function again with what an override makes of the arguments", () => {
  class Forwarding {
    readonly value: object;
    constructor(value: object) {
      this.value = value;
    }
    [arrayFunction](func: typeof one, _types: unknown, args: readonly unknown[], options: Options): unknown {
      return func(...args.map((x) => (x instanceof Forwarding ? x.value : x)), options);
    }
  }
  const { Duck, implement } = duck();
  implement(two, (...args) => args.length);
  expect(two(new Forwarding(new Duck()), 1)).toBe(3);
});

it("finds an adopted class among the relevant arguments as any other", () => {
  class Foreign {}
  adopt(Foreign)(two, () => "foreign");
  expect(two(new Default(), 1)).toBe("original");
  expect(two(1, new Foreign())).toBe("foreign");
});
