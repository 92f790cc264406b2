import { importPeer } from "../../peer.ts";
import type { Progress } from "./run.ts";

/** What is used of the package cli-progress. */
interface CliProgress {
  readonly SingleBar: new (
    options: object,
  ) => {
    start(total: number, value: number): void;
    update(value: number): void;
    stop(): void;
  };
}

/** What shows how far a run is. */
export interface Display {
  show(progress: Progress): void;
  close(): void;
}

/** A bar in the terminal, where standard error is one. @throws Error if cli-progress is not installed */
export async function openBar(total: number): Promise<Display> {
  const module = await importPeer<CliProgress & { default?: CliProgress }>(
    "cli-progress",
    "^3.12.0",
    "progress: a bar in the terminal needs",
  );
  const { SingleBar } = module.default ?? module;
  const bar = new SingleBar({ format: "{bar} {value}/{total} tasks {duration_formatted}", hideCursor: true });
  bar.start(total, 0);
  return { show: ({ done }) => bar.update(done), close: () => bar.stop() };
}
