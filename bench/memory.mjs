/**
 * A synchronous loop that drops its results, which gives no finalizer a chance to run: speed and resident memory by
 * window of iterations. Fails if memory passes 4 GiB or a window is slower than a third of the first.
 *
 *   node bench/memory.mjs [iterations] [side of the square float64 operands]
 */
import * as np from "ndwasm";

const iterations = Number(process.argv[2] ?? 20_000);
const side = Number(process.argv[3] ?? 1000);
const windows = 20;

const a = np.ones([side, side]);
const b = np.ones([side, side]);
let c;
let first;
let failed = false;

console.log(
  `c = np.add(a, b), ${side} x ${side} float64, ${iterations} times, nothing disposed, Node ${process.version}`,
);
console.log("iterations     calls/s    of first    resident MiB");
for (let window = 0; window < windows; window++) {
  const calls =
    Math.round(((window + 1) * iterations) / windows) - Math.round((window * iterations) / windows);
  const start = performance.now();
  for (let i = 0; i < calls; i++) c = np.add(a, b);
  const speed = (calls / (performance.now() - start)) * 1000;
  first ??= speed;
  const resident = process.memoryUsage.rss() / 2 ** 20;
  failed ||= speed < first / 3 || resident >= 4096;
  const columns = [
    (window * iterations) / windows,
    speed.toFixed(0),
    (speed / first).toFixed(2),
    resident.toFixed(0),
  ];
  console.log(columns.map((column, i) => String(column).padStart([10, 12, 12, 16][i])).join(""));
}
if (np.sum(c).item() !== 2 * side * side) throw new Error("the last sum is wrong");
if (failed) process.exitCode = 1;
