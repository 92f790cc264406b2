import { importPeer } from "../peer.ts";
import { chunkShape } from "./chunks.ts";
import { fillsOf } from "./colors.ts";
import { graphOf } from "./compute.ts";
import type { Graph } from "./graph.ts";
import type { LazyArray } from "./lazy-array.ts";
import { orderTasks } from "./scheduler/order.ts";
import { dependenciesOf, forEachFunction, type Key, type Task } from "./task.ts";

export interface VisualizeOptions {
  /** By the function of the tasks, or by the order in which they run: from blue to red. */
  color?: "operation" | "order" | undefined;
  /** Whether chains of calls are drawn as they run, as one task for each chunk. */
  fused?: boolean | undefined;
  /** Tasks from which on a node stands for all tasks of a call. */
  mostTasks?: number | undefined;
}

/** More tasks than one can make out in a picture. */
const legible = 150;

interface Node {
  readonly id: string;
  readonly operation: string;
  readonly note: string;
  /** When it runs, from 0 to 1. */
  readonly turn: number;
  readonly isArray: boolean;
}

interface Drawing {
  readonly nodes: readonly Node[];
  readonly edges: Iterable<readonly [from: string, to: string]>;
}

/**
 * A picture of the graph that computes some arrays: SVG if the package @viz-js/viz is there, written to a file if there is a `path`. A path
 * that ends in .dot gets the text for Graphviz.
 * @returns the SVG or DOT text
 * @throws Error if @viz-js/viz is wanted and not installed
 */
export async function visualize(
  arrays: readonly LazyArray[],
  path?: string,
  options: VisualizeOptions = {},
): Promise<string> {
  const dot = toDot(graphOf(arrays, options), options);
  const text = path?.endsWith(".dot") ? dot : await render(dot);
  if (path !== undefined) {
    const { writeFile } = await import("node:fs/promises");
    await writeFile(path, text);
  }
  return text;
}

/** What is used of the package @viz-js/viz. */
interface Viz {
  instance(): Promise<{ renderString(dot: string, options: { format: "svg" }): string }>;
}

async function render(dot: string): Promise<string> {
  const { instance } = await importPeer<Viz>(
    "@viz-js/viz",
    "^3.0.0",
    "visualize: a path that ends in .dot gets text for Graphviz; pictures need",
  );
  return (await instance()).renderString(dot, { format: "svg" });
}

/**
 * A graph in the language of Graphviz: results flow upward, to what is wanted.
 * @example
 * const x = np.sum(lazy.ones([4], { chunks: 2 }));
 * lazy.toDot(lazy.graphOf([x])).startsWith("digraph") // true
 */
export function toDot(
  graph: Graph,
  { color = "operation", mostTasks = legible }: VisualizeOptions = {},
): string {
  const { nodes, edges } = graph.tasks.size > mostTasks ? drawLayers(graph) : drawTasks(graph);
  const fills = fillsOf(nodes.map(({ operation }) => operation));
  const fill = ({ operation, turn, isArray }: Node) => {
    if (isArray) return "white";
    if (color === "order") return `${(0.62 * (1 - turn)).toFixed(3)} 0.45 0.95`;
    return fills.get(operation);
  };
  const lines = nodes.map((node) => {
    const label = [node.operation, node.note].filter(Boolean).join("\\n");
    const shape = node.isArray ? " shape=cylinder" : "";
    return `  ${quote(node.id)} [label="${label}" fillcolor="${fill(node)}"${shape}];`;
  });
  const arrows = [...edges].map(([from, to]) => `  ${quote(from)} -> ${quote(to)};`);
  return [
    "digraph {",
    "  rankdir=BT; nodesep=0.15; ranksep=0.35;",
    '  node [shape=box style="rounded,filled" fontname="Helvetica" fontsize=11 margin="0.09,0.04" height=0.3];',
    '  edge [color="#777777" arrowsize=0.5];',
    ...lines,
    ...arrows,
    "}\n",
  ].join("\n");
}

const quote = (id: string): string => `"${id.replaceAll('"', "'")}"`;

/** A node for each task and each array in memory. */
function drawTasks(graph: Graph): Drawing {
  const turns = turnsOf(graph);
  const nodes = [...graph.tasks].map(([key, task]) => ({
    id: key,
    operation: labelOf(task, graph, key),
    note: shapeNote(graph, key),
    turn: turns.get(key) ?? 0,
    isArray: false,
  }));
  const arrays = [...graph.sources].map(([key, source]) => ({
    id: key,
    operation: graph.layerOf(key)?.operation ?? "array",
    note: format((source as { shape?: readonly number[] }).shape ?? []),
    turn: 0,
    isArray: true,
  }));
  return { nodes: [...nodes, ...arrays], edges: edgesOf(graph, (key) => key) };
}

/** A node for each call, with the number of its tasks. */
function drawLayers(graph: Graph): Drawing {
  const turns = turnsOf(graph);
  const groups = new Map<string, { operation: string; count: number; turn: number; isArray: boolean }>();
  const layerName = (key: Key) => graph.layerOf(key)?.name ?? key;
  const add = (key: Key, operation: string, isArray: boolean) => {
    const group = groups.get(layerName(key)) ?? { operation, count: 0, turn: 0, isArray };
    group.count++;
    group.turn = Math.max(group.turn, turns.get(key) ?? 0);
    groups.set(layerName(key), group);
  };
  for (const [key, task] of graph.tasks) add(key, labelOf(task, graph, key), false);
  for (const key of graph.sources.keys()) add(key, graph.layerOf(key)?.operation ?? "array", true);
  const nodes = [...groups].map(([id, { count, ...rest }]) => ({
    id,
    ...rest,
    note: count === 1 ? "" : `${count} tasks`,
  }));
  return { nodes, edges: edgesOf(graph, layerName) };
}

function* edgesOf(graph: Graph, nodeOf: (key: Key) => string): Generator<readonly [string, string]> {
  const drawn = new Set<string>();
  for (const [key, task] of graph.tasks) {
    for (const needed of dependenciesOf(task)) {
      const edge = [nodeOf(needed), nodeOf(key)] as const;
      if (drawn.has(edge.join(" "))) continue;
      drawn.add(edge.join(" "));
      yield edge;
    }
  }
}

function turnsOf(graph: Graph): Map<Key, number> {
  const order = orderTasks(graph);
  return new Map(order.map((key, place) => [key, place / Math.max(1, order.length - 1)]));
}

/** What a task does, those of its parts that a user knows: for several of them the first and the last to run. */
function labelOf(task: Task, graph: Graph, key: Key): string {
  const names: string[] = [];
  forEachFunction(task, (fn) => {
    if (!fn.startsWith("lazy.")) names.unshift(fn);
  });
  if (names.length > 1 && new Set(names).size > 1)
    return names.length > 3 ? `${names[0]} … ${names.at(-1)}` : names.join(", ");
  return graph.layerOf(key)?.operation ?? names[0] ?? task.fn;
}

function shapeNote(graph: Graph, key: Key): string {
  const chunks = graph.layerOf(key)?.chunks;
  const index = key.split(",").slice(1).map(Number);
  return chunks && index.length === chunks.length ? format(chunkShape(chunks, index)) : "";
}

const format = (shape: readonly number[]): string =>
  shape.map((n) => (Number.isNaN(n) ? "?" : n)).join(" × ");
