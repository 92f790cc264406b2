/**
 * Prints what imports from the package weigh in a bundle, minified and gzipped (level 9): JavaScript without what is not used, and of each
 * wasm module that it needs its largest artefact. Fails where there is a limit and it is exceeded.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const peers = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).peerDependencies);
const names = (list) => `import { ${list} } from "./dist/web/index.js"; console.log(${list});`;
const everything = (path) => `export * from "./dist/${path}";`;

/** Bytes of wasm by module. */
const wasm = new Map();
for (const file of readdirSync("dist/build")) {
  const module = basename(file, ".wasm").split("-")[0];
  wasm.set(module, Math.max(wasm.get(module) ?? 0, gzipped(readFileSync(`dist/build/${file}`))));
}

const chapters = readFileSync("src/index.ts", "utf8").matchAll(
  /^export \* (?:as (\w+) )?from "\.\/np\/(.+)\.ts"/gm,
);
const rows = [
  ["ndwasm/dispatch", everything("dispatch/index.js"), 2048],
  ...["sum", "sum, asarray", "add", "sort", "matmul"].map((list) => [`{ ${list} }`, names(list)]),
  ...[...chapters].map(([, space, path]) => [
    space ?? basename(path.replace("/index", "")),
    everything(`web/np/${path}.js`),
  ]),
  ["ndwasm, everything", everything("web/index.js"), 200_000],
  ["ndwasm/lazy, everything", everything("web/lazy/index.js")],
  ...["tfjs", "jax", "onnx"].map((name) => [
    `adapters/${name}, beside np`,
    everything(`web/adapters/${name}/index.js`),
    undefined,
    ["../index.js", "../../index.js"],
  ]),
];

console.log(`${"".padEnd(26)}${["JavaScript", "wasm", "both"].map((title) => title.padStart(12)).join("")}`);
for (const [name, contents, limit, beside] of rows) {
  const { javascript, modules } = await bundled(contents, beside);
  const kernels = modules.reduce((sum, module) => sum + wasm.get(module), 0);
  const both = javascript + kernels;
  const figures = [javascript, kernels, both].map((bytes) => String(bytes).padStart(12)).join("");
  const note = limit ? `  of ${limit} at most` : `  ${modules.join(", ")}`;
  console.log(`${name.padEnd(26)}${figures}${note}`);
  if (both > limit) process.exitCode = 1;
}
const inline = gzipped(readFileSync("dist/inline.js"));
console.log(
  `${"ndwasm/inline".padEnd(26)}${String(inline).padStart(12)}${"".padStart(12)}${String(inline).padStart(12)}`,
);

/** Bytes of the JavaScript that a bundler makes of a module, and the wasm modules that it needs; `beside` is there already. */
async function bundled(contents, beside = []) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: "." },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    external: ["*.wasm", "node:*", ...peers, ...beside],
    write: false,
    metafile: true,
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const modules = Object.keys(inputs).flatMap((path) => {
    const [, module] = path.match(/artefacts\/web\/(\w+)\.js$/) ?? [];
    return wasm.has(module) && inputs[path].bytesInOutput > 0 ? [module] : [];
  });
  return { javascript: gzipped(outputFiles[0].contents), modules: modules.sort() };
}

function gzipped(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}
