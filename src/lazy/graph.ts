import { type ChunkIndex, keyOf, type Layer, type Use } from "./layer.ts";
import { dependenciesOf, isTask, type Key, type Task } from "./task.ts";

/** A layer as a graph remembers it: what to call its tasks, and which user's call made them. */
export type LayerInfo = Pick<Layer, "name" | "operation"> & Partial<Pick<Layer, "chunks" | "origin">>;

/** Tasks by key, arrays in memory that they use, and the keys whose results are wanted. */
export class Graph {
  readonly tasks = new Map<Key, Task>();
  readonly sources = new Map<Key, unknown>();
  readonly layers = new Map<string, LayerInfo>();
  readonly outputs: readonly Key[];

  constructor(outputs: readonly Key[]) {
    this.outputs = outputs;
  }

  /** The layer that a task belongs to: the part of its key before the index. */
  layerOf(key: Key): LayerInfo | undefined {
    const end = key.indexOf(",");
    return this.layers.get(end < 0 ? key : key.slice(0, end));
  }

  /** For each task the keys that it needs; those of sources are left out. */
  dependencies(): Map<Key, Key[]> {
    const found = new Map<Key, Key[]>();
    for (const [key, task] of this.tasks) {
      found.set(
        key,
        [...dependenciesOf(task)].filter((each) => !this.sources.has(each)),
      );
    }
    return found;
  }
}

/**
 * The graph of some chunks: their tasks, and all that these need, and no others. With `fused`, a chain of calls that each work chunk
 * by chunk is one task for each chunk: what it computes in between lives as long as the task.
 */
export function buildGraph(
  chunks: readonly (readonly [Layer, ChunkIndex])[],
  { fused = false }: { fused?: boolean | undefined } = {},
): Graph {
  const graph = new Graph(chunks.map(([layer, index]) => keyOf(layer, index)));
  const parts = fused ? partLayers(new Set(chunks.map(([layer]) => layer))) : new Set<string>();
  const found: { key: Key; layer: Layer; index: ChunkIndex }[] = [];
  const use: Use = (layer, index) => {
    if (parts.has(layer.name)) return layer.task(index, use) as Task;
    const key = keyOf(layer, index);
    if (!graph.tasks.has(key)) {
      graph.tasks.set(key, unmade);
      found.push({ key, layer, index });
    }
    return { key };
  };
  for (const [layer, index] of chunks) use(layer, index);
  for (let next = found.pop(); next; next = found.pop()) {
    const { key, layer, index } = next;
    if (!graph.layers.has(layer.name)) graph.layers.set(layer.name, layer);
    const made = layer.task(index, use);
    if (isTask(made)) graph.tasks.set(key, made);
    else graph.sources.set(key, made.source);
  }
  for (const key of graph.sources.keys()) graph.tasks.delete(key);
  return graph;
}

/** Holds the place of a task. */
const unmade: Task = { fn: "", args: [] };

/** The names of the layers whose tasks can be parts of those of the one layer that uses them. */
function partLayers(outputs: ReadonlySet<Layer>): Set<string> {
  const users = new Map<string, Layer | null>();
  const seen = new Set<string>();
  const all: Layer[] = [];
  const pending = [...outputs];
  for (let layer = pending.pop(); layer; layer = pending.pop()) {
    if (seen.has(layer.name)) continue;
    seen.add(layer.name);
    all.push(layer);
    for (const input of layer.inputs) {
      users.set(input.name, users.has(input.name) ? null : layer);
      pending.push(input);
    }
  }
  for (const { name } of outputs) users.set(name, null);
  return new Set(
    all.filter(({ name, isSource }) => !isSource && users.get(name)?.isLinear).map(({ name }) => name),
  );
}

/**
 * Checks a graph that did not come from arrays.
 * @throws Error for an output or a dependency that is not in it, and for a cycle, each by its keys
 */
export function checkGraph(graph: Graph): void {
  const { tasks, sources, outputs } = graph;
  const isKnown = (key: Key) => tasks.has(key) || sources.has(key);
  for (const key of outputs) {
    if (!isKnown(key)) throw new Error(`graph: the output ${key} is missing`);
  }
  const dependencies = graph.dependencies();
  for (const [key, needed] of dependencies) {
    const absent = needed.find((each) => !isKnown(each));
    if (absent !== undefined) throw new Error(`graph: ${key} needs ${absent}, which is missing`);
  }
  const cycle = findCycle(dependencies);
  if (cycle) throw new Error(`graph: tasks need each other in a cycle: ${cycle.join(" → ")}`);
}

/** Keys along a cycle, the first one again at the end. */
function findCycle(dependencies: ReadonlyMap<Key, readonly Key[]>): Key[] | undefined {
  const finished = new Set<Key>();
  for (const start of dependencies.keys()) {
    // A path from the start, and for each key on it how many of its dependencies have been followed.
    const path: Key[] = [start];
    const followed = [0];
    const onPath = new Set(path);
    while (path.length) {
      const key = path[path.length - 1];
      const next = finished.has(key) ? undefined : dependencies.get(key)![followed[path.length - 1]++];
      if (next === undefined) {
        finished.add(key);
        onPath.delete(key);
        path.pop();
        followed.pop();
      } else if (onPath.has(next)) return [...path.slice(path.indexOf(next)), next];
      else if (!finished.has(next)) {
        path.push(next);
        followed.push(0);
        onPath.add(next);
      }
    }
  }
  return undefined;
}

/** A graph without the tasks that no output needs. */
export function cull(graph: Graph): Graph {
  const culled = new Graph(graph.outputs);
  const missing = [...graph.outputs];
  for (let key = missing.pop(); key !== undefined; key = missing.pop()) {
    if (culled.tasks.has(key) || culled.sources.has(key)) continue;
    const layer = graph.layerOf(key);
    if (layer) culled.layers.set(layer.name, layer);
    const task = graph.tasks.get(key);
    if (task) {
      culled.tasks.set(key, task);
      missing.push(...dependenciesOf(task));
    } else if (graph.sources.has(key)) culled.sources.set(key, graph.sources.get(key));
    else throw new Error(`graph: ${key} is missing`);
  }
  return culled;
}
