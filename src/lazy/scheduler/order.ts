import type { Graph } from "../graph.ts";
import type { Key } from "../task.ts";

/**
 * An order of the tasks in which few results are alive at a time: depth first, so that a result is used up soon after it
 * was made, and of the tasks that one needs first those that take the most room on the way (Sethi and Ullman, 1970, whose
 * numbering is exact for trees). Tasks that have all that they need and are the last, and few, to need some of it come at once, so that what several
 * outputs are made of does not wait for the others.
 */
export function orderTasks(graph: Graph): Key[] {
  const dependencies = graph.dependencies();
  const room = new Map<Key, number>();
  visit(graph.outputs, dependencies, (key, needed) => {
    room.set(key, roomFor(needed.map((each) => room.get(each)!)));
  });
  for (const needed of dependencies.values()) needed.sort((a, b) => room.get(b)! - room.get(a)!);
  const order = new Order(graph.outputs, dependencies, room);
  visit(graph.outputs, dependencies, (key) => order.add(key));
  return order.keys;
}

/** Tasks that come at once because they are the last to need a result. */
const mostFollowers = 8;

/** An order that grows task by task. */
class Order {
  readonly keys: Key[] = [];
  readonly #dependencies: ReadonlyMap<Key, readonly Key[]>;
  readonly #users = new Map<Key, Key[]>();
  /** How many users of each result are still to come; one more for outputs, which stay. */
  readonly #toCome = new Map<Key, number>();
  /** How many results each task waits for. */
  readonly #waiting = new Map<Key, number>();
  readonly #added = new Set<Key>();

  /** `needed` are the tasks that outputs need, in whatever order. */
  constructor(
    outputs: readonly Key[],
    dependencies: ReadonlyMap<Key, readonly Key[]>,
    needed: ReadonlyMap<Key, unknown>,
  ) {
    this.#dependencies = dependencies;
    for (const key of needed.keys()) this.#users.set(key, []);
    for (const key of needed.keys()) {
      const inputs = dependencies.get(key)!;
      this.#waiting.set(key, inputs.length);
      for (const each of inputs) this.#users.get(each)!.push(key);
    }
    for (const [key, users] of this.#users) this.#toCome.set(key, users.length);
    for (const key of outputs) this.#toCome.set(key, (this.#toCome.get(key) ?? 0) + 1);
  }

  /** Adds a task that is not there yet, and those that can follow at once. */
  add(key: Key): void {
    const pending = [key];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (this.#added.has(next)) continue;
      this.#added.add(next);
      this.keys.push(next);
      for (const user of this.#users.get(next)!) this.#waiting.set(user, this.#waiting.get(user)! - 1);
      for (const each of this.#dependencies.get(next)!) {
        this.#toCome.set(each, this.#toCome.get(each)! - 1);
        this.#follow(each, pending);
      }
      this.#follow(next, pending);
    }
  }

  /** Adds the last tasks that are to use a result to those that come next, if all of them can run. */
  #follow(key: Key, pending: Key[]): void {
    const left = this.#toCome.get(key)!;
    if (left > mostFollowers) return;
    const last = this.#users.get(key)!.filter((user) => !this.#added.has(user));
    if (last.length === left && last.every((user) => this.#waiting.get(user) === 0)) pending.push(...last);
  }
}

/** Results that are alive at most while those of some tasks are made, one after another, the most demanding first. */
function roomFor(rooms: number[]): number {
  rooms.sort((a, b) => b - a);
  return Math.max(1, ...rooms.map((room, before) => room + before));
}

/** Calls `leave` once for each key, after all that it needs. */
function visit(
  outputs: readonly Key[],
  dependencies: ReadonlyMap<Key, readonly Key[]>,
  leave: (key: Key, needed: readonly Key[]) => void,
): void {
  const seen = new Set<Key>();
  for (const output of outputs) {
    if (seen.has(output) || !dependencies.has(output)) continue;
    seen.add(output);
    const path: Key[] = [output];
    const followed = [0];
    while (path.length) {
      const key = path[path.length - 1];
      const needed = dependencies.get(key)!;
      const next = needed[followed[path.length - 1]++];
      if (next === undefined) {
        leave(key, needed);
        path.pop();
        followed.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        path.push(next);
        followed.push(0);
      }
    }
  }
}
