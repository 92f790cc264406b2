import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadCopy } from "./ndwasm.mjs";
import { startNumPy } from "./numpy.mjs";
import { loadPeak } from "./peak.mjs";
import { library, peers } from "./peers.mjs";

/** ndwasm as it is to be measured: the best first, of which others are variations. */
const variants = (threads) => [
  { name: "ndwasm", ceiling: "FMA peak", settings: { relaxed: true, threads: 1 } },
  { name: "baseline", ceiling: "mul+add peak", settings: { relaxed: false, threads: 1 } },
  { name: `${threads} threads`, isGain: true, settings: { relaxed: true, threads } },
];

/** The artefacts of assembly/peak.ts that measure the ceilings. */
const peaks = { "FMA peak": "peak-relaxed", "mul+add peak": "peak" };

/**
 * Those that a benchmark compares: ndwasm with each artefact that this engine can compile and with several threads, the
 * libraries named, and NumPy. Whatever cannot be run is in `absent`, with the reason.
 */
export async function gather(wanted, threads) {
  if (wanted.length > 0) installPeers();
  const field = { libraries: [], peaks: {}, names: [], absent: [], numpy: undefined, stop: () => {} };
  for (const { name, ceiling, isGain, settings } of variants(threads)) {
    await attempt(field, name, async () => {
      if (ceiling) field.peaks[ceiling] = loadPeak(peaks[ceiling]);
      field.libraries.push({ name, ceiling, isGain, ...library(await loadVariant(settings)) });
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

async function loadVariant(settings) {
  const np = await loadCopy(settings);
  const { threads } = np.show_config({ mode: "dicts" });
  if (threads.count !== settings.threads) throw new Error(threads.why);
  return np;
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
