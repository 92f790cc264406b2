import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

it("takes at most 2 kB, minified and gzipped, and imports nothing of the rest", async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: ["src/dispatch/index.ts"],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    metafile: true,
  });
  expect(gzipSync(outputFiles[0].contents, { level: 9 }).length).toBeLessThanOrEqual(2000);
  expect(Object.keys(metafile.inputs).filter((path) => !path.startsWith("src/dispatch/"))).toEqual([]);
});
