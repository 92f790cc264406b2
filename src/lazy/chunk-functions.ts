import { type AnyFunction, find } from "../dispatch/index.ts";

/** A function that tasks name. */
export type ChunkFunction = (...args: never[]) => unknown;

const registered = new Map<string, AnyFunction>();

/**
 * Makes a function known to tasks by its name, in this thread. Names of public functions are taken.
 * @throws Error if the name is taken by another function, TypeError for what is no name and function
 * @example
 * lazy.register("docs.halve", (chunk) => np.divide(chunk, 2));
 * const x = lazy.ones([4], { chunks: 2 });
 * await x.mapBlocks("docs.halve").compute() // array([0.5, 0.5, 0.5, 0.5])
 */
export function register(name: string, fn: ChunkFunction): void {
  if (typeof name !== "string" || name === "" || typeof fn !== "function") {
    throw new TypeError(`register: a name and a function, not ${String(name)} and ${String(fn)}`);
  }
  const known = find(name) ?? registered.get(name);
  if (known && known !== fn) throw new Error(`register: '${name}' is the name of another function`);
  registered.set(name, fn);
}

/** The function that a task names: a public one by its id, or one that was registered. */
export function resolve(name: string): AnyFunction {
  const fn = find(name) ?? registered.get(name);
  if (fn) return fn;
  throw new Error(
    `lazy: there is no function '${name}' in this thread: register it, or import the module that does`,
  );
}
