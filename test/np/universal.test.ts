import { describe, expect, expectTypeOf, test } from "vitest";
import { adopt, arrayFunction, NotImplemented, type Overridable } from "../../src/dispatch/index.ts";
import * as np from "../../src/index.ts";

type Call = Parameters<NonNullable<np.ArrayUfunc[typeof np.arrayUfunc]>>;

/** A class that answers with its name, and what it was asked. */
class Echo {
  [np.arrayUfunc](...[ufunc, method, inputs, options]: Call): unknown {
    return [this.constructor.name, ufunc.id, method, inputs, options];
  }
}
class Child extends Echo {}
class Other {
  [np.arrayUfunc](): string[] {
    return ["Other"];
  }
}

class Shy {
  [np.arrayUfunc](): unknown {
    return NotImplemented;
  }
}

class Opposed {}
Object.assign(Opposed.prototype, { [np.arrayUfunc]: null });

const call = np.add as unknown as (...args: unknown[]) => unknown;
const asked = (...args: unknown[]) => (call(...args) as [string])[0];

describe("arrayUfunc", () => {
  test("the symbol is registered", () => {
    expect(np.arrayUfunc).toBe(Symbol.for("ndwasm.arrayUfunc"));
  });

  test("gets the function, the method, the operands and the options", () => {
    const [echo, x] = [new Echo(), np.zeros(2)];
    expect(call(x, echo, { where: true })).toEqual(["Echo", "add", "call", [x, echo], { where: true }]);
    expect(call(echo, 1)).toEqual(["Echo", "add", "call", [echo, 1], {}]);
    expect((np.sqrt as unknown as typeof call)(echo)).toEqual(["Echo", "sqrt", "call", [echo], {}]);
  });

  test("from left to right, subclasses before their superclasses, then out and where", () => {
    const x = np.zeros(2);
    expect(asked(new Echo(), new Other())).toBe("Echo");
    expect(asked(new Other(), new Echo())).toBe("Other");
    expect(asked(new Echo(), new Child())).toBe("Child");
    expect(asked(x, x, { out: new Other() })).toBe("Other");
    expect(asked(x, x, { where: new Other() })).toBe("Other");
    expect(asked(new Echo(), x, { out: new Other() })).toBe("Echo");
    expect(asked(new Shy(), new Other())).toBe("Other");
  });

  test("when all pass, the default array is not asked", () => {
    expect(() => call(new Shy(), np.zeros(2))).toThrow(TypeError);
    expect(() => call(np.zeros(2), new Shy())).toThrow("Shy");
  });

  test("null refuses", () => {
    expect(() => call(np.zeros(2), new Opposed())).toThrow("add: operand 'Opposed' does not support ufuncs");
    expect(() => call(new Echo(), new Opposed())).toThrow(TypeError);
  });

  test("goes before arrayFunction; without it that is asked, and adopted classes are", () => {
    class Both extends Echo {
      [arrayFunction](func: Overridable): string {
        return func.id;
      }
    }
    class Old {
      [arrayFunction](): string[] {
        return ["old"];
      }
    }
    class Adopted {}
    adopt(Adopted)(np.add, () => ["adopted"]);
    expect(asked(new Both(), 1)).toBe("Both");
    expect((np.sum as unknown as typeof call)(new Both())).toBe("sum");
    expect(asked(new Old(), 1)).toBe("old");
    expect(asked(new Adopted(), 1)).toBe("adopted");
  });

  test("a subclass of the array calls what it overrides with arrays that are none of its own", () => {
    class Sub extends np.WasmArray {
      override [np.arrayUfunc](...[ufunc, method, inputs, options]: Call): unknown {
        const own = super[np.arrayUfunc](ufunc, method, inputs, options);
        const views = inputs.map((x) => (x instanceof Sub ? x.at("...") : x));
        return [own, super[np.arrayUfunc](ufunc, method, views, options)];
      }
    }
    const x = np.asarray([1, 2]);
    const sub = new Sub(x.storage!, x.dtype, x.shape, x.strides, x.offset);
    const [own, sum] = call(sub, x) as [unknown, np.WasmArray];
    expect(own).toBe(NotImplemented);
    expect(sum.toArray()).toEqual([2, 4]);
  });
});

