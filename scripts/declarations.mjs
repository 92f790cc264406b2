import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const adapters = ["jax", "onnx", "tfjs"].map((name) => `adapters/${name}/index.d.ts`);
const entries = ["index.d.ts", "dispatch/index.d.ts", "lazy/index.d.ts", ...adapters];

/** Writes the declarations that the public ones lead to; those of the rest may refer to what is not in the package. */
export async function emitTypes(outdir) {
  mkdirSync("build", { recursive: true });
  const all = mkdtempSync("build/types-");
  try {
    const args = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", all];
    await run(process.execPath, args).catch(({ stdout, message }) => {
      throw new Error(`tsc could not emit declarations:\n${stdout || message}`);
    });
    for (const file of reachable(all, entries)) {
      const target = join(outdir, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, readFileSync(join(all, file), "utf8").replace(specifiers, "$1$2.js$3"));
    }
  } finally {
    rmSync(all, { recursive: true });
  }
}

const specifiers = /(\bfrom |\bimport\()("\.[^"]*)\.ts(")/g;

function reachable(folder, files, found = new Set()) {
  for (const file of files) {
    if (found.has(file)) continue;
    found.add(file);
    const imports = readFileSync(join(folder, file), "utf8").matchAll(/(?:\bfrom |\bimport\()"(\.[^"]*)"/g);
    const targets = [...imports].map(([, specifier]) => join(dirname(file), specifier));
    for (const target of targets) {
      if (target.startsWith("..")) throw new Error(`the public types refer to ${target}, by way of ${file}`);
    }
    reachable(
      folder,
      targets.map((target) => target.replace(/\.ts$/, ".d.ts")),
      found,
    );
  }
  return found;
}
