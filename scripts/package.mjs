import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { build } from "esbuild";
import { emitTypes } from "./declarations.mjs";
import { refresh } from "./freshness.mjs";

/**
 * Trees of modules in dist/, by the folder of src/wasm/artefacts/ that says how the tree gets its wasm. A tree has the
 * modules of src/ one by one, so that bundlers leave out what is not used; dist/dispatch/ is common to all of them.
 */
const platforms = ["node", "web", "embedded", "workerd", "edge-light"];
const artefacts = "src/wasm/artefacts";

const { peerDependencies } = JSON.parse(readFileSync("package.json", "utf8"));

/** @type {import("esbuild").BuildOptions} */
const options = {
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  target: "es2022",
  loader: { ".wasm": "binary" },
  external: ["node:*", ...Object.keys(peerDependencies)],
  legalComments: "none",
};

/** Builds dist/: module trees, the single file `inline.js`, wasm files and types. */
export async function buildPackage() {
  const { targets } = JSON.parse(readFileSync("asconfig.json", "utf8"));
  // Those in folders of build/ are for benchmarks.
  const files = Object.values(targets).map(({ outFile }) => outFile);
  const wasm = files.filter((file) => dirname(file) === "build");
  const inputs = ["src", "scripts", "package.json", "tsconfig.json", "tsconfig.build.json", ...wasm];
  const outputs = [
    "dist/inline.js",
    "dist/types/index.d.ts",
    ...platforms.map((each) => `dist/${each}/index.js`),
  ];
  await refresh("package", inputs, outputs, async () => {
    rmSync("dist", { recursive: true, force: true });
    mkdirSync("dist/build", { recursive: true });
    for (const file of wasm) copyFileSync(file, `dist/build/${basename(file)}`);
    await Promise.all([...platforms.map(buildTree), buildDispatch(), buildInline(), emitTypes("dist/types")]);
  });
}

function buildTree(platform) {
  const others = platforms.filter((each) => each !== platform).map((each) => `${artefacts}/${each}/`);
  const skipped = ["src/dispatch/", ...others];
  const entryPoints = sources("src").filter((path) => !skipped.some((folder) => path.startsWith(folder)));
  const outdir = `dist/${platform}`;
  return build({
    ...options,
    entryPoints,
    outbase: "src",
    outdir,
    plugins: [modulesOf(outdir), wasmFrom(platform), numbersOnly],
  });
}

function buildDispatch() {
  const outdir = "dist/dispatch";
  const entryPoints = sources("src/dispatch");
  return build({ ...options, entryPoints, outbase: "src/dispatch", outdir, plugins: [modulesOf("dist")] });
}

function buildInline() {
  return build({
    ...options,
    entryPoints: ["src/index.ts"],
    outfile: "dist/inline.js",
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [wasmFrom("embedded"), numbersOnly],
  });
}

/** Lets the sources, which name the artefacts for Node, have those for `platform`. */
export function wasmFrom(platform) {
  return {
    name: "wasm",
    setup({ onResolve }) {
      onResolve({ filter: /\/artefacts\/node\// }, ({ path, resolveDir }) => ({
        path: resolve(resolveDir, path.replace("/artefacts/node/", `/artefacts/${platform}/`)),
      }));
      onResolve({ filter: /\.wasm\?bytes$/ }, ({ path, resolveDir }) => ({
        path: resolve(resolveDir, path.replace("?bytes", "")),
      }));
      // The platform's own imports of wasm: dist/build/ is to a tree what build/ is to src/.
      onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** Of AssemblyScript's loader what instantiates: the rest is for strings, arrays and classes, and kernels take numbers. */
const numbersOnly = {
  name: "numbers only",
  setup({ onLoad }) {
    onLoad({ filter: /@assemblyscript\/loader\/index\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const functions = ["isModule", "instantiateSync"].map((name) => {
        const [text] = source.match(new RegExp(`^(export )?function ${name}\\([^]*?^}`, "m"));
        return text;
      });
      const hooks = "const preInstantiate = () => {}, postInstantiate = (_, { exports }) => exports;";
      return { contents: [hooks, ...functions].join("\n") };
    });
  },
};

/** Leaves imports between modules of src/ as they are, but for their extension. */
function modulesOf(outdir) {
  return {
    name: "modules",
    setup({ onResolve, resolve: follow }) {
      onResolve({ filter: /^\./ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (kind === "entry-point" || pluginData === "followed") return undefined;
        if (relative("src", importer).startsWith("..")) return undefined;
        const target = await follow(path, { importer, resolveDir, kind, pluginData: "followed" });
        if (target.external || !target.path.endsWith(".ts")) return target;
        const from = dirname(placeOf(importer, outdir));
        const specifier = relative(from, placeOf(target.path, outdir)).split(sep).join("/");
        return { path: specifier.startsWith(".") ? specifier : `./${specifier}`, external: true };
      });
    },
  };
}

/** Where the module of a source lies in the package. */
function placeOf(source, outdir) {
  const path = relative("src", source).replace(/\.ts$/, ".js");
  return path.startsWith(`dispatch${sep}`) ? join("dist", path) : join(outdir, path);
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => `${folder}/${name.split(sep).join("/")}`);
}