describe("methods", () => {
  test("arrayUfunc gets their names, and all their arguments", () => {
    const echo = new Echo();
    expect(np.add.reduce(echo, { axis: 1 })).toEqual(["Echo", "add", "reduce", [echo], { axis: 1 }]);
    expect(np.add.accumulate(echo)).toEqual(["Echo", "add", "accumulate", [echo], {}]);
    expect(np.less.outer([1], echo)).toEqual(["Echo", "less", "outer", [[1], echo], {}]);
    expect(np.add.reduceat(echo, [0])).toEqual(["Echo", "add", "reduceat", [echo, [0]], {}]);
    expect(np.add.at(np.zeros(2), [0], echo as never)).toEqual([
      "Echo",
      "add",
      "at",
      [expect.any(np.WasmArray), [0], echo],
      {},
    ]);
    expect(np.negative.at(echo as never, 1)).toEqual(["Echo", "negative", "at", [echo, 1], {}]);
    const x = np.zeros([2, 2]);
    expect(np.add.reduce(x, { out: echo as never })).toEqual(["Echo", "add", "reduce", [x], { out: echo }]);
    expect(() => np.add.reduce(new Opposed())).toThrow("operand 'Opposed' does not support ufuncs");
  });

  test("arrayFunction and adopted classes get the method as a function", () => {
    class Old {
      [arrayFunction](func: Overridable, _types: unknown, _args: unknown, options: object): unknown[] {
        return [func.id, options];
      }
    }
    class Adopted {}
    adopt(Adopted)(np.add.reduce, (_x, options) => ["adopted", options]);
    expect(np.maximum.reduce(new Old(), { axis: 0 })).toEqual(["maximum.reduce", { axis: 0 }]);
    expect(np.add.reduce(new Adopted(), { axis: 0 })).toEqual(["adopted", { axis: 0 }]);
    expect(() => np.add.accumulate(new Adopted())).toThrow("'add.accumulate'");
    expect(np.add.reduce.id).toBe("add.reduce");
    expect(np.add.reduce).toBe(np.add.reduce);
  });

  test("subclasses call the array's own method", () => {
    class Sub extends np.WasmArray {
      override [np.arrayUfunc](...[ufunc, method, inputs, options]: Call): unknown {
        const views = inputs.map((x) => (x instanceof Sub ? x.at("...") : x));
        return super[np.arrayUfunc](ufunc, method, views, options);
      }
    }
    const x = np.asarray([1, 2, 4]);
    const sub = new Sub(x.storage!, x.dtype, x.shape, x.strides, x.offset);
    expect(np.subtract.reduce(sub).toArray()).toBe(-5);
  });

  test("are typed", () => {
    expectTypeOf(np.add.reduce([1, 2], { axis: 0, initial: 3 })).toEqualTypeOf<np.WasmArray>();
    expectTypeOf(np.add.outer([1, 2], new Echo())).toEqualTypeOf<Echo>();
    // @ts-expect-error a function of one array has nothing to reduce by
    expect(np.sqrt.reduce).toBeUndefined();
    // @ts-expect-error there is no such option
    expect(() => np.add.reduce([1], { axes: 0 })).toThrow("add.reduce: unknown option 'axes'");
    // @ts-expect-error a list has no elements to change
    expect(() => np.add.at([1], 0, 1)).toThrow(TypeError);
  });

  test("write to out, and nothing if they refuse", () => {
    const x = np.asarray([
      [1, 2, 4],
      [8, 16, 32],
    ]);
    const out = np.zeros([3], { dtype: "complex64" });
    expect(np.subtract.reduce(x, { out })).toBe(out);
    expect(out.at(2).item()).toEqual({ re: -28, im: 0 });
    expect(np.subtract.accumulate(x, { axis: 1, out: x })).toBe(x);
    expect(x.toArray()).toEqual([
      [1, -1, -5],
      [8, -8, -40],
    ]);
    expect(np.add.reduceat(x, [1, 0], { axis: 1, out: x.at(":", ":2") }).toArray()).toEqual([
      [-1, -5],
      [-8, -40],
    ]);
    expect(
      np.subtract.outer([1, 2], [1, 1], { out: np.ones([2, 2]), where: [true, false] }).toArray(),
    ).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(() => np.divide.reduce([1, 2], { out: np.zeros([], { dtype: "int8" }) })).toThrow(np.DTypeError);
    expect(() => np.subtract.reduce(x, { out: np.zeros(2) })).toThrow(np.ShapeError);
    expect(() => np.subtract.reduceat(x, [0], { out: np.zeros([2, 3]) })).toThrow(np.ShapeError);
    expect(() => np.subtract.accumulate(x, { out: np.broadcast_to(np.zeros(3), [2, 3]) })).toThrow(TypeError);
    expect(() => np.add.at(np.broadcast_to(np.zeros(1), [3]), 0, 1)).toThrow(TypeError);
    expect(() => np.add.at(np.zeros(2), 0, { re: 1, im: 1 })).toThrow(np.DTypeError);
  });

  test("negative integers are exponents where they are not first", () => {
    const x = np.asarray([-2n, 3n, -1n, 2n]);
    expect(np.pow.reduceat(x, [0, 2]).toArray()).toEqual([-8n, 1n]);
    expect(np.pow.accumulate(x.at(":2")).toArray()).toEqual([-2n, -8n]);
    expect(() => np.pow.reduceat(x, [0, 3])).toThrow(RangeError);
    expect(np.pow.accumulate(np.zeros([2, 0], { dtype: "int8" }), { axis: 1 }).shape).toEqual([2, 0]);
  });

  test("values of at that lie in the array itself count as they were", () => {
    const x = np.asarray([1, 2, 3]);
    np.add.at(x, [0, 1, 2, 0], np.concat([x.at("::-1"), x.at(":1")]));
    expect(x.toArray()).toEqual([5, 4, 4]);
    np.add.at(x, "...", x.at("::-1"));
    expect(x.toArray()).toEqual([9, 8, 9]);
  });

  test("long axes: one call of a kernel goes from left to right", () => {
    const n = 100_000;
    const x = np.reshape(np.arange(n), [n, 1]);
    expect(np.bitwise_xor.reduce(np.astype(x, "int64")).toArray()).toEqual([0n]);
    expect(
      np.subtract
        .accumulate(np.broadcast_to(x, [n, 2]))
        .at(-1)
        .toArray(),
    ).toEqual([-4999950000, -4999950000]);
  });
});

describe("attributes", () => {
  test("number of operands and results, identities", () => {
    expect([np.add.nin, np.add.nout, np.sqrt.nin]).toEqual([2, 1, 1]);
    expect([np.add.identity, np.subtract.identity, np.bitwise_and.identity, np.sqrt.identity]).toEqual([
      0,
      null,
      -1n,
      null,
    ]);
    expect([np.logical_and.identity, np.logaddexp.identity]).toEqual([true, -Infinity]);
  });

  test("types that are not converted", () => {
    expect(np.logaddexp.types).toEqual(["float32,float32->float32", "float64,float64->float64"]);
    expect(np.less.types).toContain("int8,int8->bool");
    expect(np.abs.types).toContain("complex64->float32");
    expect(np.isnan.types).toHaveLength(4);
  });
});
