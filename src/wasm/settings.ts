import type { Features } from "./artefacts/artefact.ts";
import { environmentVariable, machineThreads, threadObstacle } from "./environment.ts";

/** What users decide before the first array. */
export interface Settings {
  /** Threads that work on a large operation, the calling one among them. */
  readonly threads: number;
  /** Fused multiply-adds and other relaxed instructions, where the engine has them. */
  readonly relaxed: boolean;
  /** Bytes to which the linear memory may grow. */
  readonly maxMemory: number;
}

const variable = "NDWASM_NUM_THREADS";
/** More threads than any machine at hand; each has a word in the control block. */
export const mostThreads = 256;
const pageBytes = 65536;
/** What modules and the heap start with. */
const leastMemory = 32 * pageBytes;
export const mostMemory = 2 ** 32;

/** The settings in force; `why` says where the number of threads comes from. */
export let settings: Settings & { readonly why: string } = /* @__PURE__ */ initialSettings();

function initialSettings(): Settings & { readonly why: string } {
  const text = environmentVariable(variable)?.trim();
  const asked = text ? checkThreads("ndwasm", variable, Number(text), text) : undefined;
  return { relaxed: true, maxMemory: mostMemory, ...allowedThreads(asked, variable) };
}

/**
 * The settings with changes, checked: a TypeError for a value of the wrong type, a RangeError for one out of range. More
 * threads than the machine has become as many as it has.
 */
export function changedSettings(id: string, changes: Partial<Settings>): typeof settings {
  const { threads, relaxed = settings.relaxed, maxMemory = settings.maxMemory } = changes;
  if (threads !== undefined) checkThreads(id, "threads", threads, threads);
  if (typeof relaxed !== "boolean") throw new TypeError(`${id}: relaxed must be a boolean, not ${relaxed}`);
  if (typeof maxMemory !== "number")
    throw new TypeError(`${id}: maxMemory must be a number, not ${maxMemory}`);
  if (!Number.isInteger(maxMemory) || maxMemory < leastMemory || maxMemory > mostMemory) {
    throw new RangeError(
      `${id}: maxMemory must be a whole number of bytes from ${leastMemory} to ${mostMemory}, not ${maxMemory}`,
    );
  }
  const { threads: before, why } = settings;
  const counted = threads === undefined ? { threads: before, why } : allowedThreads(threads, "configure");
  return { relaxed, maxMemory, ...counted };
}

/** Puts settings in force; what was made under others is the caller's to renew. */
export function putInForce(changed: typeof settings): void {
  settings = changed;
}

/** The features of artefacts that settings lead to. */
export function featuresOf({ threads, relaxed }: Settings): Features {
  return { relaxed, shared: threads > 1 };
}

function checkThreads(id: string, name: string, threads: unknown, shown: unknown): number {
  if (typeof threads !== "number") throw new TypeError(`${id}: ${name} must be a number, not ${shown}`);
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw new RangeError(`${id}: ${name} must be a whole number of at least 1, not ${shown}`);
}

/** As many threads as asked for, by default as the machine has, and as can be had. */
function allowedThreads(asked: number | undefined, source: string): { threads: number; why: string } {
  const obstacle = threadObstacle();
  if (obstacle) return { threads: 1, why: obstacle };
  const available = Math.min(machineThreads(), mostThreads);
  if (asked === undefined) return { threads: available, why: "as many as the machine has" };
  if (asked > available)
    return { threads: available, why: `${source} asks for ${asked}, the machine has no more` };
  return { threads: asked, why: source };
}
