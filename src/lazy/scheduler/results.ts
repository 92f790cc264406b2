import type { Key } from "../task.ts";

/** What can be disposed: an array of almost any kind. */
interface Disposable {
  dispose(): void;
}

/**
 * The results of a run that are still wanted. An array that is in several of them, as where a function returns what it was given, is
 * disposed with the last.
 */
export class Results {
  readonly #results = new Map<Key, unknown>();
  readonly #users: Map<Key, number>;
  readonly #holders = new Map<object, number>();

  /** `users` says how often each result is to be released; `sources` are not disposed at all. */
  constructor(users: ReadonlyMap<Key, number>, sources: Iterable<unknown>) {
    this.#users = new Map(users);
    for (const source of sources) this.#hold(source);
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

  #hold(result: unknown): void {
    forEachArray(result, (array) => this.#holders.set(array, (this.#holders.get(array) ?? 0) + 1));
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

  #dispose(key: Key): void {
    forEachArray(this.#results.get(key), (array) => {
      const left = this.#holders.get(array)! - 1;
      if (left > 0) this.#holders.set(array, left);
      else {
        this.#holders.delete(array);
        array.dispose();
      }
    });
    this.#results.delete(key);
  }
}

/** Calls `visit` with each array in a result, which may be a list or an object of them. */
function forEachArray(result: unknown, visit: (array: Disposable) => void): void {
  if (typeof result !== "object" || result === null) return;
  if (typeof (result as Partial<Disposable>).dispose === "function") visit(result as Disposable);
  else if (Array.isArray(result) || isRecord(result)) {
    for (const each of Object.values(result)) forEachArray(each, visit);
  }
}

/** Whether a result is a named tuple or an object literal, not an array of a class that knows no `dispose`. */
function isRecord(result: object): boolean {
  return !ArrayBuffer.isView(result) && !("shape" in result);
}
