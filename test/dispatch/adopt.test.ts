import { expect, it, vi } from "vitest";
import {
  type AnyFunction,
  adopt,
  arrayFunction,
  NotImplemented,
  overridable,
} from "../../src/dispatch/index.ts";
import { Default, Echo, original, passing } from "./ducks.ts";

const sum = overridable(
  "test.sum",
  (x) => [x],
  (_x: unknown, _options: { axis?: number } = {}): unknown => "original",
);
const add = original("test.add");

/** A new class, adopted. */
function adopted(options?: Parameters<typeof adopt>[1]) {
  class Foreign {}
  return { Foreign, implement: adopt(Foreign, options) };
}

it("calls a handler like the public function", () => {
  const { Foreign, implement } = adopted();
  const handler = vi.fn<AnyFunction>(() => "foreign");
  implement(sum, handler);
  const x = new Foreign();
  expect(sum(x)).toBe("foreign");
  expect(sum(x, { axis: 1 })).toBe("foreign");
  expect(sum(x, {})).toBe("foreign");
  expect(handler.mock.calls).toEqual([[x], [x, { axis: 1 }], [x]]);
  expect(sum(1)).toBe("original");
});

it("leaves the class's prototype as it is", () => {
  const { Foreign } = adopted();
  expect(Reflect.ownKeys(Foreign.prototype)).toEqual(["constructor"]);
});

it("takes a function by its id, before it exists", () => {
  const { Foreign, implement } = adopted();
  implement("test.later", () => "foreign");
  expect(original("test.later")(new Foreign())).toBe("foreign");
});

it("does not implement functions without a handler", () => {
  const { Foreign } = adopted();
  expect(() => sum(new Foreign())).toThrow(
    new TypeError("no implementation found for 'test.sum' on types that implement arrayFunction: [Foreign]"),
  );
});

it("lets a handler pass", () => {
  const { Foreign, implement } = adopted({ accepts: [Echo] });
  implement(add, () => NotImplemented);
  expect(() => add(new Foreign())).toThrow("no implementation found");
  expect(add(new Foreign(), new Echo())).toMatchObject({ types: [Foreign, Echo] });
});

it("lets errors of a handler through unchanged", () => {
  const { Foreign, implement } = adopted();
  const error = new RangeError("stop");
  implement(sum, () => {
    throw error;
  });
  expect(() => sum(new Foreign())).toThrow(error);
});

it("finds subclasses of an adopted class, and asks them first if they are adopted too", () => {
  const { Foreign, implement } = adopted();
  class Derived extends Foreign {}
  class Further extends Derived {}
  implement(add, () => "foreign");
  expect(add(new Derived())).toBe("foreign");
  expect(add(new Foreign(), new Derived())).toBe("foreign");
  adopt(Derived)(add, () => "derived");
  expect(add(new Foreign(), new Derived())).toBe("derived");
  expect(add(new Further())).toBe("derived");
  expect(add(new Foreign(), new Foreign())).toBe("foreign");
});

it("takes the nearest on the prototype chain of adopted class and own method", () => {
  class Base extends Echo {}
  class Foreign extends Base {}
  class Own extends Foreign {
    override [arrayFunction](): never {
      return "own" as never;
    }
  }
  adopt(Foreign)(add, () => "adopted");
  expect(add(new Base())).toMatchObject({ types: [Base] });
  expect(add(new Foreign())).toBe("adopted");
  expect(add(new Own())).toBe("own");
});

it("adopts classes whose prototype has lost its constructor, and those with a private one", () => {
  function Old() {}
  Old.prototype = { values: [] };
  adopt(Old)(add, () => "old");
  expect(add(Object.create(Old.prototype))).toBe("old");
  expect(() => sum(Object.create(Old.prototype))).toThrow("[Old]");
  class Closed {
    static readonly instance = new Closed();
    private constructor() {}
  }
  adopt(Closed)(add, () => "closed");
  expect(add(Closed.instance)).toBe("closed");
});

it("adopts typed arrays and lists", () => {
  adopt(Float32Array)(add, (x) => x.length);
  expect(add(new Float32Array(4))).toBe(4);
  class Row extends Array {}
  adopt(Row)(add, (x) => x.length);
  expect(add(Row.of(1, 2))).toBe(2);
  expect(add([1, 2])).toBe("original");
});

it("leaves calls with classes that the handlers do not take to those", () => {
  const { Foreign, implement } = adopted();
  implement(add, () => "foreign");
  expect(add(new Foreign(), new Echo())).toMatchObject({ types: [Foreign, Echo] });
  expect(() => add(new Foreign(), new Default())).toThrow("[Foreign, Default]");
  class Stranger extends passing() {}
  expect(() => add(new Foreign(), new Stranger())).toThrow("[Foreign, Stranger]");
});

it("takes the classes that it accepts, and their subclasses", () => {
  const { Foreign, implement } = adopted({ accepts: [Default] });
  implement(add, () => "foreign");
  class Plain extends Default {}
  expect(add(new Foreign(), new Default())).toBe("foreign");
  expect(add(new Plain(), new Foreign())).toBe("foreign");
  expect(add(new Foreign(), new Echo())).toMatchObject({ types: [Foreign, Echo] });
});

it("refuses to adopt a class twice without `override`", () => {
  const { Foreign, implement } = adopted();
  implement(add, () => "first");
  implement(sum, () => "first");
  expect(() => adopt(Foreign)).toThrow("adopt: Foreign implements arrayFunction already");
  expect(add(new Foreign())).toBe("first");
  adopt(Foreign, { override: true })(add, () => "second");
  expect(add(new Foreign())).toBe("second");
  expect(() => sum(new Foreign())).toThrow("no implementation found");
});

it("refuses to adopt a class with a method of its own without `override`", () => {
  class Own extends Echo {
    override [arrayFunction](): never {
      return "own" as never;
    }
  }
  expect(() => adopt(Own)).toThrow("adopt: Own implements arrayFunction already");
  adopt(Own, { override: true })(add, () => "adopted");
  expect(add(new Own())).toBe("adopted");
});

it("refuses to adopt the default array", () => {
  expect(() => adopt(Default, { override: true })).toThrow("adopt: Default implements arrayFunction already");
});

it.each([[undefined], [null], [() => 0], [{}]])("refuses to adopt %s, which is no class", (type) => {
  expect(() => adopt(type as never)).toThrow(TypeError);
});

it("refuses to implement a function twice without `override`", () => {
  const { Foreign, implement } = adopted();
  implement(add, () => "first");
  expect(() => implement(add, () => "second")).toThrow("implement: Foreign implements 'test.add' already");
  expect(() => implement("test.add", () => "second")).toThrow("'test.add'");
  expect(add(new Foreign())).toBe("first");
  implement(add, () => "third", { override: true });
  expect(add(new Foreign())).toBe("third");
});

it("refuses what is no public function, and handlers that are no function", () => {
  const { implement } = adopted();
  expect(() => implement((() => 0) as never, () => 0)).toThrow(TypeError);
  expect(() => implement(undefined as never, () => 0)).toThrow(TypeError);
  expect(() => implement(add, undefined as never)).toThrow("test.add, undefined");
  expect(() => implement(add, null as never)).toThrow("test.add, null");
});
