import { expect, test } from "vitest";
import { find, overridables } from "../../src/dispatch/index.ts";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

/** The public functions but for methods of others: those of the namespace, then those of the ones in it. */
const ids = overridables()
  .map(({ id }) => id)
  .filter((id) => !find(id.slice(0, Math.max(0, id.lastIndexOf(".")))))
  .sort((a, b) => Number(a.includes(".")) - Number(b.includes(".")) || (a < b ? -1 : 1));

const x = lazy.ones([4, 4], { chunks: 2 });

test("every function answers lazily, or says what to do instead", () => {
  for (const id of ids) {
    const { lazy: isLazy, alternative } = lazy.laziness(id);
    if (isLazy) {
      expect(alternative, id).toBeUndefined();
      continue;
    }
    expect(alternative, id).not.toMatch(/mapBlocks/);
    expect(() => find(id)!(x, x, x, 0), id).toThrow(new TypeError(`${id}: cannot be lazy; ${alternative}`));
  }
});

test("functions of another package cannot be lazy, and say so", () => {
  const alternative = "call it on the result of compute(), or on each chunk by mapBlocks";
  expect(lazy.laziness("docs.unknown")).toEqual({ lazy: false, alternative });
});

test("the table of functions is up to date: run vitest with -u", async () => {
  const rows = ids.map((id) => {
    const { lazy: isLazy, alternative } = lazy.laziness(id);
    return `| \`${id}\` | ${isLazy ? "lazy" : "error"} | ${alternative ?? ""} |`;
  });
  const text = [
    "# Functions for lazy arrays",
    "",
    "Generated from the code by `test/lazy/functions.test.ts`: what each function of `np` does with lazy arrays. Those that cannot be lazy",
    "throw a TypeError that says what to do instead; nothing is computed behind the user's back.",
    "",
    "| function | | instead |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../docs/lazy-functions.md");
});

test("the option out is refused, and errors name the function that was called", () => {
  expect(() => np.add(x, 1, { out: x })).toThrow("add: out: a lazy array cannot be written to");
  expect(() => np.ptp(x, { axis: 5 })).toThrow(/^ptp: axis 5 is out of bounds/);
  expect(() => np.linalg.norm(x, { axis: 5 })).toThrow(/^linalg.norm: axis 5/);
  expect(() => np.vstack([x, lazy.ones([3])])).toThrow(/^vstack: shapes/);
});
