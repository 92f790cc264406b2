import { afterEach, describe, expect, test } from "vitest";
import { coerce } from "../../src/array/convert.ts";
import {
  array_repr,
  array_str,
  array2string,
  get_printoptions,
  set_printoptions,
} from "../../src/np/printing.ts";

const defaults = get_printoptions();
afterEach(() => set_printoptions(defaults));

// The expected texts are those of NumPy 2.4.
describe("text of an array", () => {
  test("array_repr", () => {
    expect(array_repr([1n, 2n])).toBe("array([1, 2])");
    const x = [1e-6, 4e-7, 2, 3];
    expect(array_repr(x, { precision: 6, suppress_small: true })).toBe(
      "array([0.000001, 0.      , 2.      , 3.      ])",
    );
    expect(array_repr([1, 2, 3], { max_line_width: 14 })).toBe("array([1.,\n       2.,\n       3.])");
  });

  test("array_str", () => {
    expect(array_str([0n, 1n, 2n])).toBe("[0 1 2]");
    expect(array_str(1 / 3, { precision: 2 })).toBe("0.3333333333333333");
  });

  test("array2string", () => {
    const x = coerce("test", [1e-16, 1, 2, 3]);
    expect(array2string(x, { precision: 2, separator: ",", suppress_small: true })).toBe("[0.,1.,2.,3.]");
    expect(array2string(1 / 3, { floatmode: "fixed", precision: 2, sign: "+" })).toBe("+0.33");
    expect(array2string([1n, 2n, 3n], { threshold: 2, edgeitems: 1 })).toBe("[1 ... 3]");
    expect(array2string([10n, 20n, 30n], { prefix: "x = ", suffix: "!", max_line_width: 13 })).toBe(
      "[10 20\n     30]",
    );
  });

  test("unusable options", () => {
    expect(() => array_repr([1], { precision: -1 })).toThrow(
      new TypeError("array_repr: precision must be a whole number >= 0, not -1"),
    );
    expect(() => array_str([1], { threshold: 1 } as object)).toThrow("array_str: unknown option 'threshold'");
    expect(() => array2string([1], { separator: 1 as unknown as string })).toThrow(
      new TypeError("array2string: separator must be a string, not 1"),
    );
  });
});

test("set_printoptions holds for every later text", () => {
  set_printoptions({ precision: 4, threshold: 5 });
  expect(array_repr([1.123456789])).toBe("array([1.1235])");
  expect(array_repr([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(BigInt))).toBe(
    "array([0, 1, 2, ..., 7, 8, 9], shape=(10,))",
  );
  expect(get_printoptions()).toEqual({ ...defaults, precision: 4, threshold: 5 });
});

test("set_printoptions refuses options that it does not know", () => {
  expect(() => set_printoptions({ digits: 3 } as object)).toThrow(
    /^set_printoptions: unknown option 'digits'; it takes precision, threshold/,
  );
});
