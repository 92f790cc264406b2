/** Tasks in workers. This thread hands them out, and runs those that no worker can run. */
import * as np from "../../index.ts";
import type { Invitation } from "../../np/internal.ts";
import { moduleOf } from "../chunk-functions.ts";
import { dependenciesOf, forEachFunction, type Key } from "../task.ts";
import type { Agenda } from "./agenda.ts";
import { Blocks, isPortable } from "./blocks.ts";
import { evaluate } from "./evaluate.ts";
import { failureOf } from "./failure.ts";
import type { Job, Outcome } from "./messages.ts";
import { now } from "./profile.ts";
import type { RunOptions } from "./run.ts";
import { type Listener, type Member, team } from "./team.ts";
import { nextTurn, turn } from "./turn.ts";

/** Messages that a worker has at a time, if they take no longer than about so long, in ms: it finds the next when it has answered one. */
const mostPending = 2;
const quickTime = 20;
/** Tasks of a message take no longer than about so long in all, in ms, unless it is one, and are no more than so many. */
const messageTime = 2;
const mostJobs = 64;
/** Tasks of this thread that wait for something, such as a server, at a time. */
const mostWaiting = 8;
/** Workers that may end during a run before this thread does without. */
const mostLosses = 8;

/** Runs what is on the agenda; fails like the first task that does. */
export function runInWorkers(
  agenda: Agenda,
  threads: number,
  invitation: Invitation,
  { signal, onProgress }: RunOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const run = new ThreadedRun(agenda, threads, invitation, (error, isFailed) => {
      signal?.removeEventListener("abort", onAbort);
      if (isFailed) reject(error);
      else resolve();
    });
    const onAbort = () => run.stop(signal!.reason);
    signal?.addEventListener("abort", onAbort);
    run.onProgress = () => onProgress?.({ done: agenda.done, total: agenda.total });
    run.start();
  });
}

/** How many there have been. */
let runs = 0;

class ThreadedRun implements Listener {
  readonly number = ++runs;
  onProgress = (): void => {};
  readonly #agenda: Agenda;
  readonly #threads: number;
  readonly #invitation: Invitation;
  readonly #onEnd: (error: unknown, isFailed: boolean) => void;
  readonly #blocks = new Blocks();
  /** The jobs that each worker has. */
  readonly #jobs = new Map<Member, Set<Key>>();
  /** By operation, what its tasks took of late, in ms. */
  readonly #times = new Map<string, number>();
  /** Tasks of this thread that have not settled. */
  #waiting = 0;
  #losses = 0;
  #failure: { readonly error: unknown } | null = null;
  #isOver = false;

  constructor(
    agenda: Agenda,
    threads: number,
    invitation: Invitation,
    onEnd: (error: unknown, isFailed: boolean) => void,
  ) {
    this.#agenda = agenda;
    this.#threads = threads;
    this.#invitation = invitation;
    this.#onEnd = onEnd;
    agenda.wrap = (key, result) => this.#blocks.share(key, result);
  }

  start(): void {
    team.gather(this.#threads, this.#invitation, this);
    this.#proceed();
  }

  /** Ends the run once the workers have answered: results that are under way are given back too. */
  stop(error: unknown): void {
    this.#failure ??= { error };
    this.#proceed();
  }

  onRoom(): void {
    this.#proceed();
  }

  onOutcomes(member: Member, outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      const { key } = outcome;
      this.#jobs.get(member)?.delete(key);
      if ("error" in outcome) this.stop(this.#failureOf(key, asError(outcome.error)));
      else {
        this.#finish(
          key,
          this.#blocks.receive(outcome.result, (pointer) => member.release(pointer)),
        );
        this.#learn(key, outcome.span);
        this.#agenda.note(key, member.number, outcome.span);
      }
    }
    this.onProgress();
  }

