import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { NestedList } from "../../src/array/convert.ts";
import type { Index, IndexList } from "../../src/array/index-items.ts";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import type { DType, Scalar } from "../../src/dtype.ts";
import { asarray, zeros } from "../../src/np/creation.ts";
import { permute_dims, reshape } from "../../src/np/manipulation/index.ts";
import { sizeOf } from "../../src/shape.ts";
import { allocate } from "../../src/wasm/storage.ts";
import { spillFromNowOn } from "../pressure.ts";

type Item = number | boolean | null | string | IndexList | { scalar: number };

/** What NumPy does with np.arange(size).reshape(shape): see fixtures/indexing.py. */
interface Case {
  shape: number[];
  index: Item[];
  /** What is set; without it the selection is the result, with it the array is. */
  value?: number | NestedList;
  copies?: true;
  result?: { shape: number[]; data: number[] };
  error?: "IndexError" | "ValueError";
}

const cases = readFileSync(new URL("../fixtures/indexing.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): Case => JSON.parse(line));

// One of each size of element.
const types: DType[] = ["int8", "int16", "float32", "float64", "complex128"];

/** Ways to have the same array: in a row, or in every other place of a larger one, some axes backwards or exchanged. */
const layouts: ((x: WasmArray) => WasmArray)[] = [
  (x) => x,
  (x) => {
    const wide = zeros(
      x.shape.map((n) => 2 * n),
      { dtype: x.dtype },
    );
    const view = wide.at(...x.shape.map((_, axis) => (axis % 2 ? "1::2" : "::-2")));
    view.set(x);
    return view;
  },
  (x) => {
    const reversed = Array.from(x.shape, (_, axis) => x.ndim - 1 - axis);
    const view = permute_dims(zeros([...x.shape].reverse(), { dtype: x.dtype }), reversed);
    view.set(x);
    return view;
  },
];

/** Ways to write an index array. */
const writings: ((list: IndexList) => Index)[] = [
  (list) => list,
  (list) => asarray(list, { dtype: isMask(list) ? "bool" : "int16" }),
  (list) => (isMask(list) ? list : asarray(list, { dtype: "int64" }).at("...")),
  (list) => (typeof list[0] === "number" ? Int32Array.from(list as number[]) : list),
];

const isMask = (list: IndexList): boolean => [list].flat(9)[0] === true || [list].flat(9)[0] === false;

function indexOf(items: Item[], write: (list: IndexList) => Index): Index[] {
  return items.map((item) => {
    if (Array.isArray(item)) return write(item);
    if (typeof item === "object" && item !== null)
      return asarray((item as { scalar: number }).scalar, { dtype: "int32" });
    return item as Index;
  });
}

const numbers = (x: WasmArray): number[] =>
  ([x.toArray()] as unknown[])
    .flat(9)
    .map((value) => (typeof value === "object" ? (value as { re: number }).re : Number(value)));

describe.each(["in linear memory", "outside of it"])("selects and sets as NumPy %s", (place) => {
  beforeEach(() => {
    if (place === "outside of it") spillFromNowOn(allocate);
  });

  test.each(cases.map((recorded, i) => ({ ...recorded, i })))("$i $shape $index $value", (recorded) => {
    const { i, shape, value, result, error, copies } = recorded;
    const dtype = types[i % types.length];
    const data = Array.from({ length: sizeOf(shape) }, (_, n) => n);
    const x = layouts[i % layouts.length](reshape(asarray(data, { dtype }), shape));
    const index = indexOf(recorded.index, writings[i % writings.length]);
    const run = () => {
      if (value === undefined) return x.at(...index);
      x.set(value as Scalar, ...index);
      return x;
    };
    if (error) {
      expect(run).toThrow(expect.objectContaining({ name: error === "ValueError" ? "ShapeError" : error }));
      expect(numbers(x)).toEqual(data);
      return;
    }
    const out = run();
    expect(out.shape).toEqual(result?.shape);
    expect(numbers(out)).toEqual(result?.data);
    if (value === undefined && out.ndim > 0 && out.size > 0)
      expect(out.storage !== x.storage).toBe(copies === true);
  });
});
