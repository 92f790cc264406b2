import * as np from "../../index.ts";
import { resolve } from "../chunk-functions.ts";
import { decodeConstant } from "../constants.ts";
import { type Argument, isConstant, isReference, isTask, type Key, type Task } from "../task.ts";

/**
 * Computes a task from the results of those that it needs. What is made on the way is disposed, except for a function that
 * returns a promise.
 */
export function evaluate(task: Task, resultOf: (key: Key) => unknown): unknown {
  let pending: Promise<unknown> | undefined;
  const result = np.scope(() => {
    const value = call(task, resultOf);
    if (!(value instanceof Promise)) return value;
    pending = value;
    return undefined;
  });
  return pending ?? result;
}

function call({ fn, args, options }: Task, resultOf: (key: Key) => unknown): unknown {
  const given = args.map((argument) => argumentValue(argument, resultOf));
  if (options) given.push(argumentValue(options, resultOf));
  return resolve(fn)(...given);
}

function argumentValue(argument: Argument, resultOf: (key: Key) => unknown): unknown {
  if (typeof argument !== "object" || argument === null) return argument;
  if (isReference(argument)) return resultOf(argument.key);
  if (isTask(argument)) return call(argument, resultOf);
  if (isConstant(argument)) return decodeConstant(argument);
  if (Array.isArray(argument)) return argument.map((item) => argumentValue(item, resultOf));
  const entries = Object.entries(argument);
  return Object.fromEntries(entries.map(([name, item]) => [name, argumentValue(item, resultOf)]));
}
