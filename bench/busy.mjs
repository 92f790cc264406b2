import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { contendersFor } from "./contender.mjs";

export const peers = [];

/** Products with all cores for themselves, and while other processes keep all cores but one busy. */
export function rows({ libraries, quick }) {
  const [alone] = libraries;
  const variants = [alone, ...libraries.filter(({ isGain }) => isGain)];
  const contenders = (n) => {
    const operands = [{ shape: [n, n] }, { shape: [n, n] }];
    return contendersFor({ libraries: variants }, "float64", operands, ({ matmul }) => matmul);
  };
  return (quick ? [128, 512] : [96, 128, 256, 512, 1024]).map((n) => ({
    table: "float64, other cores busy",
    name: `${n}²`,
    unit: "GF/s",
    work: 2 * n ** 3,
    tolerance: 1e-9,
    contenders: () => [...contenders(n), ...contenders(n).map((contender) => busily(contender, alone.name))],
  }));
}

/** The contender, which computes and is timed while other cores are busy. */
function busily({ name, result, time, ...contender }, first) {
  return {
    ...contender,
    name: `${name}, busy`,
    relation: { is: "gain", of: first },
    result: () => whileBusy(result),
    time: (seconds) => whileBusy(() => time(seconds)),
  };
}

/** Seconds after which a process that keeps a core busy ends by itself, should nobody be left to end it. */
const limit = 30;

async function whileBusy(use) {
  const program = `require("node:fs").writeSync(1, "."); for (const end = Date.now() + ${limit * 1000}; Date.now() < end; );`;
  const others = Array.from({ length: Math.max(availableParallelism() - 1, 1) }, () =>
    spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] }),
  );
  try {
    await Promise.all(others.map(({ stdout }) => once(stdout, "data")));
    return await use();
  } finally {
    for (const other of others) other.kill();
  }
}
