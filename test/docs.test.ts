import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as dispatch from "../src/dispatch/index.ts";
import * as np from "../src/index.ts";
import { blocksIn, type Example, examplesIn, filesIn, hasResult, moduleOf } from "./examples.ts";

const sources = filesIn("src", ".ts");
const pages = ["README.md", ...(existsSync("docs") ? filesIn("docs", ".md") : [])];
const docstrings = sources.flatMap((path) => examplesIn(path, readFileSync(path, "utf8")));
const examples = [...docstrings, ...pages.flatMap((path) => blocksIn(path, readFileSync(path, "utf8")))];

const folder = mkdtempSync(join(tmpdir(), "ndwasm-examples-"));
const fileOf = ({ path, line }: Example): string => join(folder, `${path.replaceAll("/", "-")}-${line}.ts`);

beforeAll(() => {
  // For what examples import of other packages.
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
  const options = { extends: resolve("tsconfig.json"), include: ["*.ts"] };
  const compilerOptions = {
    // Docstrings import more than each uses, imports are absolute, and users may write what erasableSyntaxOnly forbids.
    noUnusedLocals: false,
    noUnusedParameters: false,
    rewriteRelativeImportExtensions: false,
    erasableSyntaxOnly: false,
    typeRoots: [resolve("node_modules/@types")],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...options, compilerOptions }));
  for (const example of examples) writeFileSync(fileOf(example), moduleOf(example, Object.keys(dispatch)));
});

afterAll(() => rmSync(folder, { recursive: true }));

test("examples compile", () => {
  let errors = "";
  try {
    execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", folder], { encoding: "utf8" });
  } catch (error) {
    errors = (error as { stdout: string }).stdout;
  }
  expect(errors).toBe("");
});

describe("examples give what they say", () => {
  const named = examples.map((example) => [`${example.path}:${example.line}`, example] as const);

  test.each(named)("%s", async (_, example) => {
    await import(/* @vite-ignore */ fileOf(example));
  });
});

test("examples of docstrings end in a result", () => {
  expect(
    docstrings.filter((example) => !hasResult(example)).map(({ path, line }) => `${path}:${line}`),
  ).toEqual([]);
});

test("every public function has an example", () => {
  const names = new Set(docstrings.map(({ name }) => name));
  const missing = publicFunctions(np).filter((id) => !names.has(id.slice(id.lastIndexOf(".") + 1)));
  expect(missing).toEqual([]);
});

/** Paths of the functions of a namespace and of those below it; of classes, methods have the examples. */
function publicFunctions(namespace: object, prefix = ""): string[] {
  return Object.entries(namespace).flatMap(([name, value]) => {
    if (typeof value === "function") return isClass(value) ? [] : [prefix + name];
    const below =
      typeof value === "object" && value !== null && Object.values(value).some((v) => "id" in Object(v));
    return below ? publicFunctions(value, `${name}.`) : [];
  });
}

const isClass = (value: object): boolean => /^class\b/.test(Function.prototype.toString.call(value));
