import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";
import { orderTasks } from "../../src/lazy/scheduler/order.ts";

/** How many results are alive at most when tasks run in this order. */
function mostAlive(graph: lazy.Graph): number {
  const dependencies = graph.dependencies();
  const toCome = new Map<string, number>();
  for (const key of [...[...dependencies.values()].flat(), ...graph.outputs]) {
    toCome.set(key, (toCome.get(key) ?? 0) + 1);
  }
  const alive = new Set<string>();
  let most = 0;
  for (const key of orderTasks(graph)) {
    for (const each of dependencies.get(key)!) expect(alive).toContain(each);
    alive.add(key);
    most = Math.max(most, alive.size);
    for (const each of dependencies.get(key)!) {
      toCome.set(each, toCome.get(each)! - 1);
      if (toCome.get(each) === 0) alive.delete(each);
    }
  }
  return most;
}

const column = (chunks: number) => lazy.ones([chunks], { chunks: 1 });

test("every task comes once, after what it needs", () => {
  const x = lazy.ones([6, 6], { chunks: 2 });
  const graph = lazy.graphOf([np.matmul(x, np.add(x, 1)), np.sum(x)]);
  const order = orderTasks(graph);
  expect(new Set(order)).toEqual(new Set(graph.tasks.keys()));
  expect(order).toHaveLength(graph.tasks.size);
  mostAlive(graph);
});

test("few results are alive: as many as a tree is deep", () => {
  expect(mostAlive(lazy.graphOf([np.sum(np.add(column(256), 1))]))).toBeLessThan(20);
});

test("what two outputs are made of does not wait for the second", () => {
  const x = column(256);
  expect(mostAlive(lazy.graphOf([np.mean(x), np.std(x)]))).toBeLessThan(40);
  expect(mostAlive(lazy.graphOf([np.sum(x), np.max(np.add(x, 1))]))).toBeLessThan(40);
  const extremes = [np.min(x), np.max(x), np.argmin(x), np.argmax(x)];
  expect(mostAlive(lazy.graphOf([np.sum(x), np.std(x), ...extremes]))).toBeLessThan(100);
});
