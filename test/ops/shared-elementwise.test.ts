import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import type { DType } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";
import { withThreads } from "../../src/wasm/threads/fork-join.ts";
import { dismissPool } from "../../src/wasm/threads/pool.ts";
import { gather } from "../workers.ts";

const { shared } = np.show_config({ mode: "dicts" }).memory;

afterAll(dismissPool);

/** Shapes of more elements than a thread takes alone, whole blocks and parts of them. */
const shapes = [[150_001], [600, 500], [3, 70_001], [70_001, 3], [20, 150, 101]];

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
  return np.astype(np.reshape(np.remainder(np.arange(size), 1009), shape), dtype);
}

test.skipIf(!shared)(
  "elementwise results on several threads are those of one, however operands lie",
  async () => {
    await gather(3);
    const layout = fc.constantFrom(...layouts);
    const dtype = fc.constantFrom<DType>("float64", "float32", "int32", "uint8", "complex128");
    const name = fc.constantFrom<"add" | "multiply" | "equal" | "exp">("add", "multiply", "equal", "exp");
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        name,
        dtype,
        dtype,
        layout,
        layout,
        fc.boolean(),
        fc.constantFrom(2, 3),
        (shape, id, one, other, first, second, isTurned, threads) =>
          np.scope(() => {
            const operands = [first(shape, one), second(shape, other)].slice(0, id === "exp" ? 1 : 2);
            const call = (out?: WasmArray) =>
              (np[id] as (...args: unknown[]) => WasmArray)(...operands, { out });
            const expected = withThreads(1, () => call());
            const made = np.empty(isTurned ? shape.toReversed() : shape, { dtype: expected.dtype });
            const out = isTurned ? np.permute_dims(made, axes(shape).reverse()) : made;
            for (const result of [
              withThreads(threads, () => call()),
              withThreads(threads, () => call(out)),
            ]) {
              expect(result.dtype).toBe(expected.dtype);
              const differ = np.not_equal(result, expected);
              const isNumber = np.equal(expected, expected);
              expect(np.any(np.logical_and(differ, isNumber)).item()).toBe(false);
            }
          }),
      ),
      { numRuns: 60 },
    );
  },
);
