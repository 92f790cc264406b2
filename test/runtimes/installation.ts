import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with nothing but the package in it, installed from the tarball that would be published. */
export function installPackage(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "ndwasm-"));
  const npm = (args: string[], cwd: string) =>
    execFileSync("npm", [...args, "--ignore-scripts", "--json"], { cwd, encoding: "utf8", stdio: "pipe" });
  const [{ filename }] = JSON.parse(npm(["pack", "--pack-destination", folder], process.cwd()));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  // Offline: the package has no dependencies, or this fails.
  npm(["install", "--offline", "--no-audit", `./${filename}`], folder);
  cpSync("test/runtimes/programs", folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
