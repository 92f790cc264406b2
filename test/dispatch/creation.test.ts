import { afterEach, expect, it, vi } from "vitest";
import {
  adopt,
  arrayFunction,
  creation,
  type defaultArrayFunction,
  setDispatch,
} from "../../src/dispatch/index.ts";
import { Default, Echo, passing } from "./ducks.ts";

interface Options {
  like?: unknown;
  dtype?: string;
}

const implementation = vi.fn((_shape: unknown, _options: Options = {}): unknown => "original");
const zeros = creation("test.zeros", implementation);

afterEach(() => {
  implementation.mockClear();
  setDispatch(true);
});

it("calls the implementation as it was called when there is no `like`", () => {
  const options = { dtype: "int8" };
  expect(zeros(3)).toBe("original");
  expect(zeros(3, options)).toBe("original");
  expect(implementation.mock.calls).toEqual([[3], [3, options]]);
  expect(implementation.mock.calls[1][1]).toBe(options);
});

it("is not overridden by any other argument", () => {
  expect(zeros(new Echo())).toBe("original");
  expect(zeros([new Echo()], { dtype: new Echo() as never })).toBe("original");
});

it.each([null, undefined])("takes `like: %s` for none, and takes it away", (like) => {
  expect(zeros(3, { like })).toBe("original");
  expect(zeros(3, { like, dtype: "int8" })).toBe("original");
  expect(implementation.mock.calls).toEqual([[3], [3, { dtype: "int8" }]]);
});

it("calls the implementation without `like` when that is a default array or a subclass that inherits its method", () => {
  class Plain extends Default {}
  for (const like of [new Default(), new Plain()]) {
    expect(zeros(3, { like, dtype: "int8" })).toBe("original");
    expect(implementation.mock.lastCall).toEqual([3, { dtype: "int8" }]);
    expect(zeros(3, { like })).toBe("original");
    expect(implementation.mock.lastCall).toEqual([3]);
  }
});

it("hands the call to the method of `like`, without `like`", () => {
  const like = new Echo();
  const options = { like, dtype: "int8" };
  const call = { self: like, func: zeros, types: [Echo], args: [3] };
  expect(zeros(3, options)).toEqual({ ...call, options: { dtype: "int8" } });
  expect(zeros(3, { like })).toEqual({ ...call, options: {} });
  expect(options.like).toBe(like);
  expect(implementation).not.toHaveBeenCalled();
});

it("finds `like` where a required argument is missing", () => {
  expect((zeros as (options: Options) => unknown)({ like: new Echo() })).toMatchObject({
    args: [],
    options: {},
  });
});

it("names the function and the type when `like` passes", () => {
  class Foreign extends passing() {}
  expect(() => zeros(3, { like: new Foreign() })).toThrow(
    new TypeError(
      "no implementation found for 'test.zeros' on types that implement arrayFunction: [Foreign]",
    ),
  );
});

it("lets a subclass of the default array change the answer of super", () => {
  class Tagged extends Default {
    override [arrayFunction](...call: Parameters<typeof defaultArrayFunction>): unknown {
      return ["tagged", super[arrayFunction](...call)];
    }
  }
  expect(zeros(3, { like: new Tagged() })).toEqual(["tagged", "original"]);
});

it("lets errors of the method through unchanged", () => {
  const error = new TypeError("stop");
  class Raising {
    [arrayFunction](): unknown {
      throw error;
    }
  }
  expect(() => zeros(3, { like: new Raising() })).toThrow(error);
});

it("creates by the handler of an adopted class", () => {
  class Foreign {}
  const handler = vi.fn(() => new Foreign());
  adopt(Foreign)(zeros, handler);
  expect(zeros(3, { like: new Foreign(), dtype: "int8" })).toBeInstanceOf(Foreign);
  expect(zeros(3, { like: new Foreign() })).toBeInstanceOf(Foreign);
  expect(handler.mock.calls).toEqual([[3, { dtype: "int8" }], [3]]);
});

it.each([
  ["Number", 1],
  ["String", "float64"],
  ["Array", [1]],
  ["Array", [new Echo()]],
  ["Object", { [arrayFunction]: () => 0 }],
  ["undefined", Object.create(null)],
  ["Date", new Date(0)],
])("refuses a `like` that does not implement the protocol: %s", (name, like) => {
  expect(() => zeros(3, { like })).toThrow(
    new TypeError(
      "test.zeros: The `like` argument must be an array-like that implements the `arrayFunction` protocol, " +
        `not ${name}`,
    ),
  );
  expect(implementation).not.toHaveBeenCalled();
});

it("takes only default arrays for `like` while dispatch is off", () => {
  setDispatch(false);
  expect(zeros(3, { like: new Default() })).toBe("original");
  expect(implementation.mock.lastCall).toEqual([3]);
  expect(() => zeros(3, { like: new Echo() })).toThrow("not Echo (dispatch is off)");
});

it("has the name, the length and the id of its implementation", () => {
  const func = creation("fft.fftfreq", (_n: number, _options = {}) => 0);
  expect([func.name, func.length, func.id]).toEqual(["fftfreq", 1, "fft.fftfreq"]);
  expect(func.implementation(1)).toBe(0);
});
