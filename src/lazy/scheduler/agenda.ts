import type { Graph } from "../graph.ts";
import type { Key } from "../task.ts";
import { orderTasks } from "./order.ts";
import type { Profile } from "./profile.ts";
import { Queue } from "./queue.ts";
import { Results } from "./results.ts";
import { Room } from "./room.ts";

/** What is still to be done of a graph: which tasks are ready, the best first, and the results that they need. */
export class Agenda {
  readonly graph: Graph;
  readonly order: readonly Key[];
  readonly results: Results;
  /** Makes what the scheduler keeps of a result that comes back into memory. */
  wrap: (key: Key, result: unknown) => unknown = (_, result) => result;
  /** Where the run is noted, if it is. */
  profile: Profile | null = null;
  readonly #dependencies: ReadonlyMap<Key, readonly Key[]>;
  /** For each task the places, in the order, of those that need its result. */
  readonly #users = new Map<Key, number[]>();
  /** How many results each task, by its place in the order, still waits for. */
  readonly #waiting: Int32Array;
  readonly #ready = new Queue();
  /** The places of tasks that were taken and are not finished. */
  readonly #taken = new Map<Key, number>();
  /** Which tasks are finished, by their places. */
  readonly #finished: Uint8Array;
  readonly #running = new Set<Key>();
  readonly #room: Room | null = null;
  #done = 0;

  /** `memoryLimit` in bytes is for the results; where there is one, those that are needed last wait on disk. */
  constructor(graph: Graph, memoryLimit?: number) {
    this.graph = graph;
    this.order = orderTasks(graph);
    this.#dependencies = graph.dependencies();
    this.#waiting = new Int32Array(this.order.length);
    for (const [place, key] of this.order.entries()) {
      const needed = this.#dependencies.get(key)!;
      this.#waiting[place] = needed.length;
      for (const each of needed) {
        const users = this.#users.get(each);
        if (users) users.push(place);
        else this.#users.set(each, [place]);
      }
      if (needed.length === 0) this.#ready.push(place);
    }
    this.#finished = new Uint8Array(this.order.length);
    this.results = new Results(this.#countUsers(), graph.sources.values());
    if (memoryLimit !== undefined) {
      this.#room = new Room(this.results, memoryLimit, {
        nextUse: (key) => this.#nextUse(key),
        wrap: (key, result) => this.wrap(key, result),
      });
    }
  }

  get total(): number {
    return this.order.length;
  }

  get done(): number {
    return this.#done;
  }

  /** Whether a task is ready. */
  get hasNext(): boolean {
    return this.#ready.length > 0;
  }

  /** Takes the ready task that comes first in the order; undefined if none is ready. */
  next(): Key | undefined {
    const place = this.#ready.pop();
    if (place === undefined) return undefined;
    const key = this.order[place];
    this.#taken.set(key, place);
    return key;
  }

  /** Makes a task that was taken, and may have begun, ready again. */
  putBack(key: Key): void {
    this.#ready.push(this.#taken.get(key)!);
    if (this.#running.delete(key)) this.#room?.release(this.#dependencies.get(key)!);
  }

  /** The result of another task, or a source. */
  resultOf(key: Key): unknown {
    return this.graph.sources.has(key) ? this.graph.sources.get(key) : this.results.get(key);
  }

  /**
   * Brings what a task needs into memory, where it stays until the task is finished. False if there is no room for it beside what other
   * tasks are running on.
   */
  begin(key: Key): boolean {
    if (!this.#room) return true;
    const needed = this.#dependencies.get(key)!;
    if (this.#running.size > 0 && !this.#room.hasRoomFor(needed)) return false;
    this.#running.add(key);
    this.#room.hold(needed);
    return true;
  }

  /** Keeps the result of a task, and gives back those that nobody needs any more. */
  finish(key: Key, result: unknown): void {
    const needed = this.#dependencies.get(key)!;
    this.results.set(key, result);
    this.#running.delete(key);
    this.#room?.letGo(needed, key, this.#running.size === 0);
    this.#done++;
    this.#finished[this.#taken.get(key)!] = 1;
    this.#taken.delete(key);
    for (const place of this.#users.get(key) ?? []) {
      if (--this.#waiting[place] === 0) this.#ready.push(place);
    }
    for (const each of needed) this.results.release(each);
    this.profile?.addMemory(this.results.nbytes);
  }

  /** Notes when and in which thread a task ran. */
  note(key: Key, thread: number, span: readonly [number, number]): void {
    this.profile?.add(key, this.operationOf(key), thread, span);
  }

  /** What a task does, as a picture says it. */
  operationOf(key: Key): string {
    return this.graph.layerOf(key)?.operation ?? this.graph.tasks.get(key)!.fn;
  }

  /** Ends the run: results are given back unless they are outputs of one that went well. */
  close(isFailed: boolean): void {
    if (isFailed) this.results.disposeAll();
    else this.#room?.fetch(this.graph.outputs);
    this.#room?.close();
  }

  /** The place in the order of the next task that needs a result. */
  #nextUse(key: Key): number {
    const places = this.#users.get(key) ?? [];
    return places.find((place) => !this.#finished[place]) ?? Number.POSITIVE_INFINITY;
  }

  #countUsers(): Map<Key, number> {
    const counts = new Map<Key, number>();
    for (const [key, users] of this.#users) counts.set(key, users.length);
    for (const key of this.graph.outputs) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  }
}
