import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test.each([
  ["more bytes than linear memory has", "1200", "1000"],
  ["millions of tiny arrays", "3000000", "2"],
])("a synchronous loop may drop %s", (_, iterations, side) => {
  const program = ["bench/memory.mjs", iterations, side];
  const { stdout, stderr } = spawnSync(process.execPath, program, { encoding: "utf8" });
  const summary = stdout.match(/slowest window ([\d.]+) of the first, at most (\d+) MiB resident/);
  expect(summary, stdout + stderr).not.toBeNull();
  const [slowest, resident] = summary!.slice(1).map(Number);
  expect(resident).toBeLessThan(4096);
  // The benchmark asks for a third; other work on the machine may slow any window of a short run.
  expect(slowest).toBeGreaterThan(0.1);
});
