import { drawProfile } from "../draw-profile.ts";
import type { Key } from "../task.ts";

/** When a task ran. Times are in ms since the run began. */
export interface Span {
  readonly key: Key;
  readonly operation: string;
  /** 0 for the thread that started the run, then workers in the order in which they came. */
  readonly thread: number;
  readonly start: number;
  readonly end: number;
}

/** What a run did: its tasks by thread over time, and the memory that their results took. See `profileOf`. */
export class Profile {
  readonly spans: Span[] = [];
  /** Bytes of the results that were in memory, after each task. */
  readonly memory: { readonly time: number; readonly nbytes: number }[] = [];
  readonly #origin = now();

  /** @internal Notes a task that ran from `start` to `end`, as `now` says. */
  add(key: Key, operation: string, thread: number, [start, end]: readonly [number, number]): void {
    this.spans.push({ key, operation, thread, start: start - this.#origin, end: end - this.#origin });
  }

  /** @internal */
  addMemory(nbytes: number): void {
    this.memory.push({ time: now() - this.#origin, nbytes });
  }

  /** A picture: a row for each thread, memory above them, and what the operations took in all. */
  toSVG(): string {
    return drawProfile(this);
  }

  /** The picture in a page of its own. */
  toHTML(): string {
    return `<!doctype html>\n<meta charset="utf-8">\n<title>ndwasm: ${this.spans.length} tasks</title>\n${this.toSVG()}`;
  }

  /** Writes the picture into a file, as a page if its name ends in .html. */
  async save(path: string): Promise<void> {
    const { writeFile } = await import("node:fs/promises");
    await writeFile(path, path.endsWith(".html") ? this.toHTML() : this.toSVG());
  }
}

/** ms, the same in all threads. */
export const now = (): number => performance.timeOrigin + performance.now();

const profiles = new WeakMap<object, Profile>();

/** Notes the profile of the run that made some results. */
export function keepProfile(results: Iterable<object>, profile: Profile | null): void {
  if (profile) for (const result of results) profiles.set(result, profile);
}

/**
 * The profile of the run that made a result: of `compute` or `persist` with `{ profile: true }`.
 * @throws TypeError if there is none
 * @example
 * const x = await lazy.ones([6], { chunks: 2 }).compute({ profile: true });
 * lazy.profileOf(x).spans.length // 3
 */
export function profileOf(result: object): Profile {
  const profile = profiles.get(result);
  if (profile) return profile;
  throw new TypeError("profileOf: this is not the result of a run with { profile: true }");
}
