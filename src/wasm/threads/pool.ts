import { bindings } from "../instance.ts";
import { boardBase, memory } from "../memory.ts";
import { type Board, type Kernel, openBoard } from "./board.ts";
import { type Running, startWorker } from "./worker.ts";

/** The workers of a memory. Thread 0 is the one that calls. */
export interface Pool {
  readonly board: Board;
  readonly modules: readonly WebAssembly.Module[];
  readonly indices: ReadonlyMap<Kernel, number>;
  readonly workers: Map<number, Running>;
}

let pool: Pool | null = null;
/** Why no worker is started any more: one ended before it ever joined. */
let failure: string | null = null;

/** Workers that have joined. */
export function joinedWorkers(): number {
  return pool ? pool.board.state.filter((state) => state !== 0).length : 0;
}

/** Why workers cannot be had although the environment has them, or null. */
export function poolFailure(): string | null {
  return failure;
}

/** The pool, with a worker for each thread below `threads` but the first: those that are missing are being started. */
export function gatherPool(threads: number): Pool | null {
  if (failure !== null) return null;
  // A module that was imported since: its kernels are unknown to the workers.
  if (pool && pool.modules.length < bindings.length) dismissPool();
  pool ??= emptyPool();
  for (let thread = 1; thread < threads && failure === null; thread++) {
    if (!pool.workers.has(thread)) hire(pool, thread);
  }
  return pool;
}

/** Stops all workers; the next job that is big enough starts others. */
export function dismissPool(): void {
  if (!pool) return;
  const { workers, board } = pool;
  pool = null;
  for (const [thread, worker] of workers) {
    // First, so that its end is none of the next pool's business.
    workers.delete(thread);
    worker.terminate();
    Atomics.store(board.state, thread, 0);
  }
}

function emptyPool(): Pool {
  const kernels = bindings.flatMap(({ artefact, exports }) =>
    WebAssembly.Module.exports(artefact.module)
      .filter(({ kind }) => kind === "function")
      .map(({ name }) => exports[name] as Kernel),
  );
  return {
    board: openBoard(memory, boardBase, kernels),
    modules: bindings.map(({ artefact }) => artefact.module),
    indices: new Map(kernels.map((kernel, index) => [kernel, index])),
    workers: new Map(),
  };
}

function hire({ board, modules, workers }: Pool, thread: number): void {
  const onEnd = (reason?: string) => {
    if (workers.get(thread) !== worker) return;
    workers.delete(thread);
    if (Atomics.exchange(board.state, thread, 0) === 0)
      failure ??= reason ?? "a worker ended when it started";
  };
  let worker: Running;
  try {
    worker = startWorker({ memory, base: boardBase, modules, thread }, onEnd);
  } catch (error) {
    failure = String(error);
    return;
  }
  workers.set(thread, worker);
}
