/** Prints what the package weighs, minified and gzipped; fails where there is a limit and it is exceeded. */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const rows = [
  ["ndwasm/dispatch", await bundled('export * from "./dist/dispatch/index.js"'), 2048],
  ["ndwasm, all names, without wasm", await bundled('export * from "./dist/workerd/index.js"')],
  ["ndwasm/inline", readFileSync("dist/inline.js")],
  ...readdirSync("dist/build").map((name) => [name, readFileSync(`dist/build/${name}`)]),
];

for (const [name, bytes, limit] of rows) {
  const size = gzipSync(bytes, { level: 9 }).length;
  const allowed = limit ? `  of ${limit} at most` : "";
  console.log(`${name.padEnd(34)}${String(size).padStart(8)} bytes gzipped${allowed}`);
  if (size > limit) process.exitCode = 1;
}

async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: ["*.wasm"],
    write: false,
  });
  return outputFiles[0].contents;
}
