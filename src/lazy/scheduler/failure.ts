import * as np from "../../index.ts";
import type { Graph } from "../graph.ts";
import { dependenciesOf, type Key } from "../task.ts";
import { SharedChunk } from "./blocks.ts";

/** An error that names the task, its function, the shapes of what it was given, and the user's call that made it. */
export function failureOf(graph: Graph, key: Key, cause: unknown, resultOf: (key: Key) => unknown): Error {
  const task = graph.tasks.get(key)!;
  const inputs = [...dependenciesOf(task)].map((each) => `${each}: ${outlineOf(resultOf(each))}`);
  const origin = graph.layerOf(key)?.origin?.stack?.split("\n").slice(1).find(isUsers)?.trim();
  const message = [
    `task ${key} (${task.fn}) failed: ${cause instanceof Error ? cause.message : String(cause)}`,
    ...(inputs.length ? [`  given ${inputs.join(", ")}`] : []),
    ...(origin ? [`  made ${origin}`] : []),
  ];
  const error = new Error(message.join("\n"), { cause });
  error.name = cause instanceof Error ? cause.name : "Error";
  return error;
}

/** Whether a line of a stack is outside this package. */
const isUsers = (line: string): boolean =>
  !packageFolders.some((folder) => line.includes(folder)) && !line.includes("node:internal");

/** The folders of the package's modules; the protocol's is beside the others when it is built. */
const packageFolders = ["../..", "../../../dispatch/"].map(
  (folder) => new URL(folder, import.meta.url).pathname,
);

function outlineOf(value: unknown): string {
  if (value instanceof np.WasmArray || value instanceof SharedChunk) {
    return `${value.dtype} [${value.shape.join(", ")}]`;
  }
  return Object(value).constructor?.name ?? String(value);
}
