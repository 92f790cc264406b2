import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { timeAwaited } from "./harness.mjs";
import { load } from "./ndwasm.mjs";

export const peers = [];
export const pace = { seconds: 1, limit: 10 };

/** Files of float64, beside what the runtime needs for their bytes alone, and NumPy. What is read lies in the system's cache. */
export async function rows({ numpy, quick }) {
  const np = await load();
  const sizes = quick ? [2 ** 20, 2 ** 24] : [2 ** 20, 2 ** 24, 2 ** 30];
  return sizes.flatMap((size) => [reading(np, numpy, size), writing(np, numpy, size)]);
}

/** What each contender of a row needs: a folder with the file, and numbers. */
function prepared(np, size, use) {
  const folder = mkdtempSync(join(tmpdir(), "ndwasm-bench-"));
  const path = join(folder, "x.npy");
  const x = np.arange(size / 8);
  const finish = () => {
    x.dispose();
    rmSync(folder, { recursive: true });
  };
  const [first, ...others] = use(path, x);
  const prepare = () => np.save(path, x);
  return [{ ...first, prepare }, ...others.slice(0, -1), { ...others.at(-1), finish }];
}

const row = (np, table, size, use) => ({
  table,
  name: `${size / 2 ** 20} MiB`,
  unit: "GB/s",
  work: size,
  contenders: () => prepared(np, size, use),
});

const reading = (np, numpy, size) =>
  row(np, "load", size, (path) => [
    {
      name: "ndwasm",
      relation: { is: "share", of: "fs.readFile" },
      time: (seconds) => timeAwaited(async () => (await np.load(path)).dispose(), seconds),
    },
    { name: "fs.readFile", time: (seconds) => timeAwaited(() => readFile(path), seconds) },
    ...(numpy ? [beside(numpy, `np.load(${JSON.stringify(path)})`)] : []),
  ]);

const writing = (np, numpy, size) =>
  row(np, "save", size, (path, x) => [
    {
      name: "ndwasm",
      relation: { is: "share", of: "fs.writeFileSync" },
      time: (seconds) => timeAwaited(() => np.save(path, x), seconds),
    },
    {
      name: "fs.writeFileSync",
      time: (seconds) => timeAwaited(async () => writeFileSync(`${path}.copy`, x.data), seconds),
    },
    ...(numpy ? [beside(numpy, `np.save(${JSON.stringify(path)}, x)`, `x = np.arange(${size / 8}.0)`)] : []),
  ]);

const beside = (numpy, statement, setup = "") => {
  const { name, prepare, time } = numpy.contender(setup, statement);
  return { name, prepare, time, relation: { is: "times", of: "ndwasm" } };
};
