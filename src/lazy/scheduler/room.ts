import * as np from "../../index.ts";
import type { Key } from "../task.ts";
import type { Agenda } from "./agenda.ts";
import { SharedChunk } from "./blocks.ts";
import { bytesOf, type Results } from "./results.ts";
import { isSwappedOut, Swap } from "./swap.ts";

type Held = np.WasmArray | SharedChunk;
const isHeld = (value: unknown): value is Held =>
  value instanceof np.WasmArray || value instanceof SharedChunk;

/** Keeps the results of a run below a limit of bytes: those that are needed last wait on disk. */
export class Room {
  readonly #results: Results;
  readonly #limit: number;
  readonly #agenda: Pick<Agenda, "wrap"> & { nextUse(key: Key): number };
  /** How many running tasks use a result. */
  readonly #inUse = new Map<Key, number>();
  #swap: Swap | null = null;

  constructor(results: Results, limit: number, agenda: Pick<Agenda, "wrap"> & { nextUse(key: Key): number }) {
    this.#results = results;
    this.#limit = limit;
    this.#agenda = agenda;
  }

  /** Whether some results, and one more as large as all of them, fit beside what running tasks use. */
  hasRoomFor(keys: readonly Key[]): boolean {
    const sizeOf = (list: Iterable<Key>) =>
      [...list].reduce((sum, key) => sum + bytesOf(this.#results.get(key)), 0);
    return sizeOf(this.#inUse.keys()) + 2 * sizeOf(keys) <= this.#limit;
  }

  /** Brings results into memory for a task that is about to run. */
  hold(keys: readonly Key[]): void {
    for (const key of keys) this.#inUse.set(key, (this.#inUse.get(key) ?? 0) + 1);
    this.fetch(keys);
    this.#shrink();
  }

  /**
   * Takes note that a task has run, and makes room for its result.
   * @throws RangeError if a task that ran alone does not fit
   */
  letGo(keys: readonly Key[], result: Key, isAlone: boolean): void {
    this.#inUse.set(result, 1);
    this.#shrink();
    this.#inUse.delete(result);
    const { nbytes } = this.#results;
    if (isAlone && nbytes > this.#limit) {
      throw new RangeError(
        `memoryLimit: ${result} and what it is made of take ${nbytes} bytes, more than the limit of ${this.#limit}: smaller chunks would fit`,
      );
    }
    this.release(keys);
  }

  /** Takes note that a task does not run any more. */
  release(keys: readonly Key[]): void {
    for (const key of keys) {
      const left = this.#inUse.get(key)! - 1;
      if (left > 0) this.#inUse.set(key, left);
      else this.#inUse.delete(key);
    }
  }

  /** Brings results into memory. */
  fetch(keys: readonly Key[]): void {
    for (const key of keys) {
      if (isSwappedOut(this.#results.get(key)))
        this.#results.replace(key, (value) => this.#agenda.wrap(key, this.#swap!.read(value)));
    }
  }

  close(): void {
    this.#swap?.close();
  }

  /** Puts aside what is needed last, until the rest is below the limit. */
  #shrink(): void {
    if (this.#results.nbytes <= this.#limit) return;
    const idle = [...this.#results.keys()].filter(
      (key) => !this.#inUse.has(key) && bytesOf(this.#results.get(key)) > 0,
    );
    idle.sort((a, b) => this.#agenda.nextUse(b) - this.#agenda.nextUse(a));
    for (const key of idle) {
      if (this.#results.nbytes <= this.#limit) return;
      this.#swap ??= new Swap();
      const swap = this.#swap;
      this.#results.replace(key, (value) =>
        swap.write(value, isHeld, (array) => (array instanceof SharedChunk ? array.view() : array)),
      );
    }
  }
}
