import { expect, test } from "vitest";
import { blocksIn, examplesIn, expectPrinted, hasResult, moduleOf } from "./examples.ts";

const source = `/**
 * Text.
 * @throws Error
 * @example
 * const x = 1;
 * x + 1 // 2
 */
export const next = 2;

/** In a line. @example [1, 2] // [1, 2] */
const hidden = 1;

/** @example true // true */
const no = false;
export { no as yes };`;

test("finds blocks, lines and names", () => {
  expect(examplesIn("a.ts", source)).toEqual([
    { path: "a.ts", line: 4, name: "next", code: "const x = 1;\nx + 1 // 2" },
    { path: "a.ts", line: 10, code: "[1, 2] // [1, 2]" },
    { path: "a.ts", line: 13, name: "yes", code: "true // true" },
  ]);
  expect(blocksIn("a.md", "Text\n```ts\nf();\n```\n```sh\nls\n```\n")).toEqual([
    { path: "a.md", line: 3, code: "f();" },
  ]);
});

test("checks lines that are expressions with a result", () => {
  expect(moduleOf({ path: "a.md", line: 1, code: "const x = 1; // one\nx + 1; // 2" }, [])).toContain(
    'const x = 1; // one\nexpectPrinted(x + 1, "2");',
  );
  expect(hasResult({ path: "a.md", line: 1, code: "f();\nconst x = 1; // one" })).toBe(false);
});

test("imports what a docstring uses", () => {
  const example = { path: "src/a.ts", line: 1, name: "format", code: "format(np.zeros(2)) // [0, 0]" };
  const text = moduleOf(example, ["adopt", "find"]);
  expect(text).toMatch(/import \* as np from ".*\/src\/index.ts";/);
  expect(text).toMatch(/import { adopt, find } from ".*\/src\/dispatch\/index.ts";/);
  expect(text).toMatch(/import { format } from ".*\/src\/a.ts";/);
});

test.each([
  [[1, [2n, true]], "[1, [2n, true]]"],
  [-0, "-0"],
  [{ re: 1, im: 2 }, "{ re: 1, im: 2 }"],
  ["float32", '"float32"'],
  ["float32", "float32"],
  ["a\nb", "a\\n  b"],
])("takes %s for %s", (value, text) => expectPrinted(value, text));

test("refuses what is not printed so", () => {
  expect(() => expectPrinted([1, 2], "[1, 3]")).toThrow("gives [1, 2] or");
});
