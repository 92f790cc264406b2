/**
 * Runs a graph in an order that keeps few chunks alive. A result is given back when the last task that needs it has run. Tasks run
 * in this thread (`sync`), or in workers that compute on the same memory (`threads`).
 */

import { invite, threadCount } from "../../np/internal.ts";
import type { Graph } from "../graph.ts";
import type { Key } from "../task.ts";
import { Agenda } from "./agenda.ts";
import { evaluate } from "./evaluate.ts";
import { failureOf } from "./failure.ts";
import { now, Profile } from "./profile.ts";
import { openBar } from "./progress.ts";
import { runInWorkers } from "./threads.ts";
import { nextTurn, turn } from "./turn.ts";

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface RunOptions {
  /** Where tasks run: in this thread, or in workers on its memory where that can be shared, which is the default. */
  scheduler?: "sync" | "threads" | undefined;
  /** How many workers; as many as `np.configure` has threads by default. */
  threads?: number | undefined;
  /** Bytes that chunks may take in memory at a time; others wait in temporary files. */
  memoryLimit?: number | undefined;
  /** Cancels the run: it rejects with the signal's reason, and gives back what was computed. */
  signal?: AbortSignal | undefined;
  /** Called after tasks, some times a second, and at the end. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Whether a bar in the terminal shows how far the run is, by the optional package cli-progress. */
  progress?: boolean | undefined;
  /** Whether to note when tasks run and what memory they take: see `profileOf`. */
  profile?: boolean | Profile | undefined;
}

/** The results of the graph's outputs, in their order; they are the caller's to dispose. */
export async function run(graph: Graph, given: RunOptions = {}): Promise<unknown[]> {
  given.signal?.throwIfAborted();
  const agenda = new Agenda(graph, checkLimit(given.memoryLimit));
  agenda.profile = profileFor(given);
  const bar = given.progress ? await openBar(agenda.total) : null;
  const options = { ...given, onProgress: both(given.onProgress, bar?.show) };
  // A program that awaits one short run after another would never hear of workers, nor let finalizers run.
  await nextTurn();
  const { scheduler = "threads", threads = threadCount() } = options;
  const invitation = scheduler === "threads" && threads > 1 && agenda.total > 1 ? invite() : null;
  try {
    if (invitation) await runInWorkers(agenda, threads, invitation, options);
    else await runHere(agenda, options);
    options.onProgress({ done: agenda.total, total: agenda.total });
  } finally {
    bar?.close();
  }
  return graph.outputs.map((key) => agenda.resultOf(key));
}

/** The profile that a run is to fill. */
export const profileFor = ({ profile }: RunOptions): Profile | null =>
  profile === true ? new Profile() : profile || null;

type Listener = (progress: Progress) => void;

const both =
  (one: Listener | undefined, other: Listener | undefined): Listener =>
  (progress) => {
    one?.(progress);
    other?.(progress);
  };

async function runHere(agenda: Agenda, { signal, onProgress }: RunOptions): Promise<void> {
  const { total } = agenda;
  try {
    let since = performance.now();
    for (let key = agenda.next(); key !== undefined; key = agenda.next()) {
      agenda.begin(key);
      const start = agenda.profile ? now() : 0;
      const result = evaluateTask(agenda, key);
      agenda.finish(key, result instanceof Promise ? await result : result);
      if (agenda.profile) agenda.note(key, 0, [start, now()]);
      if (performance.now() - since < turn) continue;
      onProgress?.({ done: agenda.done, total });
      await nextTurn();
      signal?.throwIfAborted();
      since = performance.now();
    }
  } catch (error) {
    agenda.close(true);
    throw error;
  }
  agenda.close(false);
}

function evaluateTask(agenda: Agenda, key: Key): unknown {
  const resultOf = (each: Key) => agenda.resultOf(each);
  const fail = (error: unknown): never => {
    throw failureOf(agenda.graph, key, error, resultOf);
  };
  try {
    const result = evaluate(agenda.graph.tasks.get(key)!, resultOf);
    return result instanceof Promise ? result.catch(fail) : result;
  } catch (error) {
    return fail(error);
  }
}

function checkLimit(limit: number | undefined): number | undefined {
  if (limit === undefined || (Number.isFinite(limit) && limit > 0)) return limit;
  throw new RangeError(`memoryLimit: a positive number of bytes, not ${limit}`);
}
