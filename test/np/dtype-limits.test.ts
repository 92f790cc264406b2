import { describe, expect, expectTypeOf, test } from "vitest";
import * as np from "../../src/index.ts";

describe("finfo", () => {
  test("says what IEEE 754 says of the type, or of a complex one's parts", () => {
    const double = {
      bits: 64,
      eps: Number.EPSILON,
      max: Number.MAX_VALUE,
      min: -Number.MAX_VALUE,
      smallest_normal: 2.2250738585072014e-308,
      dtype: "float64",
    };
    expect(np.finfo("float64")).toEqual(double);
    expect(np.finfo("complex128")).toEqual(double);
    expect(np.finfo("complex64")).toEqual({
      bits: 32,
      eps: 1.1920928955078125e-7,
      max: 3.4028234663852886e38,
      min: -3.4028234663852886e38,
      smallest_normal: 1.1754943508222875e-38,
      dtype: "float32",
    });
  });

  test("takes whatever has a dtype", () => {
    expect(np.finfo(np.zeros([2], { dtype: "float32" })).bits).toBe(32);
    expect(np.finfo({ dtype: "complex64" }).dtype).toBe("float32");
  });

  test("refuses other types", () => {
    expect(() => np.finfo("int8")).toThrow(new np.DTypeError("finfo: int8 is not a floating-point type"));
    expect(() => np.finfo("float16" as never)).toThrow(np.DTypeError);
    expect(() => np.finfo(null as never)).toThrow(np.DTypeError);
  });
});

describe("iinfo", () => {
  test.each([
    ["int8", -128, 127],
    ["uint16", 0, 65535],
    ["int32", -(2 ** 31), 2 ** 31 - 1],
    ["int64", -(2n ** 63n), 2n ** 63n - 1n],
    ["uint64", 0n, 2n ** 64n - 1n],
  ] as const)("%s", (dtype, min, max) => {
    expect(np.iinfo(dtype)).toEqual({ bits: Number(dtype.replace(/\D+/, "")), max, min, dtype });
    expect(np.iinfo(np.zeros([], { dtype }))).toEqual(np.iinfo(dtype));
    expectTypeOf(np.iinfo(dtype).max).toEqualTypeOf<number | bigint>();
  });

  test("refuses other types", () => {
    expect(() => np.iinfo("float32")).toThrow(new np.DTypeError("iinfo: float32 is not an integer type"));
    expect(() => np.iinfo("bool")).toThrow(np.DTypeError);
  });
});

describe("isdtype", () => {
  test("takes a kind, a dtype, or several", () => {
    expect(np.isdtype("int8", "signed integer")).toBe(true);
    expect(np.isdtype("uint8", "signed integer")).toBe(false);
    expect(np.isdtype("uint8", "integral")).toBe(true);
    expect(np.isdtype("bool", "numeric")).toBe(false);
    expect(np.isdtype("bool", "bool")).toBe(true);
    expect(np.isdtype("complex64", ["real floating", "complex64"])).toBe(true);
    expect(np.isdtype("float32", "float64")).toBe(false);
    expect(np.isdtype("float32", [])).toBe(false);
  });

  test("refuses unknown kinds, also behind one that fits, and unknown dtypes", () => {
    expect(() => np.isdtype("int8", "integer" as never)).toThrow(TypeError);
    expect(() => np.isdtype("int8", ["int8", "integer" as never])).toThrow(
      /^isdtype: integer is neither a dtype nor one of the kinds bool, signed integer/,
    );
    expect(() => np.isdtype("int9" as never, "bool")).toThrow(np.DTypeError);
  });
});
