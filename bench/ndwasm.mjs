import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// bench/ is a package of its own, so that `import "ndwasm"` would look among its dependencies.
const { resolve } = createRequire(new URL("../package.json", import.meta.url));

/** The built package or an entry of it, such as "ndwasm/dispatch", as its users get it; or the package that an adapter finds. */
export function load(entry = "ndwasm") {
  return import(pathToFileURL(resolve(entry)));
}

/** A copy of the built package with a memory of its own, so that several settings can be in force in one process. */
export async function loadCopy(settings) {
  const url = pathToFileURL(resolve("ndwasm/inline"));
  url.search = new URLSearchParams(settings);
  const np = await import(url);
  await np.configure(settings);
  return np;
}
