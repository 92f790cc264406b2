/** One call of an elementwise kernel: cut into strips for the caches, and into parts for threads. */
import type { Nest } from "../array/plan.ts";
import { forkJoin, threadCount } from "../wasm/threads/fork-join.ts";

/** Takes address, row step and column step of the result and of each operand, then rows, columns and perhaps more. */
export type Kernel = (...args: number[]) => void;

/** The loops of one call. */
export type TileSteps = Pick<Nest, "rows" | "cols" | "rowSteps" | "colSteps">;

/** Elements from which it matters in which order they are visited. */
export const manyElements = 4096;
/** Elements from which a call is shared by threads. */
const sharingPays = 2 ** 17;
/** Elements of a thread's part at least. */
const leastPart = 2 ** 14;
/** Parts for each thread, so that none waits long for the others. */
const partsPerThread = 8;
/** Columns done at a time where rows lie closer than columns: as many cache lines stay at hand while the rows go by. */
const strip = 64;
/** So many elements of any size fill cache lines. */
const lines = 64;

/** Calls a kernel for a tile whose operands are `at` these addresses. */
export function runTile(
  kernel: Kernel,
  at: readonly number[],
  steps: TileSteps,
  more: readonly number[],
): void {
  const { rows, cols, rowSteps, colSteps } = steps;
  const args: number[] = [];
  for (let k = 0; k < at.length; k++) args.push(at[k], rowSteps[k], colSteps[k]);
  args.push(rows, cols, ...more);
  if (rows * cols < manyElements) kernel(...args);
  else runLarge(kernel, args, steps);
}

/** Calls a kernel part by part. */
function runLarge(kernel: Kernel, args: number[], { rows, cols, rowSteps, colSteps }: TileSteps): void {
  const down = colSteps.some((_, k) => isDown({ rows, rowSteps, colSteps }, k));
  const threads = isShared(rows * cols) ? threadCount() : 1;
  const parts = threads * partsPerThread;
  const byCols = down || rows < parts;
  const steps = byCols ? colSteps : rowSteps;
  const [count, position] = byCols ? [cols, 3 * steps.length + 1] : [rows, 3 * steps.length];
  if (threads > 1) {
    const least = Math.ceil(Math.max(leastPart / ((rows * cols) / count), count / parts));
    const size = down ? strip : byCols ? Math.ceil(least / lines) * lines : least;
    forkJoin(kernel, args, { count: position, size, steps: steps.map((step, k) => [3 * k, step]) });
  } else if (down) {
    for (let j = 0; j < cols; j += strip) {
      args[position] = Math.min(strip, cols - j);
      kernel(...args);
      for (let k = 0; k < steps.length; k++) args[3 * k] += strip * steps[k];
    }
  } else kernel(...args);
}

/** Whether a call of a kernel is shared by threads. */
export const isShared = (elements: number): boolean => elements >= sharingPays && threadCount() > 1;

/** Whether elements of the next row of an operand lie closer than those of the next column, and are others. */
export function isDown({ rows, rowSteps, colSteps }: Omit<TileSteps, "cols">, operand: number): boolean {
  const step = rowSteps[operand];
  return rows > 1 && step !== 0 && Math.abs(step) < Math.abs(colSteps[operand]);
}
