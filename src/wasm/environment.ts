import { withoutThreads } from "./artefacts/node/platform.ts";

/** What is read of `process`, which Deno and Bun have too. */
interface Process {
  getBuiltinModule?(id: string): unknown;
  readonly env: { readonly [name: string]: string | undefined };
  readonly versions: { readonly [name: string]: string | undefined };
}

interface Globals {
  readonly process?: Process;
  readonly navigator?: { readonly hardwareConcurrency?: number; readonly userAgent?: string };
  readonly crossOriginIsolated?: boolean;
  readonly Worker?: unknown;
  readonly Deno?: {
    readonly permissions: {
      querySync(permission: { name: "env"; variable: string }): { readonly state: string };
    };
  };
}

const globals = globalThis as Globals;

/** A module of Node, which Deno and Bun have too, or undefined. No import, so that bundles for browsers do without. */
export function builtin<T>(id: string): T | undefined {
  return globals.process?.getBuiltinModule?.(id) as T | undefined;
}

/** The variable NAME of the environment; undefined where there is none, or where Deno does not permit to read it. */
export function environmentVariable(name: string): string | undefined {
  const { Deno, process } = globals;
  if (Deno && Deno.permissions.querySync({ name: "env", variable: name }).state !== "granted")
    return undefined;
  return process?.env?.[name];
}

/** Threads that the machine runs at once. */
export function machineThreads(): number {
  const os = builtin<typeof import("node:os")>("node:os");
  return os?.availableParallelism() ?? globals.navigator?.hardwareConcurrency ?? 1;
}

/** Why there can be no threads here, or null. */
export function threadObstacle(): string | null {
  if (withoutThreads) return withoutThreads;
  if (globals.crossOriginIsolated === false) {
    return "the page is not cross-origin isolated (headers Cross-Origin-Opener-Policy and -Embedder-Policy)";
  }
  if (typeof SharedArrayBuffer === "undefined") return "there is no SharedArrayBuffer";
  if (!builtin("node:worker_threads") && !globals.Worker) return "there are no workers";
  return null;
}

/** The engine, as it calls itself. */
export function engineName(): string {
  const { deno, bun, node } = globals.process?.versions ?? {};
  if (deno) return `Deno ${deno}`;
  if (bun) return `Bun ${bun}`;
  if (node) return `Node.js ${node}`;
  return globals.navigator?.userAgent ?? "unknown";
}
