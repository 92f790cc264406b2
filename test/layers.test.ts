import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { describe, expect, test } from "vitest";

/** What the files of each part of src/ may import besides the part itself; "packages" are those of npm and Node. */
const allowed: { readonly [part: string]: readonly string[] } = {
  pure: [],
  dispatch: [],
  wasm: ["pure", "build", "packages"],
  array: ["pure", "wasm", "dispatch"],
  ops: ["pure", "wasm", "array"],
  np: ["pure", "wasm", "array", "ops", "dispatch"],
  io: ["pure", "wasm", "array", "ops", "np", "dispatch", "packages"],
  lazy: ["pure", "array", "np", "dispatch", "io", "entry", "packages"],
  adapters: ["pure", "np", "dispatch", "entry", "packages"],
  entry: ["pure", "wasm", "array", "ops", "np", "dispatch", "io"],
};

/** And of assembly/: nothing from outside, and entries are what nobody imports. */
const allowedInAssembly: { readonly [part: string]: readonly string[] } = {
  lib: [],
  kernels: ["lib"],
  modules: ["lib", "kernels"],
};

const pure = ["src/errors.ts", "src/dtype.ts", "src/shape.ts", "src/peer.ts"];
const modules = new Set(
  Object.keys(JSON.parse(readFileSync("asconfig.json", "utf8")).targets).map(
    (target) => `assembly/${target.split("-")[0]}.ts`,
  ),
);

/** The part of the house that a path belongs to. */
function partOf(path: string): string {
  const [top, folder, ...rest] = path.split("/");
  if (top === "build") return "build";
  if (top === "assembly") return modules.has(path) ? "modules" : folder === "lib" ? "lib" : "kernels";
  if (top !== "src") return top;
  if (pure.includes(path)) return "pure";
  return rest.length ? folder : "entry";
}

/** An import or export statement, a call or type of import, a file found by URL: in each the specifier. */
const specifiers =
  /(?:^\s*(?:import|export)\b(?:[^"'`;]*\bfrom)?\s*|\bimport\(\s*|\bnew URL\(\s*)["'`]([^"'`]+)["'`]/gm;

/** What a source imports, types too. */
function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...code.matchAll(specifiers)].map(([, specifier]) => specifier);
}

/** The imports of a file that its part may not have. */
function violations(path: string, source: string): string[] {
  const part = partOf(path);
  const rules = path.startsWith("assembly/") ? allowedInAssembly : allowed;
  if (!rules[part]) return [`${path}: '${part}' has no rule`];
  return importsOf(source).flatMap((specifier) => {
    const target = targetOf(path, specifier);
    return target === part || rules[part].includes(target) ? [] : [`${path} imports ${specifier}`];
  });
}

/** The part that an import leads to. Names with # stand for the artefacts; AssemblyScript leaves out extensions. */
function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith("#")) return "build";
  if (!specifier.startsWith(".")) return "packages";
  const target = normalize(join(dirname(path), specifier));
  return partOf(path.startsWith("assembly/") ? `${target.replace(/\.ts$/, "")}.ts` : target);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}

describe("imports go down only", () => {
  test.each(["src", "assembly"])("in %s/", (folder) => {
    const found = sourcesIn(folder).flatMap((path) => violations(path, readFileSync(path, "utf8")));
    expect(found).toEqual([]);
  });

  test.each([
    ["src/shape.ts", 'import { memory } from "./wasm/memory.ts";'],
    ["src/dtype.ts", 'import type { WasmArray } from "./array/wasm-array.ts";'],
    ["src/dispatch/ask.ts", 'import { ShapeError } from "../errors.ts";'],
    ["src/dispatch/ask.ts", 'import { readFileSync } from "node:fs";'],
    ["src/wasm/memory.ts", 'export { WasmArray } from "../array/wasm-array.ts";'],
    ["src/array/print.ts", 'const { sum } = await import("../ops/reduce.ts");'],
    ["src/array/print.ts", 'type Core = typeof import("../../build/core.js");'],
    ["src/ops/plan.ts", 'import {\n  overridable,\n} from "../dispatch/index.ts";'],
    ["src/ops/plan.ts", 'import "../np/creation.ts";'],
    ["src/ops/plan.ts", 'import { module } from "#core";'],
    ["src/np/linalg/svd.ts", "const bytes = read(new URL(`../../../build/linalg.wasm`, import.meta.url));"],
    ["src/np/linalg/svd.ts", 'import { Lazy } from "../../lazy/index.ts";'],
    ["src/lazy/graph.ts", 'import { reduce } from "../ops/reduce.ts";'],
    ["src/adapters/tfjs.ts", 'import { WasmArray } from "../array/wasm-array.ts";'],
    ["src/attic/old.ts", ""],
    ["assembly/lib/lanes.ts", 'import { add } from "../elementwise";'],
    ["assembly/gemm/pack.ts", 'export * from "../core";'],
    ["assembly/elementwise.ts", 'import { promote } from "../src/dtype.ts";'],
  ])("a violation is found: %s with %s", (path, source) => {
    expect(violations(path, source)).toHaveLength(1);
  });

  test.each([
    ["src/np/sum.ts", '/** @example import { x } from "../lazy/index.ts" */\n// import "../lazy/index.ts";'],
    [
      "src/np/sum.ts",
      'import { reduce } from "../ops/reduce.ts";\nimport { overridable } from "../dispatch/index.ts";',
    ],
    ["src/np/sum.ts", "throw new TypeError(\n  `use import { sum } from 'ndwasm'`);"],
    ["src/wasm/core.ts", 'import { module } from "#core";\nimport { x } from "@assemblyscript/loader";'],
    ["assembly/core.ts", 'export * from "./reduce/sum";\nimport { madd } from "./lib/lanes";'],
  ])("none is found where there is none: %s", (path, source) => {
    expect(violations(path, source)).toEqual([]);
  });
});
