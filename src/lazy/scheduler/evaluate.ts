import * as np from "../../index.ts";
import { resolve } from "../chunk-functions.ts";
import { decodeConstant } from "../constants.ts";
import { type Argument, isConstant, isReference, isTask, type Key, type Task } from "../task.ts";
import { forEachArray } from "./results.ts";
import type { LiveArray } from "./swap.ts";

/**
 * Computes a task from the results of those that it needs. Functions may return promises; so does this then. What is made on
 * the way is disposed in the end.
 */
export function evaluate(task: Task, resultOf: (key: Key) => unknown): unknown {
  const evaluation = new Evaluation(resultOf);
  const [value] = np.scope(() => {
    const result = evaluation.call(task);
    // What is waited with outlives the scope.
    return result instanceof Promise ? [result, evaluation.made] : [result];
  });
  return value instanceof Promise ? evaluation.settle(value) : value;
}

class Evaluation {
  /** Results of calls, and constants. */
  readonly made: unknown[] = [];
  readonly #resultOf: (key: Key) => unknown;
  readonly #borrowed = new Set<LiveArray>();

  constructor(resultOf: (key: Key) => unknown) {
    this.#resultOf = resultOf;
  }

  call({ fn, args, options }: Task): unknown {
    const given = args.map((argument) => this.#valueOf(argument));
    if (options) given.push(this.#valueOf(options));
    const run = (values: readonly unknown[]) => this.#note(resolve(fn)(...values));
    if (!given.some(isPromise)) return run(given);
    return Promise.all(given).then((values) => np.scope(() => [run(values)])[0]);
  }

  /** The value of the task that was waited for; the rest is disposed. */
  async settle(promise: Promise<unknown>): Promise<unknown> {
    const kept = this.#borrowed;
    try {
      const result = await promise;
      forEachArray(result, (array) => kept.add(array));
      return result;
    } finally {
      for (const each of this.made) {
        forEachArray(each, (array) => {
          if (kept.has(array)) return;
          kept.add(array);
          array.dispose();
        });
      }
    }
  }

  #note(value: unknown): unknown {
    if (isPromise(value)) return value.then((result) => this.#note(result));
    this.made.push(value);
    return value;
  }

  #valueOf(argument: Argument): unknown {
    if (typeof argument !== "object" || argument === null) return argument;
    if (isReference(argument)) {
      const result = this.#resultOf(argument.key);
      forEachArray(result, (array) => this.#borrowed.add(array));
      return result;
    }
    if (isTask(argument)) return this.call(argument);
    if (isConstant(argument)) return this.#note(decodeConstant(argument));
    if (Array.isArray(argument)) return join(argument.map((item) => this.#valueOf(item)));
    const names = Object.keys(argument);
    const values = join(Object.values(argument).map((item) => this.#valueOf(item)));
    const name = (list: readonly unknown[]) => Object.fromEntries(names.map((each, i) => [each, list[i]]));
    return isPromise(values) ? values.then((list) => name(list as unknown[])) : name(values);
  }
}

const isPromise = (value: unknown): value is Promise<unknown> => value instanceof Promise;

/** Values, or a promise of them if some have to be waited for. */
const join = (values: unknown[]): unknown[] | Promise<unknown> =>
  values.some(isPromise) ? Promise.all(values) : values;
