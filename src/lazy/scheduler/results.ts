import type { Key } from "../task.ts";
import type { LiveArray } from "./swap.ts";

/**
 * The results of a run that are still wanted. An array that is in several of them, as where a function returns what it was given, is
 * disposed with the last.
 */
export class Results {
  readonly #results = new Map<Key, unknown>();
  readonly #users: Map<Key, number>;
  readonly #holders = new Map<object, number>();
  #nbytes = 0;

  /** `users` says how often each result is to be released; `sources` are not disposed at all. */
  constructor(users: ReadonlyMap<Key, number>, sources: Iterable<unknown>) {
    this.#users = new Map(users);
    for (const source of sources) this.#hold(source);
    this.#nbytes = 0;
  }

  /** Bytes of the arrays in all results. */
  get nbytes(): number {
    return this.#nbytes;
  }

  keys(): IterableIterator<Key> {
    return this.#results.keys();
  }

  get(key: Key): unknown {
    return this.#results.get(key);
  }

  set(key: Key, result: unknown): void {
    this.#results.set(key, result);
    this.#hold(result);
  }

  /** Puts what `change` makes of a result in its place. */
  replace(key: Key, change: (result: unknown) => unknown): void {
    const changed = change(this.#results.get(key));
    this.#dispose(key);
    this.set(key, changed);
  }

  /** One user fewer; after the last one the result is disposed. */
  release(key: Key): void {
    const left = this.#users.get(key)! - 1;
    this.#users.set(key, left);
    if (left === 0) this.#dispose(key);
  }

  disposeAll(): void {
    for (const key of [...this.#results.keys()]) this.#dispose(key);
  }

  #hold(result: unknown): void {
    forEachArray(result, (array) => {
      const holders = this.#holders.get(array) ?? 0;
      if (holders === 0) this.#nbytes += array.nbytes ?? 0;
      this.#holders.set(array, holders + 1);
    });
  }

  #dispose(key: Key): void {
    forEachArray(this.#results.get(key), (array) => {
      const left = this.#holders.get(array)! - 1;
      if (left > 0) {
        this.#holders.set(array, left);
        return;
      }
      this.#holders.delete(array);
      this.#nbytes -= array.nbytes ?? 0;
      array.dispose();
    });
    this.#results.delete(key);
  }
}

/** Bytes of the arrays in a result. */
export function bytesOf(result: unknown): number {
  let nbytes = 0;
  forEachArray(result, (array) => {
    nbytes += array.nbytes ?? 0;
  });
  return nbytes;
}

/** Calls `visit` with each array in a result, which may be a list or an object of them. */
export function forEachArray(result: unknown, visit: (array: LiveArray) => void): void {
  if (typeof result !== "object" || result === null) return;
  if (typeof (result as Partial<LiveArray>).dispose === "function") visit(result as LiveArray);
  else if (Array.isArray(result) || isRecord(result)) {
    for (const each of Object.values(result)) forEachArray(each, visit);
  }
}

/** Whether a result is a named tuple or an object literal, not an array of a class that knows no `dispose`. */
function isRecord(result: object): boolean {
  return !ArrayBuffer.isView(result) && !("shape" in result);
}
