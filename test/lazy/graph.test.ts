import { expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { checkGraph, cull, Graph } from "../../src/lazy/graph.ts";
import * as lazy from "../../src/lazy/index.ts";
import { parseGraph, writeGraph } from "../../src/lazy/json.ts";
import { again } from "../../src/lazy/layer.ts";
import type { Task } from "../../src/lazy/task.ts";

/** A graph of tasks that only name what they need. */
function graphWith(needs: Readonly<Record<string, readonly string[]>>, outputs: readonly string[]): Graph {
  const graph = new Graph(outputs);
  for (const [key, keys] of Object.entries(needs)) {
    const task: Task = { fn: "lazy.total", args: keys.map((each) => ({ key: each })) };
    graph.tasks.set(key, task);
  }
  return graph;
}

test("equal computations have equal keys, others have not", () => {
  const make = (scale: number, chunks = 2) =>
    np.sum(np.multiply(lazy.arange(0, 10, 1, { chunks }), scale)).layer.name;
  expect(make(2)).toBe(make(2));
  expect(new Set([make(2), make(3), make(-0), make(0), make(2, 3)]).size).toBe(5);
});

test("arrays in memory count by what they hold", () => {
  const make = (list: number[]) => lazy.fromArray(list, { chunks: 2 }).layer.name;
  expect(make([1, 2, 3])).toBe(make([1, 2, 3]));
  expect(make([1, 2, 3])).not.toBe(make([1, 2, 4]));
});

test("what arrays have in common is in the graph once", () => {
  const x = np.exp(lazy.ones([6], { chunks: 2 }));
  const separate = [np.sum(x), np.max(x)].map((each) => lazy.graphOf([each]).tasks.size);
  const together = lazy.graphOf([np.sum(x), np.max(x)]).tasks.size;
  expect(together).toBe(separate[0] + separate[1] - lazy.graphOf([x]).tasks.size);
});

test("a chain of calls chunk by chunk is one task for each chunk", () => {
  const x = lazy.ones([6], { chunks: 2 });
  const y = np.sqrt(np.add(np.exp(x), 1));
  expect(lazy.graphOf([y]).tasks.size).toBe(12);
  expect(lazy.graphOf([y], { fused: true }).tasks.size).toBe(3);
  // What two others need is made once.
  const z = np.add(y, np.exp(y));
  expect(lazy.graphOf([z], { fused: true }).tasks.size).toBe(6 + 3);
});

test("tasks under other names run again: nothing but what is in memory is shared", async () => {
  const x = lazy.fromArray([1, 2, 3, 4], { chunks: 2 });
  const y = np.cumulative_sum(np.add(x, 1));
  const z = new lazy.LazyArray(again(y.layer), y.chunks, y.dtype);
  const tasks = (...arrays: lazy.LazyArray[]) => lazy.graphOf(arrays).tasks.size;
  expect(tasks(y, z)).toBe(2 * tasks(y));
  expect(lazy.graphOf([y, z]).sources.size).toBe(1);
  expect(String(await z.compute())).toBe(String(await y.compute()));
});

test("the factors of a large matrix need it twice, lest all of Q be kept until R is known", () => {
  const named = (rows: number) => {
    const x = lazy.random.random([rows, 100], { chunks: [2 ** 15, 100], seed: 1 });
    const { U } = np.linalg.svd(x, { full_matrices: false });
    return [...lazy.graphOf([U]).layers.values()].filter(({ operation }) => operation.startsWith("random"));
  };
  expect(named(2 ** 20)).toHaveLength(1);
  expect(named(2 ** 21)).toHaveLength(2);
});

test("a part of an array needs the tasks of that part alone", () => {
  const x = np.exp(lazy.ones([100], { chunks: 1 }));
  expect(lazy.graphOf([x.at("7:9")], { fused: true }).tasks.size).toBe(2);
});

test("a graph is plain data: JSON and back", async () => {
  const x = lazy.fromArray(
    np.asarray([
      [1, Number.NaN],
      [-0, Number.POSITIVE_INFINITY],
    ]),
    { chunks: 1 },
  );
  const y = np.add(np.multiply(x, { re: -0, im: Number.NaN } as never), 5n as never);
  const graph = lazy.graphOf([y]);
  const copy = parseGraph(writeGraph(graph));
  expect(copy.outputs).toEqual(graph.outputs);
  expect([...copy.tasks]).toEqual([...graph.tasks]);
  expect([...copy.sources.keys()]).toEqual([...graph.sources.keys()]);
  const results = await lazy.run(copy);
  const expected = await lazy.run(graph);
  expect(results.map(String)).toEqual(expected.map(String));
});

test("checkGraph names what is missing, and cycles", () => {
  expect(() => checkGraph(graphWith({ a: ["b"], b: [] }, ["a"]))).not.toThrow();
  expect(() => checkGraph(graphWith({ a: [] }, ["b"]))).toThrow("the output b is missing");
  expect(() => checkGraph(graphWith({ a: ["b"] }, ["a"]))).toThrow("a needs b, which is missing");
  expect(() => checkGraph(graphWith({ a: ["b"], b: ["c"], c: ["b"] }, ["a"]))).toThrow("b → c → b");
});

test("cull leaves what outputs need", () => {
  const graph = cull(graphWith({ a: ["b"], b: [], c: ["b"] }, ["a"]));
  expect([...graph.tasks.keys()].sort()).toEqual(["a", "b"]);
});
