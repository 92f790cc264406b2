/** Principal components of a Zarr store that is larger than the memory that the run may take. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as np from "ndwasm";
import * as lazy from "ndwasm/lazy";

const [samples, features, hidden] = [200_000, 64, 3];
const memoryLimit = 48 * 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), "ndwasm-pca-"));

try {
  // Three directions in which the samples vary much, and a little noise in all: written chunk by chunk.
  const chunks = [10_000, -1];
  const weights = lazy.random.normal(0, 1, [samples, hidden], { chunks, seed: 1 });
  const directions = lazy.random.normal(0, 1, [hidden, features], { seed: 2 });
  const noise = lazy.random.normal(0, 0.1, [samples, features], { chunks, seed: 3 });
  const store = join(folder, "samples.zarr");
  await np.add(np.matmul(weights, directions), noise).toZarr(store, { memoryLimit });

  const x = await lazy.fromZarr(store);
  const size = (x.nbytes / 2 ** 20).toFixed(0);
  console.log(
    `${x.shape.join(" × ")} numbers in ${x.npartitions} chunks, ${size} MiB; at most ${memoryLimit / 2 ** 20} in memory`,
  );

  const mean = await np.mean(x, { axis: 0 }).compute({ memoryLimit });
  const { S, Vh } = np.linalg.svd(np.subtract(x, mean), { full_matrices: false });
  const start = performance.now();
  const [s, components] = await lazy.compute([S, Vh], { memoryLimit });
  console.log(`decomposed in ${((performance.now() - start) / 1000).toFixed(1)} s`);

  const variances = np.divide(np.square(s), samples - 1);
  const shares = np.divide(variances, np.sum(variances));
  console.log(
    `shares of the variance: ${np.divide(np.round(np.multiply(shares.at(":5"), 10_000)), 100)} % …`,
  );

  // The samples in terms of the components, as a store again.
  const scores = np.matmul(np.subtract(x, mean), components.at(`:${hidden}`).T);
  await scores.toZarr(join(folder, "scores.zarr"), { memoryLimit });
  const deviations = await np.std(await lazy.fromZarr(join(folder, "scores.zarr")), { axis: 0 }).compute();
  console.log(`standard deviations of the scores: ${deviations}`);
} finally {
  rmSync(folder, { recursive: true });
}
