import { describe, expect, expectTypeOf, test } from "vitest";
import { WasmArray } from "../../src/array/wasm-array.ts";
import { arrayFunction, NotImplemented } from "../../src/dispatch/protocol.ts";
import { DTypeError, ShapeError } from "../../src/errors.ts";
import {
  arange,
  asarray,
  empty,
  empty_like,
  eye,
  full,
  full_like,
  linspace,
  ones,
  ones_like,
  zeros,
  zeros_like,
} from "../../src/np/creation.ts";
import { allocate } from "../../src/wasm/storage.ts";
import { spillFromNowOn } from "../pressure.ts";

// What NumPy gives, for every dtype, is in the case tables (test/cases); here is what they cannot say.

describe("asarray", () => {
  test("returns an array itself unless it is to be copied or cast", () => {
    const x = asarray([1, 2]);
    expect(asarray(x)).toBe(x);
    expect(asarray(x, { dtype: "float64", copy: null })).toBe(x);
    expect(asarray(x, { copy: false })).toBe(x);
    const copy = asarray(x, { copy: true });
    copy.set(0);
    expect(x.toArray()).toEqual([1, 2]);
    expect(asarray(x, { dtype: "int8" }).toArray()).toEqual([1, 2]);
  });

  test("casts typed arrays as NumPy casts arrays", () => {
    const x = asarray(Float64Array.of(1.9, -1.9, 300), { dtype: "int8" });
    expect([x.dtype, x.toArray()]).toEqual(["int8", [1, -1, 44]]);
    expect(asarray([Float32Array.of(0.5), [1]], { dtype: "complex64" }).dtype).toBe("complex64");
  });

  test.each<[unknown, object, string]>([
    [[1], {}, "only arrays, and typed arrays in linear memory, need no copy, and copy is false"],
    [1, {}, "only arrays, and typed arrays in linear memory, need no copy, and copy is false"],
    [
      new Float64Array(1),
      {},
      "only arrays, and typed arrays in linear memory, need no copy, and copy is false",
    ],
    [zeros(1), { dtype: "int8" }, "float64 becomes int8 in a copy only, and copy is false"],
    [new Float32Array(1), { dtype: "int8" }, "float32 becomes int8 in a copy only, and copy is false"],
  ])("%o without a copy is refused", (obj, options, message) => {
    expect(() => asarray(obj as number, { ...options, copy: false })).toThrow(
      new TypeError(`asarray: ${message}`),
    );
  });
});

