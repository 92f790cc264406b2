import { describe, expect, test } from "vitest";
import { DTypeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";

// What NumPy gives, for every dtype, is in the case tables (test/cases); here is what they cannot say.

describe("astype", () => {
  test("copies, unless it is told not to and need not", () => {
    const x = np.asarray([1, 2]);
    expect(np.astype(x, "float64")).not.toBe(x);
    expect(np.astype(x, "float64", { copy: false })).toBe(x);
    expect(np.astype(x, "int8", { copy: false }).dtype).toBe("int8");
    const view = x.at("::-1");
    const copy = np.astype(view, "float64");
    expect([copy.toArray(), copy.strides]).toEqual([[2, 1], [1]]);
  });

  test("makes numbers that an integer dtype does not have what x86-64 makes of them", () => {
    const x = np.asarray([Number.NaN, Infinity, -Infinity, 2 ** 31, -1, 2 ** 32 + 7, 1e300]);
    const low = -2147483648;
    expect(np.astype(x, "int8").toArray()).toEqual([0, 0, 0, 0, -1, 0, 0]);
    expect(np.astype(x, "int32").toArray()).toEqual([low, low, low, low, -1, low, low]);
    expect(np.astype(x, "uint32").toArray()).toEqual([0, 0, 0, 2 ** 31, 2 ** 32 - 1, 7, 0]);
    const least = -(2n ** 63n);
    expect(np.astype(x, "int64").toArray()).toEqual([
      least,
      least,
      least,
      2n ** 31n,
      -1n,
      2n ** 32n + 7n,
      least,
    ]);
  });

  test("takes what asarray takes, and no imaginary part away", () => {
    expect(np.astype([[1.5], [2.5]], "int64").toArray()).toEqual([[1n], [2n]]);
    expect(np.astype([{ re: 0, im: 2 }], "bool").toArray()).toEqual([true]);
    expect(() => np.astype([{ re: 1, im: 0 }], "float64")).toThrow(
      "astype: complex128 does not convert to float64; take the real part or the absolute value",
    );
  });
});

test("result_type takes arrays, dtypes and scalars", () => {
  expect(np.result_type("int8", np.zeros([2], { dtype: "uint8" }))).toBe("int16");
  expect(np.result_type("float32", 1.5, 2n)).toBe("float32");
  expect(np.result_type(1n, true)).toBe("int64");
  expect(() => np.result_type()).toThrow(TypeError);
  expect(() => np.result_type("int8", "int9" as never)).toThrow(DTypeError);
});

test("three dtypes promote to the same one in any order, NumPy's", () => {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const promoted = (types: readonly np.DType[]) =>
    new Set(
      orders.flatMap((order) => {
        const arrays = order.map((i) => np.zeros([1], { dtype: types[i] }));
        return [
          np.result_type(...order.map((i) => types[i])),
          np.concat(arrays).dtype,
          np.stack(arrays).dtype,
        ];
      }),
    );
  expect([...promoted(["int8", "uint16", "float32"])]).toEqual(["float32"]);
  expect([...promoted(["int16", "uint16", "complex64"])]).toEqual(["complex64"]);
  expect([...promoted(["int32", "uint64", "float32"])]).toEqual(["float64"]);
});

test("can_cast follows promotion", () => {
  expect(np.can_cast("int8", "int16")).toBe(true);
  expect(np.can_cast("int16", "uint16")).toBe(false);
  expect(np.can_cast("int64", "float64")).toBe(true);
  expect(np.can_cast("int32", "float32")).toBe(false);
  expect(np.can_cast(np.zeros([1]), "complex64")).toBe(false);
  expect(() => np.can_cast("float64", "float80" as never)).toThrow(DTypeError);
});
