import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { exchanges, sortChunks } from "../../src/lazy/chunk-sort.ts";
import * as lazy from "../../src/lazy/index.ts";

test("exchanges sort whatever comes in, each place once at a time", () => {
  for (let count = 1; count <= 33; count++) {
    const stages = exchanges(count);
    for (const pairs of stages) expect(new Set(pairs.flat()).size).toBe(2 * pairs.length);
    // What sorts zeros and ones sorts all: Knuth 5.3.4, theorem Z. Few of the 2 ** count are tried.
    for (let trial = 0; trial < 50; trial++) {
      const x = Array.from(
        { length: count },
        (_, i) => (Math.imul(trial + 1, 0x9e3779b1 ^ (i * i)) >>> 13) & 1,
      );
      for (const [low, high] of stages.flat()) if (x[low] > x[high]) [x[low], x[high]] = [x[high], x[low]];
      expect(x).toEqual([...x].sort());
    }
  }
});

test("chunks are sorted like the whole, for all lengths", async () => {
  for (const [shape, chunks] of [
    [[23], 4],
    [[64], 8],
    [[7], 1],
    [
      [5, 11],
      [2, 3],
    ],
    [
      [9, 2],
      [4, 2],
    ],
    [[0], 1],
  ] as const) {
    const values = np.random.default_rng(3).integers(0, 6, { size: shape });
    const given = np.where(np.equal(values, 4n), Number.NaN, values);
    const x = lazy.fromArray(given, { chunks: chunks as never });
    for (const axis of shape.keys()) {
      for (const descending of [false, true]) {
        const sorted = sortChunks(x, axis, descending, false);
        const order = sortChunks(x, axis, descending, true);
        expect(String(await sorted.compute())).toBe(String(np.sort(given, { axis, descending })));
        expect(String(await order.compute())).toBe(String(np.argsort(given, { axis, descending })));
      }
    }
  }
});

test("an axis is joined only as long as its chunk is not too large", () => {
  const operations = (length: number) => {
    const x = lazy.random.random([length], { chunks: 2 ** 20, seed: 1 });
    return [...lazy.graphOf([np.sort(x)]).layers.values()].map(({ operation }) => operation);
  };
  expect(operations(2 ** 22)).not.toContain("sort-merge");
  expect(operations(2 ** 24)).toContain("sort-merge");
});
