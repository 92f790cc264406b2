import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeRuntime } from "./executables.ts";
import { expectFiles, expectResults, expectThreads } from "./expected.ts";
import { installPackage } from "./installation.ts";

const specifiers = ["ndwasm", "ndwasm/inline"];

let installation: ReturnType<typeof installPackage>;
beforeAll(() => {
  installation = installPackage();
});
afterAll(() => installation.remove());

/** What the command prints, run in the folder where the package is installed. */
function output(command: string, ...args: string[]): string {
  const { folder } = installation;
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    DENO_DIR: `${folder}/.deno`,
    DENO_NO_UPDATE_CHECK: "1",
  };
  return execFileSync(command, args, { cwd: folder, env, encoding: "utf8" });
}

describe(`node ${process.versions.node}`, () => {
  test.each(["package.js", "inline.js", "require.cjs"])("%s", (program) => {
    expectResults(output(process.execPath, program));
  });

  test.each(specifiers)("threads, and an end of the process: %s", (specifier) => {
    expectThreads(output(process.execPath, "threads-process.js", specifier));
  });

  test.each(specifiers)("files: %s", (specifier) => {
    expectFiles(output(process.execPath, "files-process.js", specifier));
  });

  test("an engine without SIMD gets an error that says so", () => {
    expect(output(process.execPath, "no-simd.js")).toMatch(/^Error: ndwasm needs WebAssembly SIMD/);
  });
});

describeRuntime("deno", (deno) => {
  test.each(["package.js", "inline.js"])("%s, without any permission", (program) => {
    expectResults(output(deno, "run", "--no-prompt", "--node-modules-dir=manual", program));
  });

  test.each(specifiers)("threads, and an end of the process: %s", (specifier) => {
    const permissions = ["--no-prompt", "--node-modules-dir=manual", "--allow-read"];
    expectThreads(output(deno, "run", ...permissions, "threads-process.js", specifier));
  });

  test.each(specifiers)("files: %s", (specifier) => {
    const permissions = ["--no-prompt", "--node-modules-dir=manual", "--allow-read", "--allow-write"];
    expectFiles(output(deno, "run", ...permissions, "files-process.js", specifier));
  });
});

describeRuntime("bun", (bun) => {
  test.each(["package.js", "inline.js", "require.cjs"])("%s", (program) => {
    expectResults(output(bun, program));
  });

  test.each(specifiers)("threads, and an end of the process: %s", (specifier) => {
    expectThreads(output(bun, "threads-process.js", specifier));
  });

  test.each(specifiers)("files: %s", (specifier) => {
    expectFiles(output(bun, "files-process.js", specifier));
  });
});
