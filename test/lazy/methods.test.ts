import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

const a = np.reshape(np.arange(12), [3, 4]);
const x = lazy.fromArray(a, { chunks: 2 });

async function expectEqual(actual: lazy.LazyArray, expected: np.WasmArray): Promise<void> {
  expect(actual).toBeInstanceOf(lazy.LazyArray);
  expect(String(await actual.compute())).toBe(String(expected));
}

test("operators are methods, as of WasmArray", async () => {
  await expectEqual(x.add(1).multiply(x).subtract(a), a.add(1).multiply(a).subtract(a));
  await expectEqual(a.add(x), a.add(a));
  await expectEqual(x.matmul(x.T), a.matmul(a.T));
  await expectEqual(x.negative().abs().pow(2), a.pow(2));
  await expectEqual(x.greater(3), a.greater(3));
  expect("iadd" in x).toBe(false);
});

test("methods of universal functions", async () => {
  await expectEqual(np.add.reduce(x), np.add.reduce(a));
  await expectEqual(np.maximum.reduce(x, { axis: [0, 1] }), np.maximum.reduce(a, { axis: [0, 1] }));
  await expectEqual(
    np.logical_or.reduce(x, { axis: 1, keepdims: true }),
    np.logical_or.reduce(a, { axis: 1, keepdims: true }),
  );
  await expectEqual(np.multiply.accumulate(x, { axis: 1 }), np.multiply.accumulate(a, { axis: 1 }));
  await expectEqual(np.subtract.outer(x, x.at(0)), np.subtract.outer(a, a.at(0)));
  await expectEqual(np.add.reduce(x.at(0, 0)), np.asarray(0));
  await expectEqual(np.subtract.reduce(x), np.subtract.reduce(a));
  const where = np.greater(a, 5);
  const options = { axis: 1, keepdims: true, initial: 3 };
  await expectEqual(
    np.hypot.reduce(x, { ...options, where: lazy.fromArray(where, { chunks: 1 }) as never }),
    np.hypot.reduce(a, { ...options, where }),
  );
  await expectEqual(np.maximum.accumulate(x, { axis: 1 }), np.maximum.accumulate(a, { axis: 1 }));
  await expectEqual(np.add.reduceat(x, [0, 2, 1]), np.add.reduceat(a, [0, 2, 1]));
  await expectEqual(
    np.pow.reduceat(x, np.asarray([3n]), { axis: 1 }),
    np.pow.reduceat(a, np.asarray([3n]), { axis: 1 }),
  );
});

test("methods say what they refuse", () => {
  expect(() => np.add.reduceat(x, [0, 3])).toThrow(np.IndexError);
  expect(() => np.add.reduceat(x, lazy.ones([2]))).toThrow(np.IndexError);
  expect(() => np.add.reduceat(x, lazy.zeros([1, 1], { dtype: "int64" }))).toThrow(np.ShapeError);
  expect(() => np.subtract.accumulate(x.at(0, 0))).toThrow(/^subtract.accumulate: /);
  expect(() => np.add.at(x as never, 0, 1)).toThrow(
    "add.at: cannot be lazy; a lazy array cannot be written to",
  );
  expect(() => np.add.reduce(x, { axis: 4 })).toThrow(/^add.reduce: axis 4/);
});

test("creation functions make lazy arrays with like", async () => {
  await expectEqual(np.zeros([3, 2], { like: x }), np.zeros([3, 2]));
  await expectEqual(np.full([2], 7n, { like: x }), np.full([2], 7n));
  await expectEqual(np.arange(2, 9, 3, { like: x }), np.arange(2, 9, 3));
  await expectEqual(np.asarray([[1, 2]], { like: x }), np.asarray([[1, 2]]));
  await expectEqual(np.fft.fftfreq(5, { like: x }), np.fft.fftfreq(5));
  const options = { like: x, chunks: 2 };
  expect(np.ones([5], options).chunks).toEqual([[2, 2, 1]]);
  expect(np.zeros_like(x).chunks).toEqual(x.chunks);
});

test("topk: the greatest or the least, of chunks that are shorter too", async () => {
  const list = [5, 1, 4, Number.NaN, 2, 3];
  for (const chunks of [1, 2, 4, 6]) {
    const y = lazy.fromArray(list, { chunks });
    expect(String(await lazy.topk(y, 2).compute())).toBe("[5. 4.]");
    expect(String(await lazy.topk(y, -3).compute())).toBe("[1. 2. 3.]");
    expect(lazy.topk(y, 9).shape).toEqual([6]);
  }
  await expectEqual(lazy.topk(x, 2, { axis: 0 }), a.at("2:0:-1"));
  expect(() => lazy.topk(x, 0)).toThrow("topk: k 0");
});

test("histogram: bins that are counted in a range that is computed, and those that are given", async () => {
  const y = lazy.random.normal(0, 1, [1000], { chunks: 300, seed: 3 });
  using values = await y.compute();
  for (const options of [
    {},
    { bins: 7, density: true },
    { bins: [-1, 0, 0.5, 3] },
    { bins: 4, range: [-1, 1] as const },
  ]) {
    const found = np.histogram(y, options);
    const expected = np.histogram(values, options);
    await expectEqual(found.hist, expected.hist);
    await expectEqual(found.bin_edges, expected.bin_edges);
  }
});

test("values to look up may be lazy", async () => {
  const sorted = lazy.arange(0, 10, 2, { chunks: 2 });
  await expectEqual(np.searchsorted(sorted, x), np.searchsorted([0, 2, 4, 6, 8], a));
  await expectEqual(np.isin(x, sorted), np.isin(a, [0, 2, 4, 6, 8]));
});
