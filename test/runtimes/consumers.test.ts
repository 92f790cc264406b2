import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectResults } from "./expected.ts";
import { installPackage } from "./installation.ts";

let installation: ReturnType<typeof installPackage>;
beforeAll(() => {
  installation = installPackage();
});
afterAll(() => installation.remove());

/** The modules of the package that a bundle of `contents` for `platform` has something of. */
async function bundled(contents: string, platform: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: installation.folder },
    absWorkingDir: installation.folder,
    bundle: true,
    format: "esm",
    platform: "neutral",
    conditions: [platform],
    external: ["node:*", "*.wasm", "*.wasm?module"],
    metafile: true,
    write: false,
  });
  return Object.entries(Object.values(metafile.outputs)[0].inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path.replace("node_modules/ndwasm/dist/", ""));
}

describe("TypeScript", () => {
  const program = `
import * as np from "ndwasm";
import { adopt, type Overridable } from "ndwasm/dispatch";
import * as inline from "ndwasm/inline";

const x: np.WasmArray = np.asarray([[1, 2], [3, 4]]);
export const total: np.WasmArray = np.sum(x, { axis: 0 });
export const product: inline.WasmArray = inline.matmul(x, x);
export const { U, S, Vh } = np.linalg.svd(x);
export const fn: Overridable = np.sum;
adopt(class Other {});
// @ts-expect-error
np.sum(x, { axes: 0 });
`;

  test.each([
    ["esnext", "bundler"],
    ["nodenext", "nodenext"],
  ])("module %s, moduleResolution %s", (module, moduleResolution) => {
    const { folder } = installation;
    const compilerOptions = {
      module,
      moduleResolution,
      target: "es2022",
      strict: true,
      noEmit: true,
      types: [],
    };
    writeFileSync(join(folder, "program.ts"), program);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    const args = [resolve("node_modules/typescript/bin/tsc"), "-p", folder];
    expect(spawnSync(process.execPath, args, { encoding: "utf8" }).stdout).toBe("");
  });
});

describe("bundles have what is used", () => {
  test.each(["node", "deno", "browser", "workerd", "edge-light"])("%s", async (platform) => {
    const some = await bundled('export { add } from "ndwasm";', platform);
    expect(some.some((path) => path.endsWith("/wasm/ufunc.js"))).toBe(true);
    expect(some.filter((path) => path.includes("linalg"))).toEqual([]);
    const none = await bundled('import * as np from "ndwasm"; export const one = 1;', platform);
    expect(none.filter((path) => path !== "<stdin>")).toEqual([]);
  });

  test("the protocol alone is without wasm, and one for all platforms", async () => {
    const protocol = await bundled('export * from "ndwasm/dispatch";', "node");
    expect(protocol.filter((path) => !path.startsWith("dispatch/"))).toEqual([]);
    const all = await bundled('export * from "ndwasm"; export { adopt } from "ndwasm/dispatch";', "browser");
    expect(all.filter((path) => path.endsWith("/adopt.js"))).toEqual(["dispatch/adopt.js"]);
  });
});

/** Stands in for an edge platform: its wasm imports are modules that are compiled already. */
const compiledImports: Plugin = {
  name: "compiled-imports",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace("?module", "")),
    }));
    onLoad({ filter: /\.wasm$/ }, ({ path }) => ({
      contents: `import { readFileSync } from "node:fs";
        export default new WebAssembly.Module(readFileSync(${JSON.stringify(path)}));`,
    }));
  },
};

test("a bundle for edge-light, which imports its wasm compiled, finds the results", async () => {
  const outfile = join(installation.folder, "edge.js");
  await build({
    entryPoints: [join(installation.folder, "package.js")],
    outfile,
    bundle: true,
    format: "esm",
    conditions: ["edge-light"],
    external: ["node:*"],
    plugins: [compiledImports],
  });
  expectResults(spawnSync(process.execPath, [outfile], { encoding: "utf8" }).stdout);
});

test("the tarball holds dist/ and what npm adds", () => {
  const root = join(installation.folder, "node_modules/ndwasm");
  expect(readdirSync(root).sort()).toEqual(["LICENSE", "README.md", "dist", "package.json"]);
});
