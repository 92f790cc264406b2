import { engineName } from "./environment.ts";
import { bindings } from "./instance.ts";
import { maximumPages, memory } from "./memory.ts";
import { settings } from "./settings.ts";
import { joinedWorkers, poolFailure } from "./threads/pool.ts";

/** What was chosen for this environment, and why. */
export interface Configuration {
  readonly engine: string;
  readonly artefacts: {
    /** Names of the files in use. */
    readonly names: readonly string[];
    /** Whether all of them have fused multiply-adds. */
    readonly relaxed: boolean;
    readonly reason: string;
  };
  readonly threads: {
    /** Threads that large operations may use. */
    readonly count: number;
    /** Those of them that have started. */
    readonly started: number;
    readonly reason: string;
  };
  readonly memory: {
    readonly shared: boolean;
    /** Bytes it has now. */
    readonly bytes: number;
    /** Bytes to which it may grow. */
    readonly maximum: number;
  };
}

export function describeModules(): Configuration {
  const names = bindings.map(({ artefact }) => artefact.name).sort();
  const relaxed = names.every((name) => name.includes("relaxed"));
  const failure = poolFailure();
  return {
    engine: engineName(),
    artefacts: { names, relaxed, reason: reasonOf(relaxed) },
    threads: {
      count: failure ? 1 : settings.threads,
      started: 1 + joinedWorkers(),
      reason: failure ? `workers do not start: ${failure}` : settings.why,
    },
    memory: {
      shared: typeof SharedArrayBuffer !== "undefined" && memory.buffer instanceof SharedArrayBuffer,
      bytes: memory.buffer.byteLength,
      maximum: maximumPages * 65536,
    },
  };
}

function reasonOf(relaxed: boolean): string {
  if (relaxed) return "the engine has relaxed SIMD";
  return settings.relaxed
    ? "the engine, or the artefacts for this platform, lack relaxed SIMD"
    : "configured without";
}
