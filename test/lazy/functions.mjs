import { existsSync, writeFileSync } from "node:fs";
import { isMainThread, threadId } from "node:worker_threads";
import * as np from "ndwasm";
import * as lazy from "ndwasm/lazy";

const module = { module: import.meta.url };
// Test files run in threads too: what counts is being a worker of the package.
const isWorker = !isMainThread && process.env.NDWASM_NUM_THREADS === "1";

lazy.register("test.thread", (chunk) => np.full(chunk.shape, isWorker ? threadId : 0), module);

lazy.register(
  "test.dieOnce",
  (chunk, path) => {
    if (isWorker && !existsSync(path)) {
      writeFileSync(path, "");
      process.exit(1);
    }
    return np.positive(chunk);
  },
  module,
);

lazy.register(
  "test.fail",
  () => {
    throw new RangeError("this is what it says");
  },
  module,
);
