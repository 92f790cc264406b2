import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { contendersFor } from "./contender.mjs";
import { median } from "./harness.mjs";
import { library } from "./peers.mjs";

export const peers = [];

/** Operands of a call, the bytes of an element that it reads and writes, and the call. */
const calls = {
  add: { count: 3, bytes: 24, call: (np) => np.elementwiseOut("add") },
  exp: { count: 2, bytes: 16, call: (np) => (x, out) => np.elementwise("exp")(x, { out }) },
  sum: { count: 1, bytes: 8, call: (np) => (x) => np.reductions.sum(x, null) },
};

/** The modules that say from how many elements or bytes on work is shared. */
const thresholds = ["ops/tile.js", "ops/shared-reduce.js"];

/**
 * Functions of 2^14 to 2^22 elements and of 80 MB on one thread and on several: as they are, and where all that can be cut is
 * shared; then the same after pauses, in which workers fall asleep.
 */
export async function rows({ libraries, quick }) {
  const [alone] = libraries;
  const several = libraries.find(({ isGain }) => isGain);
  if (!several) throw new Error("threads: there is only one");
  const always = { ...several, name: `${several.name}, always`, ...library(await loadSharing(several.name)) };
  const field = { libraries: [{ ...alone, ceiling: undefined }, several, always] };
  const powers = quick ? [15, 16, 17, 18] : [14, 15, 16, 17, 18, 20, 22];
  const sizes = [...powers.map((power) => [`2^${power}`, 2 ** power]), ["80 MB", 1e7]];
  return Object.entries(calls).flatMap(([op, { count, bytes, call }]) =>
    sizes.map(([name, size]) => ({
      table: `${op}, float64`,
      name,
      unit: "GB/s",
      work: bytes * size,
      tolerance: 1e-6,
      contenders: () => {
        const make = () => contendersFor(field, "float64", Array(count).fill({ shape: [size] }), call);
        const [one, , shared] = make();
        return [
          ...make(),
          rested(one),
          { ...rested(shared), relation: { is: "gain", of: rested(one).name } },
        ];
      },
    })),
  );
}

/** Milliseconds of a pause: workers look out for work for a fifth of one. */
const pause = 1;
const still = new Int32Array(new SharedArrayBuffer(4));

/** The contender, each of whose calls comes after a pause. */
const rested = ({ name, time, ...contender }) => ({
  ...contender,
  name: `${name}, rested`,
  relation: undefined,
  time(seconds) {
    const samples = [];
    for (const end = performance.now() + 1000 * seconds; performance.now() < end; ) {
      Atomics.wait(still, 0, 0, pause);
      // One call and no more.
      samples.push(time(0));
    }
    return median(samples);
  },
});

/** A copy of the package without the thresholds below which one thread does all. */
async function loadSharing(threads) {
  const copy = mkdtempSync(join(tmpdir(), "ndwasm-threads-"));
  process.once("exit", () => rmSync(copy, { recursive: true }));
  for (const part of ["node", "dispatch", "build"]) {
    cpSync(fileURLToPath(new URL(`../dist/${part}`, import.meta.url)), join(copy, part), { recursive: true });
  }
  writeFileSync(join(copy, "package.json"), '{ "type": "module" }');
  for (const name of thresholds) {
    const path = join(copy, "node", name);
    const before = readFileSync(path, "utf8");
    const after = before.replace(/sharingPays = 2 \*\* \d+/, "sharingPays = 0");
    if (after === before) throw new Error(`threads: no threshold in ${name}`);
    writeFileSync(path, after);
  }
  const np = await import(pathToFileURL(join(copy, "node/index.js")));
  await np.configure({ threads: Number.parseInt(threads, 10) });
  return np;
}
