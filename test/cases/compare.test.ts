import { describe, expect, test } from "vitest";
import type { DType, Scalar } from "../../src/dtype.ts";
import { difference, exact, type Tolerance, ulp } from "./compare.ts";
import type { Elements } from "./fixtures.ts";

const list = (dtype: DType, ...data: Scalar[]): Elements => ({ dtype, shape: [data.length], data });
const eps = 2 ** -52;

describe("difference", () => {
  test.each<[string, Elements, Elements, Tolerance]>([
    ["equal numbers", list("float64", 1, -0, Number.NaN), list("float64", 1, -0, Number.NaN), exact],
    ["one unit off", list("float64", 1 + eps), list("float64", 1), { ulps: 1 }],
    ["one unit off in single precision", list("float32", 1 + 2 ** -23), list("float32", 1), { ulps: 1 }],
    ["subnormal numbers", list("float64", 10e-324), list("float64", 5e-324), { ulps: 1 }],
    ["a part that is small beside the other", complex(1, eps), complex(1, 0), { complexUlps: 1 }],
    [
      "a sum that cancels",
      list("float64", 1024, eps),
      list("float64", 1024, 0),
      { ulps: 1, ofLargest: true },
    ],
    ["zeros of both signs", list("float64", 0), list("float64", -0), { unsignedZeros: true }],
    ["bigints", list("int64", 2n ** 60n), list("int64", 2n ** 60n), exact],
  ])("takes %s", (_, actual, expected, tolerance) => {
    expect(difference(actual, expected, tolerance)).toBeUndefined();
  });

  test.each<[string, Elements, Elements, Tolerance, string]>([
    ["another dtype", list("float32", 1), list("float64", 1), exact, "dtype float32, not float64"],
    ["another shape", list("int8", 1, 2), list("int8", 1), exact, "shape [2], not [1]"],
    ["missing elements", { ...list("int8"), shape: [1] }, list("int8", 1), exact, "0 elements, not 1"],
    ["zeros of both signs", list("float64", 0), list("float64", -0), exact, "element 0 is 0, not -0"],
    ["two units off", list("float64", 1 + 2 * eps), list("float64", 1), { ulps: 1 }, "element 0 is"],
    ["a number for NaN", list("float64", 1), list("float64", Number.NaN), { ulps: 9 }, "not NaN"],
    ["NaN for a number", list("float64", Number.NaN), list("float64", 1), { ulps: 9 }, "is NaN"],
    [
      "infinity",
      list("float64", 1e308),
      list("float64", Number.POSITIVE_INFINITY),
      { ulps: 9 },
      "not Infinity",
    ],
    ["neighbours among integers", list("int64", 3n), list("int64", 4n), { ulps: 9 }, "element 0 is 3, not 4"],
    ["numbers for bigints", list("int64", 3), list("int64", 3n), exact, "element 0"],
    ["numbers for bools", list("bool", 1), list("bool", true), exact, "element 0"],
    ["an imaginary part", complex(1, 2 * eps), complex(1, 0), { complexUlps: 1 }, "element 0 is"],
  ])("refuses %s", (_, actual, expected, tolerance, message) => {
    expect(difference(actual, expected, tolerance)).toContain(message);
  });
});

function complex(re: number, im: number): Elements {
  return list("complex128", { re, im });
}

test("ulp is the distance to the next number", () => {
  expect(ulp(1, "float64")).toBe(eps);
  expect(ulp(1.99, "float32")).toBe(2 ** -23);
  expect(ulp(0, "float64")).toBe(5e-324);
  expect(ulp(0, "float32")).toBe(2 ** -149);
});
