import { type AnyFunction, find } from "../dispatch/index.ts";

interface Registered {
  readonly fn: AnyFunction;
  readonly module: string | undefined;
}

const registered = new Map<string, Registered>();

export interface RegisterOptions {
  /** The URL of a module that registers the function when it is imported, as `import.meta.url`: workers import it. */
  module?: string | undefined;
}

/**
 * Makes a function known to tasks by its name. Without a `module`, tasks that name it run in this thread alone.
 * @throws Error if the name is taken by another function, TypeError for what is no name and function
 * @example
 * lazy.register("docs.halve", (chunk: np.WasmArray) => np.divide(chunk, 2));
 * const x = lazy.ones([4], { chunks: 2 });
 * await x.mapBlocks("docs.halve").compute() // array([0.5, 0.5, 0.5, 0.5])
 */
export function register(name: string, fn: AnyFunction, { module }: RegisterOptions = {}): void {
  if (typeof name !== "string" || name === "" || typeof fn !== "function") {
    throw new TypeError(`register: a name and a function, not ${String(name)} and ${String(fn)}`);
  }
  const known = find(name) ?? registered.get(name)?.fn;
  if (known && known !== fn) throw new Error(`register: '${name}' is the name of another function`);
  registered.set(name, { fn, module });
}

const ownModule = "ndwasm/lazy";

/** Makes a function of this package known to tasks, in all threads. */
export function registerOwn(name: string, fn: AnyFunction): void {
  register(name, fn, { module: ownModule });
}

/** The function that a task names: a public one by its id, or one that was registered. */
export function resolve(name: string): AnyFunction {
  const fn = find(name) ?? registered.get(name)?.fn;
  if (fn) return fn;
  throw new Error(`lazy: there is no function '${name}' in this thread: register it`);
}

/** What a worker is to import for a function: nothing if it has it anyway, undefined if it cannot have it. */
export function moduleOf(name: string): string | null | undefined {
  if (find(name)) return null;
  const module = registered.get(name)?.module;
  return module === ownModule ? null : module;
}
