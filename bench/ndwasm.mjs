import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// bench/ is a package of its own, so that `import "ndwasm"` would look among its dependencies.
const { resolve } = createRequire(new URL("../package.json", import.meta.url));

/** The built package, or an entry of it such as "ndwasm/dispatch", as its users get it. */
export function load(entry = "ndwasm") {
  return import(pathToFileURL(resolve(entry)));
}

/** A copy of the built package with a memory of its own, so that several artefacts can run in one process. */
export async function loadCopy({ relaxed }) {
  const url = pathToFileURL(resolve("ndwasm/inline"));
  url.search = relaxed ? "relaxed" : "baseline";
  const { validate } = WebAssembly;
  if (!relaxed) WebAssembly.validate = (bytes) => !relaxedSizes.has(bytes.length) && validate(bytes);
  try {
    return await import(url);
  } finally {
    WebAssembly.validate = validate;
  }
}

const build = new URL("../build/", import.meta.url);
const relaxedSizes = new Set(
  readdirSync(build)
    .filter((name) => name.endsWith("-relaxed.wasm"))
    .map((name) => statSync(new URL(name, build)).size),
);
