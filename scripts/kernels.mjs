import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { refresh } from "./freshness.mjs";
import { orderFunctions } from "./order.mjs";

const run = promisify(execFile);

/** Compiles the targets of asconfig.json that are not up to date, as many at once as there are cores. */
export async function buildKernels() {
  const targets = Object.entries(JSON.parse(readFileSync("asconfig.json", "utf8")).targets);
  const work = async () => {
    for (let next = targets.shift(); next; next = targets.shift()) await build(...next);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

function build(target, { outFile }) {
  const entry = `assembly/${target.split("-")[0]}.ts`;
  const inputs = [
    "asconfig.json",
    "assembly/transform.mjs",
    "scripts/kernels.mjs",
    "scripts/order.mjs",
    ...sourcesOf(entry),
  ];
  const outputs = [outFile, outFile.replace(/wasm$/, "js"), outFile.replace(/wasm$/, "d.ts")];
  return refresh(target, inputs, outputs, async () => {
    await compile(entry, target);
    orderFunctions(outFile);
  });
}

async function compile(entry, target) {
  const asc = "node_modules/assemblyscript/bin/asc.js";
  const options = ["--target", target, "--transform", "./assembly/transform.mjs"];
  try {
    const { stderr } = await run(process.execPath, [asc, entry, ...options]);
    process.stderr.write(stderr);
  } catch ({ stderr, message }) {
    throw new Error(`asc could not compile ${target}:\n${stderr || message}`);
  }
}

/** A source and all it imports. */
function sourcesOf(entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const [, specifier] of readFileSync(entry, "utf8").matchAll(/\bfrom\s+"(\.[^"]+)"/g)) {
    sourcesOf(`${join(dirname(entry), specifier)}.ts`, found);
  }
  return found;
}
