/**
 * Runs a graph, one task after another in an order that keeps few chunks alive. A result is given back when the last task that
 * needs it has run.
 */
import * as np from "../index.ts";
import { evaluate } from "./evaluate.ts";
import type { Graph } from "./graph.ts";
import { orderTasks } from "./order.ts";
import { Results } from "./results.ts";
import { dependenciesOf, type Key, type Task } from "./task.ts";
import { nextTurn } from "./turn.ts";

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface RunOptions {
  /** Cancels the run: it rejects with the signal's reason, and gives back what was computed. */
  signal?: AbortSignal | undefined;
  /** Called after tasks, some times a second, and at the end. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** How long tasks run before others of the program get a turn, in ms. */
const turn = 15;

/** The results of the graph's outputs, in their order; they are the caller's to dispose. */
export async function run(graph: Graph, { signal, onProgress }: RunOptions = {}): Promise<unknown[]> {
  signal?.throwIfAborted();
  const order = orderTasks(graph);
  const results = new Results(countUsers(graph), graph.sources.values());
  const dependencies = graph.dependencies();
  const resultOf = (key: Key) => (graph.sources.has(key) ? graph.sources.get(key) : results.get(key));
  try {
    let since = performance.now();
    for (const [done, key] of order.entries()) {
      const result = evaluateTask(graph, key, resultOf);
      results.set(key, result instanceof Promise ? await result : result);
      for (const needed of dependencies.get(key)!) results.release(needed);
      if (performance.now() - since < turn) continue;
      onProgress?.({ done: done + 1, total: order.length });
      await nextTurn();
      signal?.throwIfAborted();
      since = performance.now();
    }
  } catch (error) {
    results.disposeAll();
    throw error;
  }
  onProgress?.({ done: order.length, total: order.length });
  return graph.outputs.map(resultOf);
}

/** How many tasks, and outputs, use each result. */
function countUsers(graph: Graph): Map<Key, number> {
  const users = new Map<Key, number>();
  const count = (key: Key) => users.set(key, (users.get(key) ?? 0) + 1);
  for (const needed of graph.dependencies().values()) needed.forEach(count);
  graph.outputs.forEach(count);
  return users;
}

/** @throws Error that names the task, its function, the shapes of what it was given, and the call that made it */
function evaluateTask(graph: Graph, key: Key, resultOf: (key: Key) => unknown): unknown {
  const task = graph.tasks.get(key)!;
  try {
    const result = evaluate(task, resultOf);
    return result instanceof Promise
      ? result.catch((error) => fail(graph, key, task, resultOf, error))
      : result;
  } catch (error) {
    return fail(graph, key, task, resultOf, error);
  }
}

function fail(graph: Graph, key: Key, task: Task, resultOf: (key: Key) => unknown, cause: unknown): never {
  const inputs = [...dependenciesOf(task)].map((each) => `${each}: ${outlineOf(resultOf(each))}`);
  const origin = graph.layerOf(key)?.origin?.stack?.split("\n").slice(1).find(isUsers)?.trim();
  const message = [
    `task ${key} (${task.fn}) failed: ${cause instanceof Error ? cause.message : String(cause)}`,
    ...(inputs.length ? [`  given ${inputs.join(", ")}`] : []),
    ...(origin ? [`  made ${origin}`] : []),
  ];
  const error = new Error(message.join("\n"), { cause });
  error.name = cause instanceof Error ? cause.name : "Error";
  throw error;
}

/** Whether a line of a stack is outside this package. */
const isUsers = (line: string): boolean => !line.includes(packageFolder) && !line.includes("node:internal");

/** The folder above this module's. */
const packageFolder = new URL("..", import.meta.url).pathname;

function outlineOf(value: unknown): string {
  if (value instanceof np.WasmArray) return `${value.dtype} [${value.shape.join(", ")}]`;
  return Object(value).constructor?.name ?? String(value);
}
