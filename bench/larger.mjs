/** Arrays larger than the memory that they may take: each case in a process of its own, whose largest resident memory counts. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const mebi = 2 ** 20;
const program = fileURLToPath(new URL("larger-case.mjs", import.meta.url));

/** Prints what the cases took. Fails if one took more memory than it may, or came to something else than it should. */
export async function run({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), "ndwasm-bench-"));
  const rows = quick ? 50_000 : 1_000_000;
  const needed = rows * 8 * 1400;
  const { bavail, bsize } = statfsSync(folder);
  try {
    if (bavail * bsize < needed) throw new Error(`there is no room for ${needed} bytes in ${folder}`);
    printRow(`larger than memory, ${process.version}`, "seconds", "resident MiB", "at most");
    measureMoments(join(folder, "x.zarr"), rows);
    measureDecomposition(join(folder, "y.zarr"), rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Mean and standard deviation of the columns, beside reading the chunks and nothing else. */
function measureMoments(path, rows) {
  start("write", path, rows, 1000);
  const reading = report("reading its chunks, two threads", start("read", path));
  const moments = report(`mean and std of ${rows}x1000, limit 512 MiB`, start("moments", path), 900);
  console.log(`mean and std: ${(reading.seconds / moments.seconds).toFixed(2)} of the rate of reading`);
  rmSync(path, { recursive: true });
}

/** A thin decomposition; singular values of a quarter are compared with those of the array in memory. */
function measureDecomposition(path, rows) {
  const quarter = `${path}.quarter`;
  for (const [place, length] of [
    [path, rows],
    [quarter, rows / 4],
  ])
    start("write", place, length, 200);
  report(`S and Vh of ${rows}x200, limit 256 MiB`, start("factors", path), 600);
  report("U to another store", start("left", path), 600);
  const [expected, found] = ["values", "factors"].map((name) => start(name, quarter).values);
  const error = Math.max(...expected.map((value, i) => Math.abs(found[i] - value) / value));
  console.log(`singular values of ${rows / 4}x200 differ by ${error.toExponential(1)} of themselves at most`);
  if (!(error < 1e-10)) process.exitCode = 1;
}

/** What a case says of itself. */
function start(...args) {
  return JSON.parse(execFileSync(process.execPath, [program, ...args.map(String)], { encoding: "utf8" }));
}

function report(title, result, most) {
  const resident = result.resident / mebi;
  printRow(title, result.seconds.toFixed(2), resident.toFixed(0), most ?? "");
  if (resident > most) process.exitCode = 1;
  return result;
}

function printRow(title, ...columns) {
  console.log(title.padEnd(44) + columns.map((column) => String(column).padStart(14)).join(""));
}
