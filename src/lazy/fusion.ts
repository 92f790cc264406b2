import { Graph } from "./graph.ts";
import { type Key, replaceReferences, type Task } from "./task.ts";

/**
 * A graph whose chains are single tasks: a task that only one other needs, which needs nothing else, becomes a part of that
 * one. What chains compute in between then lives as long as the call. `isOpen` says which tasks may become parts.
 */
export function fuse(graph: Graph, isOpen: (task: Task) => boolean): Graph {
  const dependencies = graph.dependencies();
  const users = new Map<Key, Key | null>();
  for (const [key, needed] of dependencies) {
    for (const each of needed) users.set(each, users.has(each) ? null : key);
  }
  for (const key of graph.outputs) users.set(key, null);
  const isPart = (key: Key): boolean => {
    const user = users.get(key);
    return user != null && dependencies.get(user)!.length === 1 && isOpen(graph.tasks.get(key)!);
  };
  const expand = (task: Task): Task =>
    replaceReferences(task, (key) =>
      graph.tasks.has(key) && isPart(key) ? expand(graph.tasks.get(key)!) : { key },
    ) as Task;
  const fused = new Graph(graph.outputs);
  for (const [key, task] of graph.tasks) if (!isPart(key)) fused.tasks.set(key, expand(task));
  for (const [key, source] of graph.sources) fused.sources.set(key, source);
  for (const [name, layer] of graph.layers) fused.layers.set(name, layer);
  return fused;
}
