import { expect, test } from "vitest";
import * as np from "../../src/index.ts";

const info = np.__array_namespace_info__();

test("capabilities, devices and the version", () => {
  expect(np.__array_api_version__).toBe("2025.12");
  expect(info.capabilities()).toEqual({
    "boolean indexing": true,
    "data-dependent shapes": true,
    "max dimensions": null,
  });
  expect(info.devices()).toEqual([info.default_device()]);
});

test("default dtypes are those that arrays get", () => {
  const defaults = info.default_dtypes({ device: "cpu" });
  expect(defaults["real floating"]).toBe(np.zeros([1]).dtype);
  expect(defaults["complex floating"]).toBe(np.asarray({ re: 1, im: 2 }).dtype);
  expect(defaults.integral).toBe(np.asarray(1n).dtype);
  expect(defaults.indexing).toBe(np.argmax([1]).dtype);
});

test("dtypes of some kinds, or all", () => {
  expect(Object.keys(info.dtypes())).toHaveLength(13);
  expect(info.dtypes({ kind: "complex floating" })).toEqual({
    complex64: "complex64",
    complex128: "complex128",
  });
  expect(Object.keys(info.dtypes({ kind: ["bool", "real floating"] }))).toEqual([
    "bool",
    "float32",
    "float64",
  ]);
  expect(() => info.dtypes({ kind: "integer" as never })).toThrow(TypeError);
  expect(() => info.dtypes({ device: "gpu" as never })).toThrow(TypeError);
  expect(() => info.default_dtypes({ devices: "cpu" } as never)).toThrow("did you mean 'device'?");
});
