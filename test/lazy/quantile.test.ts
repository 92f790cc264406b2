import fc from "fast-check";
import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

test("few elements, and whole axes, give exact quantiles", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ noNaN: true, min: -100, max: 100 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 10 }),
      fc.constantFrom("linear", "lower", "weibull", "nearest" as const),
      async (list, chunks, method) => {
        const x = lazy.fromArray(list, { chunks });
        const found = await np.quantile(x, [0, 0.3, 1], { method: method as "linear" }).compute();
        expect(String(found)).toBe(String(np.quantile(list, [0, 0.3, 1], { method: method as "linear" })));
      },
    ),
    { numRuns: 40 },
  );
});

test("quantiles of many elements are off by no more, in rank, than is said", async () => {
  const count = 200_000;
  const chunks = 9_000;
  const positions = [0, 0.001, 0.1, 0.5, 0.77, 0.9999, 1];
  // Chunks in order, so that none is like the others.
  const x = np.sort(lazy.random.normal(0, 1, [count], { chunks, seed: 4 })).rechunk(chunks);
  const y = np.where(np.less(x, 0), np.exp(x), x) as lazy.LazyArray;
  using found = await np.quantile(y, positions).compute();
  using sorted = np.sort(await y.compute());
  const ranks = np.divide(np.searchsorted(sorted, found), count);
  // Each level of the tree, and the chunks themselves where they hold more.
  const levels = Math.ceil(Math.log(count / chunks) / Math.log(4)) + 1;
  const off = np.max(np.abs(np.subtract(ranks, positions)));
  expect(Number(off.item())).toBeLessThan(levels / 2 ** 14);
  expect([found.item(0), found.item(-1)]).toEqual([sorted.item(0), sorted.item(-1)]);
});

test("NaN: the result is NaN, or they are left out", async () => {
  const x = lazy.fromArray([3, Number.NaN, 1, 2], { chunks: 2 });
  expect((await np.median(x).compute()).item()).toBeNaN();
  expect((await np.nanmedian(x).compute()).item()).toBe(2);
});
