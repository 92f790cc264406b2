import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import type { DType, Scalar } from "../../src/dtype.ts";
import { DTypeError, ShapeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";

// What NumPy gives, for every dtype, is in the case tables (test/cases); here is what they cannot say.

const ints = (...values: number[]): WasmArray => np.asarray(values, { dtype: "int32" });

describe("out", () => {
  test("holds the results, and is what is returned", () => {
    const out = np.zeros([2]);
    expect(np.add([1, 2], 10, { out })).toBe(out);
    expect(out.toArray()).toEqual([11, 12]);
    expect(np.sqrt([4, 9], { out })).toBe(out);
    expect(out.toArray()).toEqual([2, 3]);
    expect(np.add([1, 2], 10, { out: null })).not.toBe(out);
  });

  test("may be a view, of any strides", () => {
    const x = np.zeros([2, 3]);
    np.add([1, 2], [10, 20], { out: x.at("::-1", 1) });
    expect(x.toArray()).toEqual([
      [0, 22, 0],
      [0, 11, 0],
    ]);
  });

  test("may be larger than the operands", () => {
    const out = np.zeros([2, 2]);
    np.multiply([1, 2], 3, { out });
    expect(out.toArray()).toEqual([
      [3, 6],
      [3, 6],
    ]);
  });

  test.each<[DType, DType, DType]>([
    ["float64", "float64", "float32"],
    ["int32", "int32", "float64"],
    ["int64", "int64", "int8"],
    ["uint8", "uint8", "int16"],
    ["float32", "int8", "complex64"],
    ["complex128", "complex128", "complex64"],
    ["bool", "bool", "float32"],
  ])("takes results of %s and %s cast to %s", (one, other, dtype) => {
    const out = np.zeros([1], { dtype });
    np.add(np.ones([1], { dtype: one }), np.ones([1], { dtype: other }), { out });
    expect(out.dtype).toBe(dtype);
    expect(np.equal(out, one === "bool" ? 1 : 2).toArray()).toEqual([true]);
  });

  test("of comparisons takes bools as numbers", () => {
    const out = ints(7, 7);
    np.less([1, 3], 2, { out });
    expect(out.toArray()).toEqual([1, 0]);
    np.less(np.asarray([1, 3], { dtype: "uint8" }), 300, { out });
    expect(out.toArray()).toEqual([1, 1]);
  });

  test("overlaps operands as if they had been copied", () => {
    const length = fc.integer({ min: 1, max: 8 });
    const view = fc.record({ start: fc.nat({ max: 11 }), step: fc.constantFrom(1, 1, 2, -1, -2) });
    const place = ({ start, step }: { start: number; step: number }, n: number, size: number) =>
      Array.from({ length: n }, (_, i) => (step < 0 ? size - 1 - start : start) + i * step);
    fc.assert(
      fc.property(
        length,
        view,
        view,
        view,
        fc.constantFrom<DType>("float64", "int8"),
        (n, x, y, out, dtype) => {
          const size = 40;
          const base = np.arange(size, { dtype });
          const views = [x, y, out].map((v) => place(v, n, size));
          const [a, b, o] = views.map((at) => sliceOf(base, at));
          const expected = base.toArray() as number[];
          const before = [...expected];
          views[2].forEach((at, i) => {
            expected[at] = before[views[0][i]] - 2 * before[views[1][i]];
          });
          np.subtract(a, np.multiply(b, 2), { out: o });
          np.add(o, 0, { out: o });
          expect(base.toArray()).toEqual(expected);
        },
      ),
    );
  });

  test("in place, and shifted against itself", () => {
    const x = np.arange(6);
    np.add(x.at("1:"), x.at(":-1"), { out: x.at("1:") });
    expect(x.toArray()).toEqual([0, 1, 3, 5, 7, 9]);
    np.multiply(x.at("::-1"), 2, { out: x });
    expect(x.toArray()).toEqual([18, 14, 10, 6, 2, 0]);
    const square = np.reshape(np.arange(4), [2, 2]);
    np.add(square, square.T, { out: square });
    expect(square.toArray()).toEqual([
      [0, 3],
      [3, 6],
    ]);
  });

  test("refused, it stays as it was", () => {
    const out = ints(1, 2);
    const refused = (error: new (message: string) => Error, call: () => unknown) =>
      expect(call).toThrow(error);
    refused(DTypeError, () => np.add(out, 0.5, { out }));
    refused(DTypeError, () => np.divide(out, 2, { out }));
    refused(DTypeError, () => np.negative(out, { out: np.zeros([2], { dtype: "uint32" }) }));
    refused(ShapeError, () => np.add(out, [[1n], [2n]], { out }));
    refused(ShapeError, () => np.negative(out, { out: np.zeros([], { dtype: "int32" }) }));
    refused(RangeError, () => np.pow(out, ints(1, -1), { out }));
    refused(TypeError, () => np.negative(out, { out: np.broadcast_to(ints(1), [2]) }));
    refused(TypeError, () => np.negative(out, { out: [0, 0] as never }));
    refused(TypeError, () => np.negative(out, { axis: 0 } as never));
    refused(DTypeError, () => np.negative(out, { out, where: [1, 0] }));
    refused(ShapeError, () => np.negative(out, { out, where: [true, false, true] }));
    expect(out.toArray()).toEqual([1, 2]);
  });
});

describe("where", () => {
  test("is true where results are computed; elsewhere out stays, a new array holds 0", () => {
    const out = ints(7, 8, 9);
    expect(np.add(out, 1, { out, where: [true, false, true] })).toBe(out);
    expect(out.toArray()).toEqual([8, 8, 10]);
    expect(np.negative(out, { where: [false, true, true] }).toArray()).toEqual([0, -8, -10]);
    expect(np.less(out, 9, { where: true }).toArray()).toEqual([true, true, false]);
  });

  test("broadcasts with the operands", () => {
    const out = np.zeros([2, 2], { dtype: "float32" });
    np.multiply([1, 2], 3, { out, where: [[true], [false]] });
    expect(out.toArray()).toEqual([
      [3, 6],
      [0, 0],
    ]);
    expect(np.add(1, 2, { where: [true, false] }).toArray()).toEqual([3, 0]);
  });

  test("may lie where results go", () => {
    const mask = np.asarray([true, true, false, true]);
    np.less(mask, mask.at("::-1"), { out: mask, where: mask.at("::-1") });
    expect(mask.toArray()).toEqual([false, true, true, false]);
  });
});

function sliceOf(base: WasmArray, at: readonly number[]): WasmArray {
  const step = at.length > 1 ? at[1] - at[0] : 1;
  const stop = at.at(-1)! + Math.sign(step);
  return base.at(np.slice(at[0], stop < 0 ? null : stop, step));
}

describe("scalars beside arrays", () => {
  test.each<[DType, Scalar, DType]>([
    ["int8", 1, "int8"],
    ["int8", 2.5, "float64"],
    ["int8", true, "int8"],
    ["int8", 3n, "int8"],
    ["int8", { re: 0, im: 1 }, "complex128"],
    ["uint64", -0, "float64"],
    ["uint8", 2 ** 60, "float64"],
    ["bool", 1, "int64"],
    ["bool", 0.5, "float64"],
    ["bool", true, "bool"],
    ["float32", 1, "float32"],
    ["float32", 0.1, "float32"],
    ["float32", Number.NaN, "float32"],
    ["float32", { re: 0, im: 1 }, "complex64"],
    ["float64", { re: 0, im: 1 }, "complex128"],
    ["complex64", 0.1, "complex64"],
  ])("%s with %o: %s", (dtype, scalar, expected) => {
    const x = np.ones([2], { dtype });
    expect(np.add(x, scalar).dtype).toBe(expected);
    expect(np.multiply(scalar, x).dtype).toBe(expected);
    expect(np.where([true, false], scalar, x).dtype).toBe(expected);
  });

  test("alone they are what asarray makes of them", () => {
    expect(np.add(1, 2).dtype).toBe("float64");
    expect(np.add(1n, 2n).dtype).toBe("int64");
    expect(np.add(1n, true).dtype).toBe("int64");
    expect(np.sqrt(4).toArray()).toBe(2);
  });

  test("0-d arrays are not weak", () => {
    expect(np.add(np.ones([2], { dtype: "int8" }), np.asarray(1n)).dtype).toBe("int64");
  });

  test("out of bounds they are refused, or compare by value", () => {
    const x = np.asarray([0, 255], { dtype: "uint8" });
    expect(() => np.add(x, 256)).toThrow("add: integer 256 is out of bounds for uint8");
    expect(() => np.multiply(-1, x)).toThrow(DTypeError);
    expect(np.equal(x, -1).toArray()).toEqual([false, false]);
    expect(np.not_equal(2n ** 70n, x).toArray()).toEqual([true, true]);
    expect(np.less(x, 256).toArray()).toEqual([true, true]);
    expect(np.greater_equal(-1, x).toArray()).toEqual([false, false]);
    expect(np.greater(x, -(2n ** 70n)).toArray()).toEqual([true, true]);
    expect(np.less_equal(np.zeros([0], { dtype: "int8" }), 1000).shape).toEqual([0]);
  });
});

test("int64 and uint64 compare by value where float64 has no room", () => {
  const signed = np.asarray([-1n, 2n ** 53n, 2n ** 53n + 1n]);
  const unsigned = np.asarray([2n ** 64n - 1n, 2n ** 53n + 1n, 2n ** 53n + 1n], { dtype: "uint64" });
  const comparisons = [np.equal, np.not_equal, np.less, np.less_equal, np.greater, np.greater_equal];
  expect(comparisons.map((compare) => compare(signed, unsigned).toArray())).toEqual([
    [false, false, true],
    [true, true, false],
    [true, true, false],
    [true, true, true],
    [false, false, false],
    [false, false, true],
  ]);
  expect(comparisons.map((compare) => compare(unsigned, signed).toArray())).toEqual([
    [false, false, true],
    [true, true, false],
    [false, false, false],
    [false, false, true],
    [true, true, false],
    [true, true, true],
  ]);
});

test("operands that are cast may be repeated without end", () => {
  const x = np.broadcast_to(ints(1, 2), [2 ** 40, 2]);
  expect(() => np.add(x, 0.5)).toThrow(RangeError);
  const y = np.broadcast_to(ints(3), [4]);
  expect(np.add(y, 0.5).toArray()).toEqual([3.5, 3.5, 3.5, 3.5]);
});

test("what is refused says why", () => {
  expect(() => np.subtract([true], [false])).toThrow("subtract: there is none for bool; use logical_xor");
  expect(() => np.negative([true])).toThrow("negative: there is none for bool; use logical_not");
  expect(() => np.less([1], { re: 0, im: 1 })).toThrow("less: complex numbers have no order: complex128");
  expect(() => np.floor_divide([{ re: 1, im: 1 }], 2)).toThrow("floor_divide: there is none for complex128");
  expect(() => np.pow(ints(2), -3)).toThrow("pow: integers to negative integer powers are not allowed: -3");
  // Where there is no base, no power is taken.
  expect(np.pow(np.zeros([0, 2], { dtype: "int32" }), ints(-3)).shape).toEqual([0, 2]);
});

test("types: the kind of array that went in", () => {
  expectTypeOf(np.add([1], 2)).toEqualTypeOf<WasmArray>();
  expectTypeOf(np.negative(np.zeros([1]))).toEqualTypeOf<WasmArray>();
  expectTypeOf(np.where([true], 1, np.zeros([1]))).toEqualTypeOf<WasmArray>();
});
