/** One case of larger.mjs: prints seconds, the largest resident memory in bytes, and what it came to. */
import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { load } from "./ndwasm.mjs";

const mebi = 2 ** 20;
const threads = 2;
const [name, path, ...lengths] = process.argv.slice(2);

const cases = { write, read, moments, factors, left, values };

if (isMainThread) {
  const np = await load();
  const lazy = await load("ndwasm/lazy");
  const start = performance.now();
  const found = await cases[name](lazy, np);
  const seconds = (performance.now() - start) / 1000;
  const resident = 1024 * process.resourceUsage().maxRSS;
  console.log(JSON.stringify({ seconds, resident, values: found?.toArray() }));
} else readAll(workerData);

/** Chunks of 8 MB, uncompressed. */
async function write(lazy) {
  const shape = lengths.map(Number);
  const x = lazy.random.random(shape, { chunks: [1_000_000 / shape[1], -1], seed: 7 });
  await x.toZarr(path, { compressor: null, threads });
}

/** Reads the files of all chunks and does nothing with them. */
async function read() {
  const files = readdirSync(`${path}/c`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
  const parts = Array.from({ length: threads }, (_, i) => files.filter((_, j) => j % threads === i));
  await Promise.all(
    parts.map((workerData) => {
      const worker = new Worker(new URL(import.meta.url), { workerData });
      return new Promise((resolve, reject) => worker.on("exit", resolve).on("error", reject));
    }),
  );
}

/** Into memory that is there already. */
function readAll(files) {
  let buffer = new Uint8Array(0);
  for (const file of files) {
    const descriptor = openSync(file);
    const { size } = fstatSync(descriptor);
    if (buffer.length < size) buffer = new Uint8Array(size);
    if (readSync(descriptor, buffer, 0, size, 0) !== size) throw new Error(`${file} is too short`);
    closeSync(descriptor);
  }
}

async function moments(lazy, np) {
  const x = await lazy.fromZarr(path);
  const results = [np.mean(x, { axis: 0 }), np.std(x, { axis: 0 })];
  const [mean, std] = await lazy.compute(results, { threads, memoryLimit: 512 * mebi });
  // Of numbers spread evenly between 0 and 1.
  const off = Math.max(
    Math.abs(np.mean(mean).item() - 0.5),
    Math.abs(np.mean(std).item() - 1 / Math.sqrt(12)),
  );
  if (!(off < 0.01)) throw new Error(`mean and std are off by ${off}`);
}

async function factors(lazy, np) {
  const { S, Vh } = np.linalg.svd(await lazy.fromZarr(path), { full_matrices: false });
  const [values] = await lazy.compute([S, Vh], { threads, memoryLimit: 256 * mebi });
  return values;
}

async function left(lazy, np) {
  const { U } = np.linalg.svd(await lazy.fromZarr(path), { full_matrices: false });
  await U.toZarr(`${path}.left`, { compressor: null, threads, memoryLimit: 256 * mebi });
}

async function values(lazy, np) {
  return np.linalg.svdvals(await (await lazy.fromZarr(path)).compute());
}
