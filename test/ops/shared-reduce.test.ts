import { afterAll, describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { withThreads } from "../../src/wasm/threads/fork-join.ts";
import { dismissPool } from "../../src/wasm/threads/pool.ts";
import { gather } from "../workers.ts";

const { shared } = np.show_config({ mode: "dicts" }).memory;

afterAll(dismissPool);

/** Numbers whose sums round. */
const values = Float64Array.from({ length: 600_000 }, (_, i) => Math.sin(i) * 10 ** (i % 5));

describe.skipIf(!shared)("reductions on several threads have the bits of those on one", () => {
  const operands: [string, () => np.WasmArray][] = [
    ["a long row", () => np.asarray(values)],
    ["every other element", () => np.asarray(values).at("::2")],
    ["rows", () => np.reshape(np.asarray(values), [600, 1000])],
    ["long rows", () => np.reshape(np.asarray(values), [3, 200_000])],
    ["short rows", () => np.reshape(np.asarray(values), [200_000, 3])],
    ["an odd number of rows", () => np.reshape(np.asarray(values.subarray(0, 33 * 18_000)), [18_000, 33])],
    ["a transpose", () => np.reshape(np.asarray(values), [600, 1000]).T],
    ["every other column", () => np.reshape(np.asarray(values), [600, 1000]).at("...", "::2")],
    ["three axes", () => np.reshape(np.asarray(values), [20, 300, 100])],
    ["float32", () => np.astype(np.reshape(np.asarray(values), [600, 1000]), "float32")],
    ["int16", () => np.astype(np.reshape(np.asarray(values), [600, 1000]), "int16")],
    ["a NaN", () => np.asarray(values.map((value, i) => (i === 500_000 ? Number.NaN : value)))],
  ];

  test.each(operands)("%s", async (_, make) => {
    await gather(3);
    const x = make();
    const axes = [null, ...Array.from({ length: x.ndim }, (_, axis) => axis), x.ndim > 2 ? [0, 2] : null];
    for (const op of ["sum", "mean", "min", "max"] as const) {
      for (const axis of axes) {
        const one = withThreads(1, () => np[op](x, { axis }));
        for (const threads of [2, 3]) {
          const several = withThreads(threads, () => np[op](x, { axis }));
          expect(several.toArray()).toEqual(one.toArray());
          several.dispose();
        }
        one.dispose();
      }
    }
    x.dispose();
  });
});

test("partial results are taken together with what is held already", () => {
  const x = np.ones([2 ** 18 + 5]);
  expect(np.sum(x, { initial: 3 }).item()).toBe(2 ** 18 + 8);
  expect(np.max(x, { initial: 3 }).item()).toBe(3);
  expect(np.min(x, { initial: 3 }).item()).toBe(1);
});
