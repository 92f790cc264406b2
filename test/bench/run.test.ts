import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

function bench(...args: string[]) {
  const env = { ...process.env, PYTHON: "no-such-python" };
  return spawnSync(process.execPath, ["bench/run.mjs", ...args], { encoding: "utf8", env });
}

test("a benchmark prints a line for everybody of every row, and who is absent", () => {
  const { status, stdout, stderr } = bench("dispatch", "--quick", "--json", "--rounds", "1");
  expect(status, stderr).toBe(0);
  const [head, ...lines] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(head).toMatchObject({ benchmark: "dispatch", rounds: 1 });
  expect(head.about.join("\n")).toContain("not run: NumPy (spawn no-such-python ENOENT)");
  const calls = ["one argument", "two arguments", "two and an option"].flatMap((row) =>
    ["direct", "WasmArray", "adopted", "own method"].map((contender) => `${row}: ${contender}`),
  );
  const borrowed = ["WasmArray", "TensorFlow.js tensor", "jax-js array"].map(
    (contender) => `svd of 256 x 256, float32: ${contender}`,
  );
  expect(lines.map(({ row, contender }) => `${row}: ${contender}`)).toEqual([...calls, ...borrowed]);
  for (const { seconds } of lines) expect(seconds).toBeGreaterThan(0);
});

test.each([[["no-such-family"]], [["gemm", "--rounds", "0"]], [[]]])("%j: how to use it", (args) => {
  const { status, stderr } = bench(...args);
  expect(status).toBe(2);
  expect(stderr).toContain("npm run bench -- gemm|");
});
