import { describe, expect, test } from "vitest";
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