  onEnd(member: Member): void {
    for (const key of this.#jobs.get(member) ?? []) this.#agenda.putBack(key);
    this.#jobs.delete(member);
    this.#losses++;
    // One that never started would not start the next time either.
    if (member.isReady && this.#losses <= mostLosses) team.gather(this.#threads, this.#invitation, this);
    this.#proceed();
  }

  /** Hands out what is ready, and ends the run when all is done. */
  #proceed(): void {
    if (this.#isOver) return;
    try {
      if (!this.#failure) this.#handOut();
    } catch (error) {
      // There is no room for what a task needs.
      this.#failure = { error };
    }
    const isIdle = this.#waiting === 0 && [...this.#jobs.values()].every((keys) => keys.size === 0);
    if (this.#failure ? isIdle : this.#agenda.done === this.#agenda.total) this.#end();
  }

  #end(): void {
    this.#isOver = true;
    const { results, graph } = this.#agenda;
    try {
      this.#agenda.close(this.#failure !== null);
      if (!this.#failure) for (const key of graph.outputs) results.replace(key, (value) => this.#copy(value));
    } catch (error) {
      this.#failure = { error };
      results.disposeAll();
    }
    team.leave(this);
    this.#onEnd(this.#failure?.error, this.#failure !== null);
  }

  /** A result with arrays of this thread in the place of what lies in workers' blocks. */
  #copy(value: unknown): unknown {
    return np.scope(() => copyArrays(this.#blocks.view(value)));
  }

  /** Gives ready tasks to workers that have room; as long as there are no workers, this thread runs them. */
  #handOut(): void {
    const ready = [...team.members].filter((member) => member.isReady);
    if (ready.length === 0) {
      this.#computeAlone();
      return;
    }
    for (let member = idlest(ready); member; member = idlest(ready)) {
      const { jobs, isQuick } = this.#takeJobs();
      // Nothing is ready, or there is no memory for more at a time.
      if (jobs.length === 0) return;
      const keys = this.#jobs.get(member) ?? new Set();
      for (const { key } of jobs) keys.add(key);
      this.#jobs.set(member, keys);
      member.send(this.number, jobs, isQuick);
    }
  }

  /** Ready tasks for a message, some that are short or one that is not, or may not be. Those that no worker can run are run here. */
  #takeJobs(): { readonly jobs: readonly Job[]; readonly isQuick: boolean } {
    const jobs: Job[] = [];
    let time = 0;
    while (jobs.length < mostJobs && this.#waiting < mostWaiting) {
      const key = this.#agenda.next();
      if (key === undefined) break;
      const expected = this.#times.get(this.#agenda.operationOf(key)) ?? Number.POSITIVE_INFINITY;
      if ((jobs.length > 0 && time + expected > messageTime) || !this.#agenda.begin(key)) {
        this.#agenda.putBack(key);
        break;
      }
      const job = this.#jobFor(key);
      if (job) {
        jobs.push(job);
        time += expected;
      } else this.#compute(key);
    }
    return { jobs, isQuick: time <= quickTime };
  }

  #learn(key: Key, [start, end]: readonly [number, number]): void {
    const operation = this.#agenda.operationOf(key);
    this.#times.set(operation, (end - start + (this.#times.get(operation) ?? end - start)) / 2);
  }

  /** Runs ready tasks here for a while; workers that have started meanwhile then take over. */
  #computeAlone(): void {
    const since = performance.now();
    while (performance.now() - since < turn && !this.#failure) {
      // What waits, or the first worker, calls for the rest.
      const key = this.#waiting < mostWaiting ? this.#agenda.next() : undefined;
      if (key === undefined) return;
      this.#agenda.begin(key);
      this.#compute(key);
    }
    this.onProgress();
    void nextTurn().then(() => this.#proceed());
  }

  /** A task as a worker gets it, or undefined if none can run it. */
  #jobFor(key: Key): Job | undefined {
    const task = this.#agenda.graph.tasks.get(key)!;
    const modules = new Set<string>();
    let isKnown = true;
    forEachFunction(task, (fn) => {
      const module = moduleOf(fn);
      if (module === undefined) isKnown = false;
      else if (module !== null) modules.add(module);
    });
    if (!isKnown) return undefined;
    const results = [...dependenciesOf(task)].map((each) => [each, this.#agenda.resultOf(each)] as const);
    if (!results.every(([, result]) => isPortable(result))) return undefined;
    const inputs = results.map(([each, result]) => [each, this.#blocks.send(each, result)] as const);
    return { key, task, inputs, modules: [...modules] };
  }

  /** Runs a task in this thread. */
  #compute(key: Key): void {
    const { graph } = this.#agenda;
    const start = now();
    const finish = (result: unknown) => {
      this.#finish(key, this.#agenda.wrap(key, result));
      this.#agenda.note(key, 0, [start, now()]);
    };
    const fail = (error: unknown) => this.stop(this.#failureOf(key, error));
    try {
      const result = evaluate(graph.tasks.get(key)!, (each) =>
        this.#blocks.view(this.#agenda.resultOf(each)),
      );
      if (result instanceof Promise) this.#await(result.then(finish, fail));
      else finish(result);
    } catch (error) {
      fail(error);
    }
  }

  #finish(key: Key, result: unknown): void {
    try {
      this.#agenda.finish(key, result);
    } catch (error) {
      this.stop(error);
    }
  }

  #await(task: Promise<void>): void {
    this.#waiting++;
    void task.then(() => {
      this.#waiting--;
      this.#proceed();
    });
  }

  #failureOf(key: Key, error: unknown): Error {
    return failureOf(this.#agenda.graph, key, error, (each) => this.#agenda.resultOf(each));
  }
}

/** The worker with the least to do, of those that have nothing or will soon. */
function idlest(members: readonly Member[]): Member | undefined {
  const free = members.filter(({ pending, isQuick }) => pending < (isQuick ? mostPending : 1));
  return free.sort((a, b) => a.pending - b.pending)[0];
}

/** Copies of the arrays in a result. */
function copyArrays(value: unknown): unknown {
  if (value instanceof np.WasmArray) return np.asarray(value, { copy: true });
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyArrays);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copyArrays(item)]));
}

/** An error of a worker, of the class that it has by its name. */
function asError({ name, message }: { readonly name: string; readonly message: string }): Error {
  return Object.assign(new Error(message), { name });
}
