/**
 * The board: words of linear memory by which threads share a job. A job is a kernel with its arguments and how these
 * change from tile to tile. `openBoard`, `takeTile`, `runTile` and `serve` also run in workers, which get their source
 * text, so each uses only its parameters, and none has functions inside that a compiler could want to name.
 */

export type Kernel = (...args: number[]) => void;

/** Views of the board, and what its users bring along. */
export interface Board {
  /**
   * How many tiles of the job nobody has taken yet, in the low 8 bits, below the number of the job. A tile is taken by
   * counting down, so that one cannot be taken of another job than the one that was looked at.
   */
  readonly ticket: Int32Array;
  /** Index of the kernel; number of arguments; which of them counts elements; elements in all and in a tile; threads. */
  readonly job: Int32Array;
  /** The arguments for tile 0 and thread 0, and what to add for each tile and for each thread. */
  readonly args: Float64Array;
  readonly perTile: Int32Array;
  readonly perThread: Int32Array;
  /** For each tile the number of the job once it is finished. */
  readonly done: Int32Array;
  /** For each thread: 0 if it is not there, 1 if it is awake, 2 if it sleeps until the ticket changes. */
  readonly state: Int32Array;
  /** Exported functions of all modules, in the same order for all threads. */
  readonly kernels: readonly Kernel[];
}

/** Tiles of a job at most. */
export const mostTiles = 255;

/** What a worker starts with. */
export interface Assignment {
  readonly memory: WebAssembly.Memory;
  readonly base: number;
  readonly modules: readonly WebAssembly.Module[];
  readonly thread: number;
}

/** The board at an address. What is written often lies in cache lines of its own. */
export function openBoard(memory: WebAssembly.Memory, base: number, kernels: readonly Kernel[]): Board {
  const { buffer } = memory;
  return {
    ticket: new Int32Array(buffer, base, 1),
    job: new Int32Array(buffer, base + 128, 6),
    args: new Float64Array(buffer, base + 256, 32),
    perTile: new Int32Array(buffer, base + 512, 32),
    perThread: new Int32Array(buffer, base + 640, 32),
    done: new Int32Array(buffer, base + 1024, 256),
    state: new Int32Array(buffer, base + 2048, 256),
    kernels,
  };
}

/** Computes one tile as the thread with this number. */
export function runTile(board: Board, tile: number, thread: number): void {
  const [kernel, length, counting, total, size] = board.job;
  const args: number[] = [];
  for (let i = 0; i < length; i++) {
    args.push(board.args[i] + tile * board.perTile[i] + thread * board.perThread[i]);
  }
  args[counting] = Math.min(size, total - tile * size);
  board.kernels[kernel](...args);
}

/** Takes a tile, if one is left, and computes it. False if there was none for the thread. */
export function takeTile(board: Board, thread: number, run: typeof runTile): boolean {
  for (;;) {
    const ticket = Atomics.load(board.ticket, 0);
    const tile = (ticket & 255) - 1;
    if (tile < 0 || thread >= board.job[5]) return false;
    // What was read of the job holds if the ticket has not changed; once the tile is taken, the job cannot end.
    if (Atomics.compareExchange(board.ticket, 0, ticket, ticket - 1) !== ticket) continue;
    run(board, tile, thread);
    Atomics.store(board.done, tile, ticket >> 8);
    return true;
  }
}

/** Works as a thread for ever: takes tiles, looks out for more for 0.2 ms, then sleeps. */
export function serve(
  { memory, base, modules, thread }: Assignment,
  open: typeof openBoard,
  take: typeof takeTile,
  run: typeof runTile,
): void {
  const kernels: Kernel[] = [];
  for (const module of modules) {
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    for (const { name, kind } of WebAssembly.Module.exports(module)) {
      if (kind === "function") kernels.push(exports[name] as Kernel);
    }
  }
  const board = open(memory, base, kernels);
  Atomics.store(board.state, thread, 1);
  for (;;) {
    const ticket = Atomics.load(board.ticket, 0);
    const since = performance.now();
    while (Atomics.load(board.ticket, 0) === ticket && !take(board, thread, run)) {
      if (performance.now() - since < 0.2) continue;
      Atomics.store(board.state, thread, 2);
      Atomics.wait(board.ticket, 0, ticket);
      Atomics.store(board.state, thread, 1);
    }
  }
}

/** Source text of a program for a worker: an expression of the assignment `name`. */
export function programText(name: string): string {
  return `(${serve})(${name}, ${openBoard}, ${takeTile}, ${runTile})`;
}