describe("fills", () => {
  test("memory that was used before", () => {
    const used = full(3000, 7);
    used.dispose();
    expect(zeros(3000).toArray()).toEqual(Array(3000).fill(0));
  });

  test("blocks outside linear memory", () => {
    spillFromNowOn(allocate);
    expect(zeros([2, 1000]).at(1, "998:").toArray()).toEqual([0, 0]);
    expect(full(3, 2n).toArray()).toEqual([2n, 2n, 2n]);
    expect(eye(2).toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(arange(3).toArray()).toEqual([0, 1, 2]);
    expect(linspace(0, 1, 3).toArray()).toEqual([0, 0.5, 1]);
  });

  test("with the elements of an array", () => {
    expect(full([2, 2], [1, 2]).toArray()).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(full(2, asarray(1.9), { dtype: "int8" }).toArray()).toEqual([1, 1]);
    expect(full_like([1n, 2n], 7.9).toArray()).toEqual([7n, 7n]);
    expect(() => full([2], [1, 2, 3])).toThrow(new ShapeError("full: shape [3] does not broadcast to [2]"));
    expect(() => full_like(zeros(2, { dtype: "int8" }), 200)).toThrow(
      new DTypeError("full_like: integer 200 is out of bounds for int8"),
    );
  });
});

describe("arange", () => {
  test("is int64 for bigints alone", () => {
    expect(arange(3n).toArray()).toEqual([0n, 1n, 2n]);
    expect(arange(3n, 0n, -2n).toArray()).toEqual([3n, 1n]);
    expect(arange(3n, null).toArray()).toEqual([0n, 1n, 2n]);
    expect(arange(0n, 2, 1n).dtype).toBe("float64");
    expect(arange(2n ** 62n, 2n ** 63n - 1n, 2n ** 61n).toArray()).toEqual([2n ** 62n, 3n * 2n ** 61n]);
    expect(arange(2n ** 63n, 2n ** 63n + 3n).dtype).toBe("uint64");
  });

  test("counts and rounds as NumPy", () => {
    expect(arange(1, 2, 0.1).item(3)).toBe(1.3000000000000003);
    // The second element is start + step itself.
    expect(arange(0.3, 0, -0.25, { dtype: "float32" }).item(1)).toBe(Math.fround(0.05));
    expect(arange(0, 1, 0.1).size).toBe(10);
    expect(arange(1, 2, 0.1, { dtype: "float32" }).item(9)).toBe(Math.fround(1.9000002));
    expect(arange(0.5, 5, 1.5, { dtype: "int32" }).toArray()).toEqual([0, 2, 4]);
    expect(arange(-0.5, 3, 0.7, { dtype: "int32" }).toArray()).toEqual([0, 0, 0, 0, 0]);
    expect(arange(3, -1, -1, { dtype: "uint8" }).toArray()).toEqual([3, 2, 1, 0]);
    expect(arange(254, 258, { dtype: "uint8" }).toArray()).toEqual([254, 255, 0, 1]);
    expect(arange(2, { dtype: "complex64" }).toArray()).toEqual([
      { re: 0, im: 0 },
      { re: 1, im: 0 },
    ]);
    expect(arange(0, 3, { dtype: "int64" }).toArray()).toEqual([0n, 1n, 2n]);
  });

  test("refuses", () => {
    expect(() => arange(0, 1, 0)).toThrow(
      new ShapeError("arange: from 0 to 1 in steps of 0 is no finite number of elements"),
    );
    expect(() => arange(0n, 1n, 0n)).toThrow(ShapeError);
    expect(() => arange(0, Number.POSITIVE_INFINITY)).toThrow(ShapeError);
    expect(() => arange(Number.NaN)).toThrow(ShapeError);
    expect(() => arange("3" as never)).toThrow(new TypeError("arange: 3 is not a number"));
    expect(() => arange(2, { dtype: "bool" })).toThrow(new DTypeError("arange: there is no range of bool"));
    expect(() => arange(2 ** 60)).toThrow(RangeError);
  });
});

describe("linspace", () => {
  test("of complex numbers", () => {
    expect(linspace(0, { re: 1, im: 1 }, 4).toArray()).toEqual([
      { re: 0, im: 0 },
      { re: 0.3333333333333333, im: 0.3333333333333333 },
      { re: 0.6666666666666666, im: 0.6666666666666666 },
      { re: 1, im: 1 },
    ]);
    expect(linspace({ re: 0, im: 1 }, 2, 3, { dtype: "complex64" }).item(1)).toEqual({ re: 1, im: 0.5 });
  });

  test("of integers is rounded down", () => {
    expect(linspace(0, 10, 4, { dtype: "int32" }).toArray()).toEqual([0, 3, 6, 10]);
    expect(linspace(-1.5, 1, 3, { dtype: "int64" }).toArray()).toEqual([-2n, -1n, 1n]);
  });

  test("of the closest numbers, and of none that are finite", () => {
    expect(linspace(0, 5e-324, 4).toArray()).toEqual([0, 0, 5e-324, 5e-324]);
    expect(linspace(0, Number.POSITIVE_INFINITY, 3).toArray()).toEqual([Number.NaN, Infinity, Infinity]);
  });

  test("refuses", () => {
    expect(() => linspace(0, 1, 2.5)).toThrow(ShapeError);
    expect(() => linspace("0" as never, 1, 2)).toThrow(new TypeError("linspace: 0 is not a number"));
    expect(() => linspace(0, { re: 0, im: 1 }, 3, { dtype: "float64" })).toThrow(DTypeError);
  });
});

describe("options", () => {
  const makers: [string, (options: object) => unknown][] = [
    ["asarray", (options) => asarray(1, options)],
    ["zeros", (options) => zeros(1, options)],
    ["ones", (options) => ones(1, options)],
    ["empty", (options) => empty(1, options)],
    ["full", (options) => full(1, 1, options)],
    ["eye", (options) => eye(1, options)],
    ["arange", (options) => arange(1, options)],
    ["linspace", (options) => linspace(0, 1, 2, options)],
    ["zeros_like", (options) => zeros_like(1, options)],
    ["ones_like", (options) => ones_like(1, options)],
    ["empty_like", (options) => empty_like(1, options)],
    ["full_like", (options) => full_like(1, 1, options)],
  ];

  test.each(makers)("%s", (id, make) => {
    expect((make({ device: "cpu", dtype: "float32" }) as WasmArray).dtype).toBe("float32");
    expect(make({ device: null, dtype: null })).toBeInstanceOf(WasmArray);
    expect(() => make({ device: "gpu" })).toThrow(new TypeError(`${id}: there is no device gpu, only "cpu"`));
    expect(() => make({ dtype: "float16" })).toThrow(new DTypeError(`${id}: unknown dtype 'float16'`));
    expect(() => make({ order: "F" })).toThrow(`${id}: unknown option 'order'`);
  });

  test("like makes another class's array", () => {
    class Foreign {
      [arrayFunction](func: { id: string }, _types: unknown, args: readonly unknown[], options: object) {
        return func.id === "ones" ? NotImplemented : [func.id, args, options];
      }
    }
    const like = new Foreign();
    expect(zeros([2], { dtype: "int8", like })).toEqual(["zeros", [[2]], { dtype: "int8" }]);
    expect(arange(3, { like })).toEqual(["arange", [3], {}]);
    expect(() => ones(2, { like })).toThrow(TypeError);
    expect(() => zeros(2, { like: 3 })).toThrow(TypeError);
    const own = zeros(2, { like: asarray(1) });
    expect(own).toBeInstanceOf(WasmArray);
    expectTypeOf(own).toEqualTypeOf<WasmArray>();
    expectTypeOf(zeros(2)).toEqualTypeOf<WasmArray>();
    expectTypeOf(arange(2, 3, { dtype: "int8" })).toEqualTypeOf<WasmArray>();
    // @ts-expect-error: without `like` the result is no other class's, whatever is expected of it
    const wrong: Foreign = zeros(2);
    expect(wrong).toBeInstanceOf(WasmArray);
    expectTypeOf(eye(2, { k: 1 })).toEqualTypeOf<WasmArray>();
    expectTypeOf(zeros(2, { like })).toEqualTypeOf<Foreign>();
    expectTypeOf(arange(2, { like })).toEqualTypeOf<Foreign>();
  });

  test("k of eye is an integer", () => {
    expect(() => eye(2, { k: 0.5 })).toThrow(new TypeError("eye: k 0.5 is not an integer"));
    expect(eye(2, null, { k: -1 }).toArray()).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});

test("a list of arrays that are not ours is refused", () => {
  class Tensor {}
  expect(() => asarray([new Tensor()] as never)).toThrow(
    new TypeError("asarray: cannot make an array of an object of type Tensor at [0]"),
  );
});
