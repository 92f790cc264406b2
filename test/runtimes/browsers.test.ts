import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { type Browser, launch, type SupportedBrowser } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as np from "../../src/index.ts";
import { describeRuntime } from "./executables.ts";
import { expectFiles, expectResults, expectThreads } from "./expected.ts";
import { installPackage } from "./installation.ts";

const types: { readonly [extension: string]: string } = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

let installation: ReturnType<typeof installPackage>;
let server: Server;
let origin: string;
beforeAll(async () => {
  installation = installPackage();
  await np.save(join(installation.folder, "x.npy"), [
    [0, 1, 2],
    [3, 4, 5],
  ]);
  server = createServer(({ url }, response) => {
    const { pathname, search } = new URL(url!, origin);
    if (search === "?isolated") {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    }
    try {
      const file = readFileSync(join(installation.folder, pathname));
      response.setHeader("Content-Type", types[extname(pathname)] ?? "application/octet-stream");
      response.end(file);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  installation.remove();
});

function testPages(name: SupportedBrowser, executablePath: string, args: string[]): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({ browser: name, protocol: "webDriverBiDi", executablePath, args });
  });
  afterAll(() => browser?.close());

  /** What a program finds with the package in a page. */
  async function run(address: string, specifier: string, program = "threads(np)"): Promise<string> {
    const page = await browser.newPage();
    await page.goto(address);
    const imports = `Promise.all([import("${specifier}"), import("./threads.js"), import("./files.js")])`;
    const result = String(
      await page.evaluate(`${imports}.then(([np, { threads }, { files }]) => ${program})`),
    );
    await page.close();
    return result;
  }

  test.each(["ndwasm", "ndwasm/inline"])("%s", async (specifier) => {
    const page = await browser.newPage();
    await page.goto(`${origin}/page.html`);
    const imports = `Promise.all([import("${specifier}"), import("./results.js")])`;
    expectResults(String(await page.evaluate(`${imports}.then(([np, { results }]) => results(np))`)));
    await page.close();
  });

  test.each(["ndwasm", "ndwasm/inline"])("threads in an isolated page: %s", async (specifier) => {
    expectThreads(await run(`${origin}/page.html?isolated`, specifier));
  });

  test.each(["./x.npy", "/x.npy"])("files, and one of the server's: %s", async (read) => {
    expectFiles(await run(`${origin}/page.html`, "ndwasm", `files(np, { read: "${read}" })`));
  });

  test("files in an isolated page, by a whole address", async () => {
    const program = `files(np, { read: "${origin}/x.npy" })`;
    expectFiles(await run(`${origin}/page.html?isolated`, "ndwasm/inline", program));
  });

  test("one thread in a page that is not isolated, and why", async () => {
    const { areRight, config } = JSON.parse(await run(`${origin}/page.html`, "ndwasm"));
    expect(areRight).toBe(true);
    expect(config.threads).toMatchObject({ count: 1, started: 1 });
    expect(config.threads.reason).toMatch(/^the page is not cross-origin isolated/);
    expect(config.memory.shared).toBe(false);
  });

  test("another artefact is fetched when it is configured", async () => {
    const program = `np.configure({ threads: 1, relaxed: false }).then(() => threads(np))`;
    const { areRight, config } = JSON.parse(await run(`${origin}/page.html?isolated`, "ndwasm", program));
    expect(areRight).toBe(true);
    expect(config.artefacts.names.sort()).toEqual([
      "core",
      "fft",
      "linalg",
      "random",
      "reduce",
      "sorting",
      "ufunc",
    ]);
    expect(config.threads).toEqual({ count: 1, started: 1, reason: "configure" });
  });

  test("an engine without SIMD gets an error that says so", async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/page.html`);
    const program = `WebAssembly.validate = () => false; import("ndwasm").catch((error) => error.message)`;
    expect(await page.evaluate(program)).toMatch(/^ndwasm needs WebAssembly SIMD/);
    await page.close();
  });
}

describeRuntime("chromium", (chromium) => {
  // Nothing of the browser's own goes to the network, and tests may run as root.
  const flags =
    "no-sandbox disable-gpu disable-quic disable-background-networking disable-component-update disable-sync";
  testPages(
    "chrome",
    chromium,
    flags.split(" ").map((flag) => `--${flag}`),
  );
});

describeRuntime("firefox", (firefox) => testPages("firefox", firefox, []));
