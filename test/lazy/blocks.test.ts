import { describe, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

const sync = { scheduler: "sync" } as const;
const text = async (x: lazy.LazyArray) => String(await x.compute(sync));
const numbered = (shape: number[]) => np.reshape(np.arange(shape.reduce((a, b) => a * b, 1)), shape);

/** The sum of what is at most one place away along the first axis, by slices. */
lazy.register("test.neighbours", (chunk: np.WasmArray) => {
  const n = chunk.shape[0];
  const sum = np.asarray(chunk, { copy: true });
  sum.set(np.add(sum.at(":-1"), chunk.at("1:")), `:${n - 1}`);
  sum.set(np.add(sum.at("1:"), chunk.at(":-1")), "1:");
  return sum;
});

/** That of a whole array that is padded. */
const smoothed = (list: number[], before: number[], after: number[]) => {
  const all = [...before, ...list, ...after];
  return list.map((_, i) => {
    const at = i + before.length;
    return (all[at - 1] ?? 0) + all[at] + (all[at + 1] ?? 0);
  });
};

describe("mapOverlap", () => {
  const list = [3, 1, 4, 1, 5, 9, 2, 6];
  test.each([
    ["none", [], []],
    ["reflect", [3], [6]],
    ["periodic", [6], [3]],
    ["nearest", [3], [6]],
    [7, [7], [7]],
  ] as const)("boundary %s", async (boundary, before, after) => {
    const expected = smoothed(list, [...before], [...after]);
    for (const chunks of [8, 3, 2, 1, [[1, 5, 2]]]) {
      const x = lazy.fromArray(list, { chunks });
      const y = x.mapOverlap("test.neighbours", { depth: 1, boundary });
      expect(y.chunks).toEqual(x.chunks);
      expect(await text(y)).toBe(String(np.asarray(expected)));
    }
  });

  test("what each chunk gets", async () => {
    const x = lazy.fromArray(np.asarray([0, 1, 2, 3, 4]), { chunks: 2 });
    const get = (options: Partial<lazy.OverlapOptions>) =>
      text(x.mapOverlap("positive", { depth: 2, trim: false, ...options }));
    expect(await get({})).toBe("[0. 1. 2. 3. 0. 1. 2. 3. 4. 2. 3. 4.]");
    expect(await get({ boundary: "reflect", depth: 1 })).toBe("[0. 0. 1. 2. 1. 2. 3. 4. 3. 4. 4.]");
    const z = lazy.fromArray(numbered([4, 6]), { chunks: [2, 3] });
    const same = z.mapOverlap("positive", { depth: [1, 2], boundary: ["periodic", "none"] });
    expect(await text(same)).toBe(String(numbered([4, 6])));
  });

  test("what is refused", () => {
    const x = lazy.ones([4, 6], { chunks: 2 });
    const of = (options: lazy.OverlapOptions) => () => x.mapOverlap("positive", options);
    expect(of({ depth: -1 })).toThrow(RangeError);
    expect(of({ depth: [1] })).toThrow(np.ShapeError);
    expect(of({ depth: 5, boundary: "reflect" })).toThrow("the length of axis 0 is 4");
    expect(of({ depth: 1, boundary: "odd" as never })).toThrow(TypeError);
  });
});

test("blocks", async () => {
  const a = numbered([5, 6]);
  const x = lazy.fromArray(a, { chunks: [2, 3] });
  expect(x.blocks(0, 1).chunks).toEqual([[2], [3]]);
  expect(await text(x.blocks(-1))).toBe(String(a.at("4:")));
  expect(await text(x.blocks("::-2", 1))).toBe(String(np.concat([a.at("4:", "3:"), a.at(":2", "3:")])));
  expect(await text(x.blocks([1, 1]))).toBe(String(np.concat([a.at("2:4"), a.at("2:4")])));
  expect(() => x.blocks(3)).toThrow(np.IndexError);
  expect(() => x.blocks(0, 0, 0)).toThrow(np.IndexError);
  expect(() => x.blocks("3:")).toThrow("no chunk of axis 0");
});

test("what is computed is as good as what is in memory", async () => {
  const x = await np.add(lazy.fromArray(numbered([5]), { chunks: 2 }), 1).persist(sync);
  expect(await text(np.multiply(x, 2))).toBe("[ 2.  4.  6.  8. 10.]");
});
