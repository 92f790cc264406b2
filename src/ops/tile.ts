/** One call of an elementwise kernel: cut into strips for the caches, and into parts for threads. */
import type { Nest } from "../array/plan.ts";
import { forkJoin, threadCount } from "../wasm/threads/fork-join.ts";

/** Takes address, row step and column step of the result and of each operand, then rows, columns and perhaps more. */
export type Kernel = (...args: number[]) => void;

/** The loops of one call. */
export type TileSteps = Pick<Nest, "rows" | "cols" | "rowSteps" | "colSteps">;

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
  { rows, cols, rowSteps, colSteps }: TileSteps,
  more: readonly number[],
): void {
  const args: number[] = [];
  for (let k = 0; k < at.length; k++) args.push(at[k], rowSteps[k], colSteps[k]);
  args.push(rows, cols, ...more);
  const isDown = rows > 1 && cols > strip && colSteps.some((step, k) => isCloser(rowSteps[k], step));
  const threads = rows * cols < sharingPays ? 1 : threadCount();
  const parts = threads * partsPerThread;
  const byCols = isDown || rows < parts;
  const [count, position, steps] = byCols
    ? [cols, 3 * at.length + 1, colSteps]
    : [rows, 3 * at.length, rowSteps];
  if (threads > 1) {
    const least = Math.ceil(Math.max(leastPart / ((rows * cols) / count), count / parts));
    const size = isDown ? strip : byCols ? Math.ceil(least / lines) * lines : least;
    forkJoin(kernel, args, { count: position, size, steps: steps.map((step, k) => [3 * k, step]) });
  } else if (isDown) {
    for (let j = 0; j < cols; j += strip) {
      args[position] = Math.min(strip, cols - j);
      kernel(...args);
      for (let k = 0; k < at.length; k++) args[3 * k] += strip * colSteps[k];
    }
  } else kernel(...args);
}

/** Whether elements of the next row lie closer than those of the next column, and are others. */
const isCloser = (row: number, col: number): boolean => row !== 0 && Math.abs(row) < Math.abs(col);
