import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { build } from "esbuild";
import { launch } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wasmFrom } from "../../scripts/package.mjs";
import { describeRuntime } from "./executables.ts";

let server: Server;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ["examples/gpu.ts"],
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
  const [program] = outputFiles;
  server = createServer(({ url }, response) => {
    const isProgram = url === "/gpu.js";
    response.setHeader("Content-Type", isProgram ? "text/javascript" : "text/html");
    response.end(isProgram ? program.contents : "<!doctype html><title>ndwasm</title>");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(() => server?.close());

describeRuntime("chromium", (executablePath) => {
  test("examples/gpu.ts on WebGPU, by a software adapter", async () => {
    const flags =
      "no-sandbox enable-unsafe-webgpu use-webgpu-adapter=swiftshader disable-quic disable-background-networking " +
      "disable-component-update disable-sync";
    const args = flags.split(" ").map((flag) => `--${flag}`);
    const browser = await launch({ browser: "chrome", protocol: "webDriverBiDi", executablePath, args });
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const run = `import("/gpu.js").then((gpu) => gpu.principalDeviations([6, 2])).then(JSON.stringify)`;
      const { device, deviations } = JSON.parse(String(await page.evaluate(run)));
      expect(device).toBe("webgpu");
      expect(deviations[0]).toBeCloseTo(3 / Math.SQRT2, 5);
      expect(deviations[1]).toBeCloseTo(1 / Math.SQRT2, 5);
    } finally {
      await browser.close();
    }
  });
});
