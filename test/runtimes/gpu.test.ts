import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, resolve } from "node:path";
import { build } from "esbuild";
import { type Browser, launch } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wasmFrom } from "../../scripts/package.mjs";
import { describeRuntime } from "./executables.ts";
import type { borrow, Outcome } from "./programs/gpu-cases.ts";

const chapters = [
  "elementwise",
  "statistical",
  "manipulation",
  "linear-algebra",
  "searching",
  "sorting",
  "utility",
  "creation",
  "data-type",
  "distribution",
  "einsum",
  "products",
  "matrix-functions",
  "norms",
  "fft",
  "sets",
  "indexing-functions",
  "beyond",
];
const programs = { gpu: "examples/gpu.ts", cases: "test/runtimes/programs/gpu-cases.ts" };

let server: Server;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: programs,
    outdir: "/",
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    loader: { ".wasm": "binary" },
    external: ["node:*"],
    alias: { "ndwasm/adapters/jax": resolve("src/adapters/jax/index.ts"), ndwasm: resolve("src/index.ts") },
    plugins: [wasmFrom("embedded")],
    // The package's list of modules with side effects names those of dist/.
    ignoreAnnotations: true,
    write: false,
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  server = createServer(({ url = "" }, response) => {
    const name = basename(url);
    const program = files.get(name);
    response.setHeader("Content-Type", program ? "text/javascript" : "text/html");
    response.end(
      program ??
        (name.endsWith(".jsonl")
          ? readFileSync(`test/fixtures/${name}`)
          : "<!doctype html><title>ndwasm</title>"),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(() => server?.close());

describeRuntime("chromium", (executablePath) => {
  let browser: Browser;
  beforeAll(async () => {
    const flags =
      "no-sandbox enable-unsafe-webgpu use-webgpu-adapter=swiftshader disable-quic disable-background-networking " +
      "disable-component-update disable-sync";
    const args = flags.split(" ").map((flag) => `--${flag}`);
    browser = await launch({ browser: "chrome", protocol: "webDriverBiDi", executablePath, args });
  });
  afterAll(() => browser?.close());

  /** What a program gives in a page that has WebGPU, by a software adapter. */
  async function run<T>(program: keyof typeof programs, call: string): Promise<T> {
    const page = await browser.newPage();
    try {
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      return JSON.parse(
        String(
          await page.evaluate(
            `import("/${program}.js").then((program) => program.${call}).then(JSON.stringify)`,
          ),
        ),
      );
    } finally {
      await page.close();
    }
  }

  test("examples/gpu.ts", async () => {
    const { device, deviations } = await run<{ device: string; deviations: number[] }>(
      "gpu",
      "principalDeviations([6, 2])",
    );
    expect(device).toBe("webgpu");
    expect(deviations[0]).toBeCloseTo(3 / Math.SQRT2, 5);
    expect(deviations[1]).toBeCloseTo(1 / Math.SQRT2, 5);
  });

  test("what would be borrowed is refused, and the GPU lives on", async () => {
    const { refused, still, unreadable } = await run<Awaited<ReturnType<typeof borrow>>>("cases", "borrow()");
    const message =
      "TypeError: median: jax-js does not compute this, and its device webgpu is not read at once: call it on await np.toHost(x)";
    expect(refused).toBe(message);
    expect(still).toEqual([4, 5]);
    // The canvas of the software adapter gives zeros.
    expect(unreadable).toBe(message);
  });

  test.each(chapters)("recorded cases: %s", { timeout: 600_000 }, async (chapter) => {
    const outcomes = await run<{ [fn: string]: Outcome }>("cases", `runCases("${chapter}")`);
    expect(Object.values(outcomes).flatMap(({ failures }) => failures)).toEqual([]);
    for (const [fn, { passed }] of Object.entries(outcomes)) expect(passed, fn).toBeGreaterThan(0);
  });
});
