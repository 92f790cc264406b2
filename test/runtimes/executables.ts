import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { describe, test } from "vitest";

/**
 * Where runtimes may be. Those that npm packages carry are looked for in the package for this platform, because npm
 * may have been told not to run the install scripts that put them elsewhere.
 */
const places = {
  deno: () => inScope("@deno", "deno"),
  bun: () => ["node_modules/bun/bin/bun.exe", ...inScope("@oven", "bin/bun")],
  workerd: () => inScope("@cloudflare", "bin/workerd"),
  chromium: () => onPath("chromium", "chromium-browser", "google-chrome"),
  firefox: () => onPath("firefox-esr", "firefox"),
};

/** Runs the tests of a runtime, or says that they were not run. With CI=true that is a failure. */
export function describeRuntime(name: keyof typeof places, suite: (executable: string) => void): void {
  const found = places[name]().find((path) => spawnSync(path, ["--version"]).status === 0);
  if (found) {
    describe(name, () => suite(resolve(found)));
    return;
  }
  const required = process.env.CI === "true" || process.env.NDWASM_REQUIRE_RUNTIMES === "1";
  test.skipIf(!required)(`${name} (not run: it is not on this machine)`, () => {
    throw new Error(`${name} is not on this machine`);
  });
}

/** A file in the packages of a scope; on Windows with `.exe`. */
function inScope(scope: string, file: string): string[] {
  const folder = join("node_modules", scope);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => [join(folder, name, file), join(folder, name, `${file}.exe`)]);
}

function onPath(...names: string[]): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(existsSync);
}
