import { builtin } from "../environment.ts";
import { type Assignment, programText } from "./board.ts";

/** A worker of any environment. */
export interface Running {
  terminate(): void;
}

/**
 * Starts a worker that serves an assignment and does not keep the process alive. `onEnd` is called when it ends by
 * itself, with the reason if there is one.
 */
export function startWorker(assignment: Assignment, onEnd: (reason?: string) => void): Running {
  const threads = builtin<typeof import("node:worker_threads")>("node:worker_threads");
  return threads ? startThread(threads, assignment, onEnd) : startWebWorker(assignment, onEnd);
}

function startThread(
  { Worker }: typeof import("node:worker_threads"),
  assignment: Assignment,
  onEnd: (reason?: string) => void,
): Running {
  const program = programText(`require("node:worker_threads").workerData`);
  // Loaders and the like that the program was started with are not for this worker.
  const worker = new Worker(program, { eval: true, execArgv: [], workerData: assignment, name: "ndwasm" });
  worker.on("error", (error: Error) => onEnd(error.message));
  worker.on("exit", () => onEnd());
  worker.unref();
  return worker;
}

function startWebWorker(assignment: Assignment, onEnd: (reason?: string) => void): Running {
  const program = `onmessage = ({ data }) => ${programText("data")}`;
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const worker = new Worker(url, { name: "ndwasm" });
  worker.onerror = (event) => onEnd(event.message ?? "the worker could not be loaded");
  worker.postMessage(assignment);
  return worker;
}
