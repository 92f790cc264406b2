import * as np from "../index.ts";
import { decodeConstant, encodeConstant } from "./constants.ts";
import { checkGraph, Graph } from "./graph.ts";
import { type Argument, isConstant, isTask, type Key, type Task } from "./task.ts";

/** What JSON has no notation for. */
type Special = { readonly number: string } | { readonly bigint: string };

/**
 * A graph as JSON text, with the arrays in memory that it uses.
 * @throws TypeError for an array in memory that is no WasmArray
 */
export function writeGraph(graph: Graph): string {
  const sources = [...graph.sources].map(([key, source]) => {
    if (source instanceof np.WasmArray) return [key, encodeConstant(source)];
    throw new TypeError(`writeGraph: ${key} is a ${Object(source).constructor?.name}, not a WasmArray`);
  });
  const layers = [...graph.layers.values()].map(({ name, operation }) => [name, operation]);
  return JSON.stringify({ outputs: graph.outputs, tasks: [...graph.tasks], sources, layers }, replacer);
}

/** The graph of a JSON text. @throws Error for one that lacks tasks or has a cycle, SyntaxError for what is no JSON */
export function parseGraph(text: string): Graph {
  const { outputs, tasks, sources, layers } = JSON.parse(text, reviver) as {
    outputs: Key[];
    tasks: [Key, Task][];
    sources: [Key, Argument][];
    layers: [string, string][];
  };
  const graph = new Graph(outputs);
  for (const [key, task] of tasks) {
    if (!isTask(task)) throw new TypeError(`parseGraph: ${key} is no task`);
    graph.tasks.set(key, task);
  }
  for (const [key, source] of sources) {
    if (!isConstant(source)) throw new TypeError(`parseGraph: ${key} is no array`);
    graph.sources.set(key, decodeConstant(source));
  }
  for (const [name, operation] of layers) graph.layers.set(name, { name, operation });
  checkGraph(graph);
  return graph;
}

function replacer(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return { bigint: String(value) } satisfies Special;
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { number: Object.is(value, -0) ? "-0" : String(value) } satisfies Special;
  }
  return value;
}

function reviver(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value);
  if (names.length !== 1) return value;
  const { number, bigint } = value as { number?: unknown; bigint?: unknown };
  if (typeof bigint === "string") return BigInt(bigint);
  return typeof number === "string" ? Number(number) : value;
}
