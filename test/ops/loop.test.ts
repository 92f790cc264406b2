import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import { type DType, dtypes, promote, type Scalar } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";

const names = Object.keys(dtypes) as DType[];

/** Longer than the blocks in which operands are converted. */
const shapes = [[5000], [3, 1700], [70, 70], [2, 3, 700]];

/** How an array of a shape may lie. */
const layouts: readonly ((shape: readonly number[], dtype: DType) => WasmArray)[] = [
  (shape, dtype) => numbers(shape, dtype),
  (shape, dtype) => np.flip(numbers(shape, dtype)),
  (shape, dtype) => numbers([...shape.slice(0, -1), 2 * shape.at(-1)!], dtype).at("...", "::2"),
  (shape, dtype) => np.permute_dims(numbers(shape.toReversed(), dtype), axes(shape).reverse()),
  (shape, dtype) => np.broadcast_to(numbers([...shape.slice(0, -1), 1], dtype), shape),
  (shape, dtype) => np.broadcast_to(numbers(shape.slice(-1), dtype), shape),
];

const axes = (shape: readonly number[]) => shape.map((_, axis) => axis);

function numbers(shape: readonly number[], dtype: DType): WasmArray {
  const size = shape.reduce((a, b) => a * b, 1);
  return np.astype(np.reshape(np.remainder(np.arange(size), 7), shape), dtype);
}

const layout = fc.constantFrom(...layouts);
const dtype = fc.constantFrom(...names);

describe("results do not depend on how operands lie, nor on when they are converted", () => {
  test("of two operands, in new arrays and in old ones", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        dtype,
        dtype,
        layout,
        layout,
        fc.constantFrom<"add" | "multiply" | "less_equal" | "not_equal">(
          "add",
          "multiply",
          "less_equal",
          "not_equal",
        ),
        (shape, one, other, first, second, name) =>
          np.scope(() => {
            const common = promote(one, other);
            fc.pre(name !== "less_equal" || !common.startsWith("complex"));
            const [x, y] = [first(shape, one), second(shape, other)];
            const [a, b] = [x, y].map((each) => np.reshape(np.astype(each, common), [-1]));
            const expected = np[name](a, b).toArray() as Scalar[];
            const result = np[name](x, y);
            expect(np.reshape(result, [-1]).toArray()).toEqual(expected);
            const out = np.permute_dims(
              np.zeros(shape.toReversed(), { dtype: "complex64" }),
              axes(shape).reverse(),
            );
            np[name](x, y, { out });
            const written = np.astype(np.asarray(expected, { dtype: result.dtype }), "complex64");
            expect(np.reshape(out, [-1]).toArray()).toEqual(written.toArray());
          }),
      ),
      { numRuns: 150 },
    );
  });
});
