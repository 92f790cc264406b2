import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const python = process.env.PYTHON ?? "python3";
const canRun = spawnSync(python, ["-c", "import hypothesis, numpy"]).status === 0;
const examples = 300;
// FUZZ_SEED=n looks elsewhere.
const seed = process.env.FUZZ_SEED ?? "0";

const name = `${examples} random calls give what NumPy gives (seed ${seed})`;
test.skipIf(!canRun)(canRun ? name : `${name}: not run, there is no Python with numpy and hypothesis`, () => {
  const { stdout, stderr } = spawnSync(python, ["test/conformance/fuzz.py", String(examples), seed], {
    encoding: "utf8",
  });
  expect(`${stderr}${stdout}`).toBe("ok\n");
});
