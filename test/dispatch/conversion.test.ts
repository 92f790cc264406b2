import { expect, it, vi } from "vitest";
import { adopt, creation, overridable } from "../../src/dispatch/index.ts";
import { Default, duck, Echo, original } from "./ducks.ts";

class Foreign {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

const implement = adopt(Foreign, {
  convert: {
    to: (x) => new Default(x.value),
    from: (result: Default) => new Foreign(result.value),
  },
});

/** A public function of arrays and an option that may hold some; `answer` makes a result of what it is given. */
function converting(id: string, answer: (...args: never[]) => unknown) {
  const spy = vi.fn((..._args: unknown[]): unknown => answer(...(_args as never[])));
  const func = overridable(id, (...args) => args.flatMap((x) => [x, (x as { out?: unknown })?.out]), spy);
  return { func, spy };
}

it("runs functions without a handler on converted arguments and converts the result", () => {
  const { func, spy } = converting("test.negative", (x: Default) => new Default(-x.value));
  expect(func(new Foreign(3))).toEqual(new Foreign(-3));
  expect(func(new Foreign(3))).toBeInstanceOf(Foreign);
  expect(spy.mock.lastCall).toEqual([new Default(3)]);
});

it("prefers a handler", () => {
  const { func, spy } = converting("test.handled", () => 0);
  implement(func, () => "handler");
  expect(func(new Foreign(1))).toBe("handler");
  expect(spy).not.toHaveBeenCalled();
});

it("converts arrays in lists and options, and nothing else", () => {
  const { func, spy } = converting("test.deep", () => 0);
  const kept = new Map([["x", new Foreign(0)]]);
  const data = new Float64Array(2);
  const list = [1, Number.NaN, [2]];
  func([new Foreign(1), [new Foreign(2)]], list, data, kept, { where: new Foreign(3), axis: [0, 1], kept });
  expect(spy.mock.lastCall).toEqual([
    [new Default(1), [new Default(2)]],
    list,
    data,
    kept,
    { where: new Default(3), axis: [0, 1], kept },
  ]);
  expect(spy.mock.lastCall?.slice(1, 4)).toEqual([list, data, kept]);
  expect(spy.mock.lastCall?.[1]).toBe(list);
  expect(spy.mock.lastCall?.[2]).toBe(data);
  expect(spy.mock.lastCall?.[3]).toBe(kept);
});

it("gives no options where there were none", () => {
  const { func, spy } = converting("test.bare", () => 0);
  func(new Foreign(1), 2);
  expect(spy.mock.lastCall).toEqual([new Default(1), 2]);
});

it("converts results in lists, object literals and named tuples", () => {
  class Pair {
    readonly Q = new Default(1);
    readonly R = new Default(2);
    *[Symbol.iterator]() {
      yield* [this.Q, this.R];
    }
  }
  const list = converting("test.list", () => [new Default(1), "x", [new Default(2)]]).func;
  expect(list(new Foreign(0))).toEqual([new Foreign(1), "x", [new Foreign(2)]]);
  const literal = converting("test.literal", () => ({ a: new Default(1), b: 2 })).func;
  expect(literal(new Foreign(0))).toEqual({ a: new Foreign(1), b: 2 });
  const tuple = converting("test.tuple", () => Object.freeze(new Pair())).func;
  const pair = tuple(new Foreign(0)) as Pair;
  expect(pair).toBeInstanceOf(Pair);
  expect([pair.Q, pair.R]).toEqual([new Foreign(1), new Foreign(2)]);
  expect([...pair]).toEqual([pair.Q, pair.R]);
});

it.each([1, "text", null, undefined, new Date(0), new Set([1]), [1, 2], { a: 1 }])(
  "returns results without arrays as they are: %s",
  (result) => {
    const { func } = converting(`test.${typeof result}${String(result)}`, () => result);
    expect(func(new Foreign(0))).toBe(result);
  },
);

it("leaves getters of a result alone", () => {
  const { func } = converting("test.getter", () => ({
    array: new Default(1),
    get size() {
      return 5;
    },
  }));
  expect(func(new Foreign(0))).toEqual({ array: new Foreign(1), size: 5 });
});

it("leaves arrays of other classes whole, though they hold default arrays", () => {
  class Chunked extends Echo {
    readonly chunk = new Default(1);
    *[Symbol.iterator]() {
      yield this.chunk;
    }
  }
  const chunked = new Chunked();
  const { func } = converting("test.chunked", () => chunked);
  expect(func(new Foreign(0))).toBe(chunked);
  expect(chunked.chunk).toBeInstanceOf(Default);
});

it("converts instances of subclasses", () => {
  class Derived extends Foreign {}
  class Plain extends Default {}
  const { func, spy } = converting("test.derived", () => new Plain(1));
  expect(func(new Derived(2))).toEqual(new Foreign(1));
  expect(spy.mock.lastCall).toEqual([new Default(2)]);
});

it("calls the public function, so that subclasses of the default array may override it", () => {
  class Sub extends Default {}
  class Wrapped {}
  const func = original("test.public");
  adopt(Sub)(func, () => "sub");
  adopt(Wrapped, { convert: { to: () => new Sub(), from: () => new Wrapped() } });
  expect(func(new Wrapped())).toBe("sub");
});

it("takes default arrays beside its own, also where its handler does not", () => {
  const { func, spy } = converting("test.mixed", (a: Default, b: Default) => new Default(a.value + b.value));
  implement(func, () => "handler");
  expect(func(new Foreign(1), new Default(2))).toEqual(new Foreign(3));
  expect(spy.mock.lastCall).toEqual([new Default(1), new Default(2)]);
});

it("leaves calls with other classes to those", () => {
  const { Duck, implement } = duck();
  const { func } = converting("test.others", () => 0);
  expect(func(new Foreign(1), new Echo())).toMatchObject({ types: [Foreign, Echo] });
  implement(func, () => 0);
  expect(() => func(new Foreign(1), new Duck())).toThrow("[Foreign, Duck]");
});

it("does not convert `out`, which would not be written", () => {
  const { func, spy } = converting("test.out", () => new Default(1));
  expect(() => func(new Foreign(1), { out: new Foreign(0) })).toThrow("no implementation found");
  expect(() => func(new Default(1), { out: [new Foreign(0)] })).toThrow("no implementation found");
  expect(func(new Foreign(1), { out: new Default(0) })).toEqual(new Foreign(1));
  expect(spy).toHaveBeenCalledTimes(1);
});

it("converts what a creation function makes for `like`", () => {
  const full = creation(
    "test.full",
    (value: number, _options: { like?: unknown } = {}) => new Default(value),
  );
  expect(full(3, { like: new Foreign(0) })).toEqual(new Foreign(3));
  expect(full(3)).toEqual(new Default(3));
});

it("calls the implementation where it finds no array to convert, rather than itself for ever", () => {
  const func = original("test.hidden", (x) => (x as { array: unknown }).array);
  class Box {
    readonly array = new Foreign(1);
  }
  expect(func(new Box())).toBe("original");
});

it("lets errors of the conversions and of the implementation through unchanged", () => {
  const error = new RangeError("stop");
  const { func } = converting("test.error", () => {
    throw error;
  });
  expect(() => func(new Foreign(1))).toThrow(error);
});
