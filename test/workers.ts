import * as np from "../src/index.ts";
import { withThreads } from "../src/wasm/threads/fork-join.ts";
import { joinedWorkers } from "../src/wasm/threads/pool.ts";

/** Makes the workers for so many threads join. */
export async function gather(count: number): Promise<void> {
  const x = np.ones([2 ** 19]);
  do {
    withThreads(count, () => np.sum(x).dispose());
    await new Promise((resolve) => setTimeout(resolve, 5));
  } while (joinedWorkers() < count - 1);
  x.dispose();
}
