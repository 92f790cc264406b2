import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { overridables } from "../../src/dispatch/index.ts";
import "../../src/index.ts";
import { readCases } from "./chapters.ts";

// Those that return text are compared with what NumPy prints: test/np/printing.test.ts.
const texts = ["array_repr", "array_str", "array2string"];
// And those of files with its files: test/io.
const files = "save savez savez_compressed safetensors.save_file savetxt loadtxt genfromtxt".split(" ");

// Those that take or give what NumPy does not know: test/np/{containers,host}.test.ts.
const exchanges = ["toHost", "toNdarray", "toStdlib", "toArrow", "toImageData"];

test("every overridable function has cases in a chapter that is run", () => {
  const chapters = readdirSync("test/fixtures")
    .map((name) => name.replace(".jsonl", ""))
    .filter((name) => existsSync(`test/cases/${name}.test.ts`));
  const covered = new Set([
    ...texts,
    ...files,
    ...exchanges,
    ...chapters.flatMap(readCases).map(({ fn }) => fn),
  ]);
  expect(overridables().filter(({ id }) => !covered.has(id))).toEqual([]);
});
