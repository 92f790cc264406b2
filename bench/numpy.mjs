import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const interpreter = process.env.PYTHON ?? "python3";
const oneThread = Object.fromEntries(
  ["OPENBLAS", "OMP", "MKL", "BLIS", "VECLIB_MAXIMUM"].map((name) => [`${name}_NUM_THREADS`, "1"]),
);

/** NumPy with one thread, in a process of its own that times statements when asked. Throws where there is none. */
export async function startNumPy() {
  const child = spawn(interpreter, [fileURLToPath(new URL("numpy_timer.py", import.meta.url))], {
    env: { ...process.env, ...oneThread },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (data) => {
    complaint += data;
  });
  child.stdin.on("error", () => {});
  const failure = new Promise((_, reject) => {
    child.on("error", reject);
    child.on("close", () => reject(new Error(complaint.trim().split("\n").at(-1) || "it ended early")));
  });
  failure.catch(() => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  async function ask(request) {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await Promise.race([lines.next(), failure]);
    return done ? failure : JSON.parse(value);
  }
  return {
    version: await ask({ do: "version" }),
    /** What the harness runs: `setup` makes operands with `pattern(*shape, dtype=)`, `statement` is timed. */
    contender: (setup, statement) => ({
      name: "NumPy",
      prepare: () => ask({ do: "prepare", statement: setup }),
      result: () => ask({ do: "evaluate", statement }),
      time: (seconds) => ask({ do: "time", statement, seconds }),
    }),
    stop: () => child.kill(),
  };
}
