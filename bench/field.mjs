import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadCopy } from "./ndwasm.mjs";
import { startNumPy } from "./numpy.mjs";
import { loadPeak } from "./peak.mjs";
import { library, peers } from "./peers.mjs";

/** ndwasm's artefacts, the best first, and the kernels that measure what each could do. */
const artefacts = [
  { name: "ndwasm", relaxed: true, peak: "peak-relaxed" },
  { name: "baseline", relaxed: false, peak: "peak" },
];

/**
 * Those that a benchmark compares: ndwasm with each artefact that this engine can compile, the libraries named, and NumPy.
 * Whatever cannot be run is in `absent`, with the reason.
 */
export async function gather(wanted) {
  if (wanted.length > 0) installPeers();
  const field = { libraries: [], peaks: {}, names: [], absent: [], numpy: undefined, stop: () => {} };
  for (const { name, relaxed, peak } of artefacts) {
    await attempt(field, name, async () => {
      const ceiling = relaxed ? "FMA peak" : "mul+add peak";
      field.peaks[ceiling] = loadPeak(peak);
      field.libraries.push({ name, ceiling, ...library(await loadCopy({ relaxed })) });
    });
  }
  for (const name of wanted) {
    await attempt(field, name, async () => {
      const peer = await peers[name]();
      field.libraries.push({ name, ...peer });
      field.names.push(`${name} ${peer.version}`);
    });
  }
  await attempt(field, "NumPy", async () => {
    field.numpy = await startNumPy();
    field.stop = field.numpy.stop;
    field.names.push(`NumPy ${field.numpy.version} with one thread`);
  });
  return field;
}

async function attempt(field, name, load) {
  try {
    await load();
  } catch (error) {
    field.absent.push([name, error.message.split("\n")[0]]);
  }
}

/** The peers are no dependency of the package: they are installed the first time that somebody compares with them. */
function installPeers() {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  if (existsSync(`${folder}node_modules`)) return;
  console.error("Installing the libraries to compare with: npm ci --prefix bench");
  const { status } = spawnSync("npm", ["ci", "--prefix", folder, "--ignore-scripts"], {
    stdio: ["ignore", process.stderr, process.stderr],
    shell: process.platform === "win32",
  });
  if (status !== 0) console.error("That failed; what is missing will not be run.");
}
