import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import { type DType, dtypes } from "../../src/dtype.ts";
import * as np from "../../src/index.ts";

/*
 * Calls for few elements take a short way. An option that says nothing, `where: true` or `keepdims: false`, makes them
 * take the long one.
 */

const names = Object.keys(dtypes) as DType[];
const numbers = fc.constantFrom(0, -0, 1, -1, 2.5, 127, 300, 2 ** 40, NaN, Infinity);
const shape = fc.constantFrom([10], [], [0], [2, 3], [1, 1], [5000]);

function amounts(shape: readonly number[], dtype: DType): WasmArray {
  const size = shape.reduce((a, b) => a * b, 1);
  return np.astype(np.reshape(np.remainder(np.arange(size), 5), shape), dtype);
}

/** What a call gives, as text: its result or its error. */
function outcome(call: () => WasmArray): string {
  try {
    const result = call();
    return `${result.dtype} ${np.array_repr(result)}`;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

describe("the short way and the long one give the same", () => {
  const binary = fc.constantFrom<
    "add" | "multiply" | "divide" | "pow" | "less" | "greater_equal" | "maximum"
  >("add", "multiply", "divide", "pow", "less", "greater_equal", "maximum");

  test("for arrays and numbers", () => {
    fc.assert(
      fc.property(
        binary,
        fc.constantFrom(...names),
        shape,
        numbers,
        fc.boolean(),
        (id, dtype, shape, value, first) =>
          np.scope(() => {
            const x = amounts(shape, dtype);
            const call = (options?: object) =>
              first ? np[id](value, x, options) : np[id](x, value, options);
            expect(outcome(() => call())).toBe(outcome(() => call({ where: true })));
          }),
      ),
      { numRuns: 300 },
    );
  });

  test("for an out of any dtype that lies anywhere", () => {
    fc.assert(
      fc.property(
        binary,
        fc.constantFrom<DType>("float64", "float32", "int32", "bool"),
        fc.constantFrom<DType>("float64", "float32", "int32", "bool"),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        (id, dtype, kind, from, to) =>
          np.scope(() => {
            const run = (options: { where?: true }): string => {
              const block = amounts([22], dtype);
              const x = block.at(np.slice(from, from + 10));
              const out = kind === dtype ? block.at(np.slice(to, to + 10)) : amounts([10], kind);
              return `${outcome(() => np[id](x, x, { out, ...options }))} ${np.array_repr(block)}`;
            };
            expect(run({})).toBe(run({ where: true }));
          }),
      ),
      { numRuns: 300 },
    );
  });

  test("for reductions of all elements", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<"sum" | "prod" | "max" | "min" | "any" | "all">(
          "sum",
          "prod",
          "max",
          "min",
          "any",
          "all",
        ),
        fc.constantFrom(...names),
        shape,
        fc.constantFrom(undefined, null, 0),
        (id, dtype, shape, axis) =>
          np.scope(() => {
            const x = amounts(shape, dtype);
            const long = outcome(() => np[id](x, { axis, keepdims: false }));
            expect(outcome(() => (axis === undefined ? np[id](x) : np[id](x, { axis })))).toBe(long);
          }),
      ),
      { numRuns: 300 },
    );
  });

  test("for arrays that are disposed, and options that are none", () => {
    const x = np.ones([3]);
    const gone = np.ones([3]);
    gone.dispose();
    expect(() => np.sum(gone)).toThrow(/sum: the array has been disposed/);
    expect(() => np.add(x, gone)).toThrow(/add: the array has been disposed/);
    expect(() => np.add(gone, 1)).toThrow(/add: the array has been disposed/);
    expect(() => np.add(x, x, { out: gone })).toThrow(/add: the array has been disposed/);
    class Options {
      out = x;
    }
    expect(() => np.add(x, x, new Options())).toThrow(TypeError);
    expect(() => np.sum(x, { axes: 0 } as never)).toThrow(/unknown option 'axes'/);
  });
});
