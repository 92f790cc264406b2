import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = "build/.inputs";

/** Calls `make` unless the outputs exist and were made of inputs with the same contents. Folders stand for all in them. */
export async function refresh(name, inputs, outputs, make) {
  const stamp = `${folder}/${name}`;
  const hash = hashOf(["package-lock.json", ...inputs.flatMap(filesIn).sort()]);
  const isFresh = outputs.every(existsSync) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (isFresh) return;
  await make();
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, hash);
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap(({ name }) => filesIn(join(path, name)));
}
