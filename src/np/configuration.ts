import { configureModules } from "../wasm/configure.ts";
import { type Configuration, describeModules } from "../wasm/report.ts";
import type { Settings } from "../wasm/settings.ts";
import { checkOptions } from "./options.ts";

export type { Configuration } from "../wasm/report.ts";

/** What `configure` changes; what is not given stays. */
export interface ConfigureOptions {
  /** Threads that work on large operations, the calling one among them: as many as the machine has, if not given. */
  threads?: number | undefined;
  /** Fused multiply-adds where there are any, which `false` does without: then results are the same bits everywhere. */
  relaxed?: boolean | undefined;
  /** Bytes to which the memory of all arrays may grow: 4 GiB, if not given. */
  maxMemory?: number | undefined;
}

/**
 * Decides how arrays are computed, before the first one is made. `threads` takes precedence over the environment
 * variable NDWASM_NUM_THREADS; more than the machine has are as many as it has. With one thread, arrays lie in an ordinary
 * ArrayBuffer, with more in a SharedArrayBuffer. It takes effect at once but in browsers, which may have to fetch another
 * artefact: there, await it.
 * @throws TypeError for an unknown option or a value of the wrong type, RangeError for a number out of range, Error for a
 * change after the first array
 * @example
 * np.configure({ threads: np.show_config({ mode: "dicts" }).threads.count });
 * np.show_config({ mode: "dicts" }).memory.maximum // 4294967296
 */
export function configure(options: ConfigureOptions): Promise<void> {
  checkOptions("configure", options, ["threads", "relaxed", "maxMemory"]);
  return configureModules("configure", options as Partial<Settings>);
}

/**
 * Prints what was chosen for this environment and why; with the mode "dicts" it returns that instead, as NumPy's does.
 * @throws TypeError for an unknown option or mode
 * @example
 * np.show_config({ mode: "dicts" }).threads.count >= 1 // true
 */
export function show_config(options?: { mode?: "stdout" }): void;
export function show_config(options: { mode: "dicts" }): Configuration;
export function show_config(options: { mode?: "stdout" | "dicts" } = {}): Configuration | undefined {
  checkOptions("show_config", options, ["mode"]);
  const { mode = "stdout" } = options;
  if (mode === "dicts") return describeModules();
  if (mode !== "stdout") throw new TypeError(`show_config: mode must be "stdout" or "dicts", not ${mode}`);
  console.log(lines(describeModules()).join("\n"));
  return undefined;
}

/** The lines of a record in YAML, as NumPy prints it. */
function lines(record: object, indent = ""): string[] {
  return Object.entries(record).flatMap(([key, value]) =>
    typeof value === "object" && !Array.isArray(value)
      ? [`${indent}${key}:`, ...lines(value, `${indent}  `)]
      : [`${indent}${key}: ${Array.isArray(value) ? value.join(", ") : value}`],
  );
}
