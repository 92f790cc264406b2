/** Compiles assembly/ to build/: every target of asconfig.json. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const { targets } = JSON.parse(readFileSync("asconfig.json", "utf8"));
for (const target of Object.keys(targets)) {
  const entry = `assembly/${target.split("-")[0]}.ts`;
  execFileSync(
    "node",
    [
      "node_modules/assemblyscript/bin/asc.js",
      entry,
      "--target",
      target,
      "--transform",
      "./assembly/transform.mjs",
    ],
    { stdio: "inherit" },
  );
}
