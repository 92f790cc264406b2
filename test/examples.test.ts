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
const hidden = 1;`;

test("finds blocks, lines and names", () => {
  expect(examplesIn("a.ts", source)).toEqual([
    { place: "a.ts:4", name: "next", code: "const x = 1;\nx + 1 // 2" },
    { place: "a.ts:10", code: "[1, 2] // [1, 2]" },
  ]);
  expect(blocksIn("a.md", "Text\n```ts\nf();\n```\n```sh\nls\n```\n")).toEqual([
    { place: "a.md:3", code: "f();" },
  ]);
});

test("checks lines that are expressions with a result", () => {
  expect(moduleOf({ place: "", code: "const x = 1; // one\nx + 1; // 2" }, [])).toContain(
    'const x = 1; // one\nexpectPrinted(x + 1, "2");',
  );
  expect(hasResult({ place: "", code: "f();\nconst x = 1; // one" })).toBe(false);
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
