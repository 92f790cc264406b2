import { describe, expect, expectTypeOf, test } from "vitest";
import * as np from "../../src/index.ts";

// What the functions return, as tsc knows it, and what it refuses: tsc reads this file too.

type Arrays = np.WasmArray;
const x = np.asarray([
  [2, 1],
  [1, 3],
]);

describe("what functions return", () => {
  test("the kind of array that they were given; WasmArray for what becomes one", () => {
    expectTypeOf(np.zeros([2])).toEqualTypeOf<Arrays>();
    expectTypeOf(np.add(x, 1)).toEqualTypeOf<Arrays>();
    expectTypeOf(np.add([1, 2], 1n)).toEqualTypeOf<Arrays>();
    expectTypeOf(np.sum(x, { axis: 0, keepdims: true })).toEqualTypeOf<Arrays>();
    expectTypeOf(np.expand_dims(x, 0)).toEqualTypeOf<Arrays>();
    expectTypeOf(np.where([true], x, 0)).toEqualTypeOf<Arrays>();
    expectTypeOf(np.fft.fft(x)).toEqualTypeOf<Arrays>();
  });

  test("lists of arrays, and named tuples", () => {
    expectTypeOf(np.unstack(x)).toEqualTypeOf<Arrays[]>();
    expectTypeOf(np.nonzero(x)).toEqualTypeOf<Arrays[]>();
    expectTypeOf(np.linalg.qr(x).Q).toEqualTypeOf<Arrays>();
    expectTypeOf(np.linalg.slogdet(x).logabsdet).toEqualTypeOf<Arrays>();
    expectTypeOf(np.unique_all(x).inverse_indices).toEqualTypeOf<Arrays>();
  });

  test("dtypes, truths, shapes and limits", () => {
    expectTypeOf(np.result_type("int8", x)).toEqualTypeOf<np.DType>();
    expectTypeOf(np.can_cast("int8", "int16")).toEqualTypeOf<boolean>();
    expectTypeOf(np.isdtype("int8", ["integral", "bool"])).toEqualTypeOf<boolean>();
    expectTypeOf(np.broadcast_shapes([2, 1], [3])).toEqualTypeOf<number[]>();
    expectTypeOf(np.finfo(x).eps).toEqualTypeOf<number>();
    expectTypeOf(np.iinfo("int64").max).toEqualTypeOf<number | bigint>();
    expectTypeOf(np.__array_namespace_info__().default_device()).toEqualTypeOf<"cpu">();
  });
});

describe("what tsc and the functions refuse", () => {
  test.each<[string, () => unknown, string]>([
    // @ts-expect-error keepdims
    ["keepdim", () => np.sum(x, { keepdim: true }), "did you mean 'keepdims'?"],
    // @ts-expect-error include_initial
    ["include_inital", () => np.cumulative_sum(x, { axis: 0, include_inital: true }), "'include_initial'?"],
    // @ts-expect-error full_matrices
    ["fullMatrices", () => np.linalg.svd(x, { fullMatrices: false }), "did you mean 'full_matrices'?"],
    // @ts-expect-error dtype
    ["dtypes", () => np.zeros([2], { dtypes: "int8" }), "did you mean 'dtype'?"],
    // @ts-expect-error descending
    ["reverse", () => np.sort(x, { reverse: true }), "it takes axis, descending, stable"],
    // Its options follow any number of arrays, so that tsc cannot tell them from one.
    ["index", () => np.meshgrid([1], [2], { index: "ij" }), "meshgrid: "],
    // @ts-expect-error correction
    ["ddof", () => np.std(x, { ddof: 1 }), "unknown option 'ddof'; it takes"],
    // @ts-expect-error one axis
    ["axes for axis", () => np.take(x, [0], { axes: 0 }), "did you mean 'axis'?"],
  ])("the option %s", (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test.each<[string, () => unknown]>([
    // @ts-expect-error a dtype
    ["int9", () => np.zeros([2], { dtype: "int9" })],
    // @ts-expect-error a dtype
    ["float16", () => np.finfo("float16")],
    // @ts-expect-error a dtype
    ["astype to a number", () => np.astype(x, 8)],
  ])("the dtype %s", (_, call) => {
    expect(call).toThrow(np.DTypeError);
  });
});

const i = { re: 0, im: 1 };

describe("dtypes that the standard does not allow a function", () => {
  test.each<[string, (...args: never[]) => unknown, readonly unknown[]]>([
    ["bitwise_and of floats", np.bitwise_and, [1.5, 2]],
    ["bitwise_invert of floats", np.bitwise_invert, [1.5]],
    ["bitwise_left_shift of bools", np.bitwise_left_shift, [1.5, 1]],
    ["less of complex numbers", np.less, [i, 1]],
    ["maximum of complex numbers", np.maximum, [i, 1]],
    ["max of complex numbers", np.max, [[i]]],
    ["argmin of complex numbers", np.argmin, [[i]]],
    ["floor of complex numbers", np.floor, [i]],
    ["floor_divide of complex numbers", np.floor_divide, [i, 1]],
    ["remainder of complex numbers", np.remainder, [i, 1]],
    ["atan2 of complex numbers", np.atan2, [i, 1]],
    ["hypot of complex numbers", np.hypot, [i, 1]],
    ["signbit of complex numbers", np.signbit, [i]],
    ["copysign of complex numbers", np.copysign, [i, 1]],
    ["negative of bools", np.negative, [true]],
    ["subtract of bools", np.subtract, [true, false]],
    ["sign of bools", np.sign, [true]],
    ["take at floats", np.take, [[1, 2], 0.5]],
  ])("%s", (_, func, args) => {
    // Indices of another type are an IndexError, as in NumPy.
    expect(() => func(...(args as never[]))).toThrow(func === np.take ? np.IndexError : np.DTypeError);
  });
});
