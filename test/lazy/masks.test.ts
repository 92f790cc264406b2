import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

const a = np.reshape(np.arange(12), [3, 4]);
const x = lazy.fromArray(a, { chunks: [2, 3] });

test("a lazy mask chooses elements, in row-major order", async () => {
  const chosen = x.at(np.greater(np.remainder(x, 3), 0) as lazy.LazyArray);
  expect(chosen.shape).toEqual([Number.NaN]);
  expect(String(await chosen.compute())).toBe("[ 1.  2.  4.  5.  7.  8. 10. 11.]");
  const rows = x.at(lazy.fromArray([true, false, true], { chunks: 2 }));
  expect(String(await rows.compute())).toBe(String(a.at("::2")));
});

test("functions that need lengths say so, until the array is persisted", async () => {
  const chosen = x.at(np.greater(x, 6) as lazy.LazyArray);
  expect(String(await np.sum(chosen).compute())).toBe("45.0");
  expect(String(await np.add(chosen, chosen).compute())).toBe("[14. 16. 18. 20. 22.]");
  expect(String(await np.mean(chosen).compute())).toBe("9.0");
  expect(String(await np.nanstd(chosen).compute())).toBe(String(np.std([7, 8, 9, 10, 11])));
  expect(() => np.reshape(chosen, [-1, 1])).toThrow("reshape: the lengths of some chunks are not known");
  expect(() => chosen.at(0)).toThrow(np.ShapeError);
  const known = await chosen.persist();
  expect(known.shape).toEqual([5]);
  expect(np.reshape(known, [-1, 1]).shape).toEqual([5, 1]);
});

test("masks of reductions and elementwise functions are lazy, arrays in memory, or lists", async () => {
  const mask = a.greater(3);
  for (const where of [mask, lazy.fromArray(mask, { chunks: 1 }), mask.toArray() as boolean[][]]) {
    for (const f of [np.sum, np.mean, np.std, np.any] as (typeof np.sum)[]) {
      const found = f(x, { axis: 0, where: where as lazy.LazyArray }) as lazy.LazyArray;
      expect(String(await found.compute())).toBe(String(f(a, { axis: 0, where: mask })));
    }
    const sums = np.add(x, 1, { where: where as lazy.LazyArray }) as lazy.LazyArray;
    expect(String(await sums.compute())).toBe(String(np.add(a, 1, { where: mask })));
  }
  expect(String(await np.max(x, { initial: 99 }).compute())).toBe("99.0");
});

test("masks that do not fit, and lazy indices, are refused", () => {
  expect(() => x.at(lazy.fromArray([true, false]))).toThrow(np.IndexError);
  expect(() => x.at(lazy.arange(0, 2))).toThrow("a lazy index is one mask of bools alone");
  expect(() => x.at(0, lazy.fromArray([true, false, true, true]))).toThrow(TypeError);
});

test("nothing chosen, and chunks in which nothing is", async () => {
  const none = x.at(np.less(x, 0) as lazy.LazyArray);
  expect((await none.compute()).shape).toEqual([0]);
  const [rows, columns] = np.nonzero(np.equal(x, 7) as lazy.LazyArray);
  expect([String(await rows.compute()), String(await columns.compute())]).toEqual(["[1]", "[3]"]);
});
