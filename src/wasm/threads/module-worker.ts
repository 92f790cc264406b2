import { builtin } from "../environment.ts";

/** A worker that runs a module of the package and exchanges messages. It does not keep the process alive while it is idle. */
export interface ModuleWorker {
  post(message: unknown): void;
  /** Whether the process is to go on as long as the worker does. */
  hold(isHeld: boolean): void;
  terminate(): void;
}

/** Starts a module as a worker. `onEnd` is called when it ends by itself, with the reason if there is one. */
export function startModuleWorker(
  url: URL,
  onMessage: (message: unknown) => void,
  onEnd: (reason: string) => void,
): ModuleWorker {
  const threads = builtin<typeof import("node:worker_threads")>("node:worker_threads");
  return threads ? startThread(threads, url, onMessage, onEnd) : startWebWorker(url, onMessage, onEnd);
}

function startThread(
  { Worker }: typeof import("node:worker_threads"),
  url: URL,
  onMessage: (message: unknown) => void,
  onEnd: (reason: string) => void,
): ModuleWorker {
  // One thread each: the memory that the module reserves before it joins another is then of no account.
  const worker = new Worker(url, { env: { NDWASM_NUM_THREADS: "1" }, name: "ndwasm tasks" });
  worker.on("message", onMessage);
  worker.on("error", (error: Error) => onEnd(error.message));
  worker.on("exit", (code) => onEnd(`the worker ended with code ${code}`));
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    hold: (isHeld) => (isHeld ? worker.ref() : worker.unref()),
    terminate: () => void worker.terminate(),
  };
}

function startWebWorker(
  url: URL,
  onMessage: (message: unknown) => void,
  onEnd: (reason: string) => void,
): ModuleWorker {
  const worker = new Worker(url, { type: "module", name: "ndwasm tasks" });
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onerror = (event) => onEnd(event.message ?? "the worker could not be loaded");
  return { post: (message) => worker.postMessage(message), hold() {}, terminate: () => worker.terminate() };
}

/** In such a worker: calls `answer` with each message; what it returns is posted back. */
export function serveMessages(answer: (message: never) => unknown): void {
  const port = builtin<typeof import("node:worker_threads")>("node:worker_threads")?.parentPort;
  const reply = async (message: unknown, post: (message: unknown) => void) => {
    const result = await answer(message as never);
    if (result !== undefined) post(result);
  };
  if (port) port.on("message", (message: unknown) => reply(message, (result) => port.postMessage(result)));
  else {
    const scope = globalThis as unknown as {
      onmessage: (event: { data: unknown }) => void;
      postMessage(message: unknown): void;
    };
    scope.onmessage = ({ data }) => void reply(data, (result) => scope.postMessage(result));
  }
}
