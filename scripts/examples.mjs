import { existsSync, readdirSync } from "node:fs";
import { build } from "esbuild";
import { refresh } from "./freshness.mjs";

/** Makes programs of examples/*.ts in build/examples/; they import the package by its name, as a user would. */
export async function buildExamples() {
  if (!existsSync("examples")) return;
  const entries = readdirSync("examples")
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `examples/${name}`);
  const outputs = entries.map((entry) => `build/${entry.replace(/ts$/, "js")}`);
  await refresh("examples", ["examples", "scripts/examples.mjs"], outputs, () =>
    build({
      entryPoints: entries,
      outdir: "build/examples",
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
    }),
  );
}
