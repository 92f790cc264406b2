import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatArray } from "../../src/array/print.ts";
import { changePrintOptions, type PrintOptions, printOptions } from "../../src/array/print-options.ts";
import { allocateArray, WasmArray } from "../../src/array/wasm-array.ts";
import type { DType } from "../../src/dtype.ts";
import { allocate, bytes } from "../../src/wasm/storage.ts";

/** An array as NumPy had it (see fixtures/print.py): a view of the bytes that its elements span, and its texts. */
interface Case {
  dtype: DType;
  shape: number[];
  strides: number[];
  /** Bytes from the first byte to the first element. */
  offset: number;
  /** Base64. */
  data: string;
  options?: Partial<PrintOptions>;
  str: string;
  repr: string;
}

const cases = readFileSync(new URL("../fixtures/print.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): Case => JSON.parse(line));

function arrayOf({ dtype, shape, strides, offset, data }: Case): WasmArray {
  const block = Buffer.from(data, "base64");
  const storage = allocate("test", block.length);
  bytes(storage).set(block);
  return new WasmArray(storage, dtype, shape, strides, offset);
}

describe("prints as NumPy", () => {
  test.each(cases)("$dtype $shape $options $repr", (recorded) => {
    const x = arrayOf(recorded);
    expect(formatArray(x, "repr", recorded.options)).toBe(recorded.repr);
    expect(formatArray(x, "str", recorded.options)).toBe(recorded.str);
  });
});

test("a summary reads only what it shows", () => {
  const storage = allocate("test", 8);
  bytes(storage).fill(0);
  const huge = new WasmArray(storage, "float64", [1e6, 1e6, 1e3], [0, 0, 0], 0);
  expect(formatArray(huge, "str").match(/0\./g)).toHaveLength(6 ** 3);
  expect(formatArray(huge, "str", { edgeitems: 0 }).match(/0\./g)).toHaveLength(1);
});

test("options stay in force until they are changed again", () => {
  const x = allocateArray("test", "float64", [2]);
  bytes(x.storage!).set(new Uint8Array(new Float64Array([1 / 3, 2]).buffer));
  const before = printOptions("test");
  changePrintOptions("test", { precision: 2, threshold: 1 });
  expect(formatArray(x, "repr")).toBe("array([0.33, 2.  ], shape=(2,))");
  changePrintOptions("test", before);
  expect(formatArray(x, "repr")).toBe("array([0.33333333, 2.        ])");
});

test.each([
  [{ precision: -1 }, "precision must be a whole number >= 0, not -1"],
  [{ precision: 1.5 }, "precision must be a whole number >= 0, not 1.5"],
  [{ threshold: Number.NaN }, "threshold must be a number >= 0 (Infinity for no limit), not NaN"],
  [{ edgeitems: -1 }, "edgeitems must be a whole number >= 0, not -1"],
  [{ linewidth: "75" }, "linewidth must be a number >= 0 (Infinity for no limit), not 75"],
  [{ suppress: 1 }, "suppress must be true or false, not 1"],
  [{ nanstr: null }, "nanstr must be a string, not null"],
  [{ sign: "x" }, 'sign must be one of "-", "+", " ", not x'],
  [{ floatmode: "exact" }, "floatmode must be one of"],
])("refuses %o and changes nothing", (options, message) => {
  const before = printOptions("test");
  expect(() => changePrintOptions("test", { edgeitems: 9, ...options } as PrintOptions)).toThrow(
    `test: ${message}`,
  );
  expect(printOptions("test")).toEqual(before);
});
