/**
 * Kernels on several threads at once, synchronously. Work is cut into tiles, which the calling thread and the workers
 * take one by one; the caller never waits but for tiles that workers have begun. Workers that are not there yet, or busy
 * elsewhere, or gone, are not waited for: their share is done by the others.
 */
import { settings } from "../settings.ts";
import { type Board, type Kernel, mostTiles, runTile, takeTile } from "./board.ts";
import { dismissPool, gatherPool } from "./pool.ts";

/** How a call of a kernel is cut into tiles. Positions are those of arguments. */
export interface Tiling {
  /** The argument that counts what is cut: rows, or columns, or elements. */
  readonly count: number;
  /** So many to a tile, or a multiple if there would be too many tiles. */
  readonly size: number;
  /** Addresses that move from tile to tile: position, and bytes for each counted one. */
  readonly steps: readonly (readonly [position: number, step: number])[];
  /** The address of scratch memory, `nbytes` for each thread: position and bytes. */
  readonly scratch?: readonly [position: number, nbytes: number];
  /** Whether tiles change what they have read, so that none can be done again: a worker that is lost is then an error. */
  readonly once?: boolean | undefined;
}

/** How long the caller looks out for a tile that a worker has begun before it lets others have the processor, in ms. */
const spin = 0.1;
/** How long it then sleeps at a time. */
const nap = 0.1;
/**
 * A tile that takes a worker so long, and so many times as long as the caller took for one, is lost. Far longer than a busy machine
 * keeps a thread waiting: a worker that is given up in vain would still write what it has begun, over whatever is there by then.
 */
const patience = 5000;
const patienceFactor = 50;
/** The same where nothing could be done about it. */
const patienceOnce = 60_000;

/** After a job that the caller would have done sooner alone, it does so the next time; then twice, up to so many times. */
const mostAlone = 63;

/** For each kernel, how many jobs were to be done alone the last time, and how many are left. */
const penalties = /* @__PURE__ */ new Map<Kernel, { jobs: number; left: number }>();
/** Takes the place of the settings' number. */
let limit: number | null = null;

/** Threads that a job gets at most. */
export function threadCount(): number {
  return limit ?? settings.threads;
}

/** Calls `use` with so many threads for the jobs in it; more than one only where the memory is shared. */
export function withThreads<T>(threads: number, use: () => T): T {
  const before = limit;
  limit = threads;
  penalties.clear();
  try {
    return use();
  } finally {
    limit = before;
  }
}

/**
 * Calls a kernel of one of the modules, on several threads where there are some, as if by `kernel(...args)`. What is
 * written for a tile depends on nothing that is written for any, so that a tile can be done again unless the tiling says
 * otherwise, and not on how the work is cut.
 */
export function forkJoin(kernel: Kernel, args: readonly number[], tiling: Tiling): void {
  const threads = threadCount();
  const count = args[tiling.count];
  const pool = threads > 1 && count > tiling.size ? gatherPool(threads) : null;
  const penalty = penalties.get(kernel);
  if (!pool || (penalty && penalty.left-- > 0)) {
    kernel(...args);
    return;
  }
  const { board, indices } = pool;
  const size = tiling.size * Math.ceil(count / (tiling.size * mostTiles));
  const tiles = Math.ceil(count / size);
  board.job.set([indices.get(kernel)!, args.length, tiling.count, count, size, threads]);
  board.args.set(args);
  board.perTile.fill(0);
  for (const [position, step] of tiling.steps) board.perTile[position] = step * size;
  board.perThread.fill(0);
  if (tiling.scratch) board.perThread[tiling.scratch[0]] = tiling.scratch[1];
  const paid = run(board, tiles, tiling.once);
  const jobs = paid ? 0 : Math.min(2 * (penalty?.jobs ?? 0) + 1, mostAlone);
  penalties.set(kernel, { jobs, left: jobs });
}

/** Does the job that the board describes; false if the caller would have done it sooner alone. */
function run(board: Board, tiles: number, once = false): boolean {
  const ticket = ((Atomics.load(board.ticket, 0) >> 8) + 1) << 8;
  const job = ticket >> 8;
  board.done.fill(~job, 0, tiles);
  Atomics.store(board.ticket, 0, ticket | tiles);
  if (board.state.includes(2)) Atomics.notify(board.ticket, 0);
  const start = performance.now();
  let own = 0;
  while (takeTile(board, 0, runTile)) own++;
  const worked = performance.now() - start;
  const perTile = worked / Math.max(own, 1);
  const most = Math.max(once ? patienceOnce : patience, patienceFactor * perTile);
  const inTime = awaitTiles(board, tiles, job, most);
  if (inTime) return own === tiles || performance.now() - start < perTile * tiles;
  dismissPool();
  if (once) throw new Error("a worker thread was lost in the midst of a computation");
  for (let tile = 0; tile < tiles; tile++) {
    if (Atomics.load(board.done, tile) !== job) runTile(board, tile, 0);
  }
  return true;
}

/** Waits until all tiles of the job are done; false if that takes longer than `most` ms. */
function awaitTiles({ done }: Board, tiles: number, job: number, most: number): boolean {
  const start = performance.now();
  for (let tile = tiles - 1; tile >= 0; tile--) {
    while (Atomics.load(done, tile) !== job) {
      const waited = performance.now() - start;
      if (waited > most) return false;
      if (waited > spin) sleep(done, tile, ~job);
    }
  }
  return true;
}

/** Lets others have the processor while a word has this value, where that is allowed: not in the main thread of a page. */
function sleep(words: Int32Array, index: number, value: number): void {
  try {
    Atomics.wait(words, index, value, nap);
  } catch {}
}
