import type { Graph } from "../graph.ts";
import type { Key } from "../task.ts";

/**
 * An order of the tasks in which few results are alive at a time: depth first, so that a result is used up soon after it
 * was made, and of the tasks that one needs first those that take the most room on the way (Sethi and Ullman, 1970, whose
 * numbering is exact for trees).
 */
export function orderTasks(graph: Graph): Key[] {
  const dependencies = graph.dependencies();
  const order: Key[] = [];
  const room = new Map<Key, number>();
  visit(graph.outputs, dependencies, (key, needed) => {
    room.set(key, roomFor(needed.map((each) => room.get(each)!)));
  });
  for (const needed of dependencies.values()) needed.sort((a, b) => room.get(b)! - room.get(a)!);
  visit(graph.outputs, dependencies, (key) => order.push(key));
  return order;
}

/** Results that are alive at most while those of some tasks are made, one after another, the most demanding first. */
function roomFor(rooms: number[]): number {
  rooms.sort((a, b) => b - a);
  return Math.max(1, ...rooms.map((room, before) => room + before));
}

/** Calls `leave` once for each key, after all that it needs. */
function visit(
  outputs: readonly Key[],
  dependencies: ReadonlyMap<Key, readonly Key[]>,
  leave: (key: Key, needed: readonly Key[]) => void,
): void {
  const seen = new Set<Key>();
  for (const output of outputs) {
    if (seen.has(output) || !dependencies.has(output)) continue;
    seen.add(output);
    const path: Key[] = [output];
    const followed = [0];
    while (path.length) {
      const key = path[path.length - 1];
      const needed = dependencies.get(key)!;
      const next = needed[followed[path.length - 1]++];
      if (next === undefined) {
        leave(key, needed);
        path.pop();
        followed.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        path.push(next);
        followed.push(0);
      }
    }
  }
}
