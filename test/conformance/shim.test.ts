import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as np from "../../src/index.ts";

const folder = "conformance/ndwasm";
const sources = readdirSync(folder).filter((name) => name.endsWith(".py"));

test("the Python package imports nothing but itself and what comes with Python: no arithmetic of arrays", () => {
  const imported = sources.flatMap((name) => {
    const text = readFileSync(`${folder}/${name}`, "utf8");
    return [...text.matchAll(/^\s*(?:import|from) +([\w.]+)/gm)].map(([, module]) => module);
  });
  const foreign = new Set(imported.filter((module) => !module.startsWith(".") && module !== "ndwasm"));
  expect([...foreign].sort()).toEqual([
    "atexit",
    "collections",
    "functools",
    "inspect",
    "operator",
    "os",
    "pathlib",
    "struct",
    "subprocess",
    "types",
  ]);
});

test("its functions are functions of the namespace", () => {
  const text = readFileSync(`${folder}/signatures.py`, "utf8");
  const paths = [...text.matchAll(/^([\w.]+)\(/gm)].map(([, path]) => path);
  const root: Record<string, unknown> = { ...np, info: np.__array_namespace_info__() };
  const missing = paths.filter(
    (path) =>
      typeof path.split(".").reduce((parent, name) => (parent as never)?.[name], root as unknown) !==
      "function",
  );
  expect(paths).toContain("linalg.svd");
  expect(missing).toEqual([]);
});

const python = process.env.PYTHON ?? "python3";
const canRun = spawnSync(python, ["--version"]).status === 0;

test.skipIf(!canRun)("Python's operators, indices, scalars and errors are the array's", () => {
  const { stdout, stderr } = spawnSync(python, ["test/conformance/shim_check.py"], {
    env: { ...process.env, PYTHONPATH: "conformance" },
    encoding: "utf8",
  });
  expect(`${stderr}${stdout}`).toBe("ok\n");
});
