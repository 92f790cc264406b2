import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeRuntime } from "./executables.ts";
import { expectResults } from "./expected.ts";
import { installPackage } from "./installation.ts";

/** Bundles programs/worker.js as Cloudflare's tools do, with each wasm file as a module beside it. */
async function bundleWorker(folder: string): Promise<void> {
  await build({
    entryPoints: [join(folder, "worker.js")],
    outdir: join(folder, "bundle"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
  });
  const modules = readdirSync(join(folder, "bundle")).map((name) => {
    const kind = name.endsWith(".wasm") ? "wasm" : "esModule";
    return `(name = "${name}", ${kind} = embed "${name}")`;
  });
  // The entry comes first.
  modules.sort((a, b) => Number(b.includes("esModule")) - Number(a.includes("esModule")));
  writeFileSync(
    join(folder, "bundle/config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [${modules.join(", ")}], compatibilityDate = "2024-01-01"))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`,
  );
}

/** Starts a server and resolves to its port, which it reports on an extra file descriptor. */
function serve(workerd: string, config: string): { server: ChildProcess; port: Promise<number> } {
  const server = spawn(workerd, ["serve", "--control-fd=3", config], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const port = new Promise<number>((resolve, reject) => {
    let errors = "";
    server.stderr!.on("data", (chunk) => {
      errors += chunk;
    });
    server.on("exit", () => reject(new Error(`workerd stopped: ${errors}`)));
    server.stdio[3]!.on("data", (chunk) => {
      const report = String(chunk).match(/"event":\s*"listen".*?"port":\s*(\d+)/);
      if (report) resolve(Number(report[1]));
    });
  });
  return { server, port };
}

describeRuntime("workerd", (workerd) => {
  let installation: ReturnType<typeof installPackage>;
  let server: ChildProcess;
  let address: string;
  beforeAll(async () => {
    installation = installPackage();
    await bundleWorker(installation.folder);
    const started = serve(workerd, join(installation.folder, "bundle/config.capnp"));
    server = started.server;
    address = `http://127.0.0.1:${await started.port}`;
  });
  afterAll(() => {
    server?.kill();
    installation.remove();
  });

  test("when the worker starts, and when it answers", async () => {
    const [atStart, atRequest, config] = await (await fetch(address)).json();
    expectResults(atStart);
    expectResults(atRequest);
    expect(atStart).toBe(atRequest);
    expect(config.artefacts.names.sort()).toEqual([
      "core-relaxed",
      "fft-relaxed",
      "linalg-relaxed",
      "random-relaxed",
      "reduce-relaxed",
      "sorting-relaxed",
      "ufunc-relaxed",
    ]);
    expect(config.threads).toEqual({ count: 1, started: 1, reason: "workerd has no threads" });
  });
});
