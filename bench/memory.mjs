import { load } from "./ndwasm.mjs";

const windows = 20;

/**
 * A synchronous loop that drops its results, which gives no finalizer a chance to run: speed and resident memory by
 * window of iterations, of square float64 operands. Fails if memory reaches 4 GiB or a window is slower than a third
 * of the first.
 */
export async function run(_, iterations = 20_000, side = 1000) {
  const np = await load();
  const [a, b] = [np.ones([side, side]), np.ones([side, side])];
  let c;
  const speeds = [];
  let most = 0;
  console.log(
    `c = np.add(a, b), ${side} x ${side} float64, ${iterations} times, nothing disposed, ${process.version}`,
  );
  printRow("iterations", "calls/s", "of the first", "resident MiB");
  for (let window = 0; window < windows; window++) {
    const begin = Math.round((window * iterations) / windows);
    const end = Math.round(((window + 1) * iterations) / windows);
    const start = performance.now();
    for (let i = begin; i < end; i++) c = np.add(a, b);
    const speed = ((end - begin) / (performance.now() - start)) * 1000;
    const resident = process.memoryUsage.rss() / 2 ** 20;
    speeds.push(speed);
    most = Math.max(most, resident);
    printRow(end, speed.toFixed(0), (speed / speeds[0]).toFixed(2), resident.toFixed(0));
  }
  if (np.sum(c).item() !== 2 * side * side) throw new Error("the last sum is wrong");

  const slowest = Math.min(...speeds) / speeds[0];
  console.log(`slowest window ${slowest.toFixed(2)} of the first, at most ${most.toFixed(0)} MiB resident`);
  if (slowest < 1 / 3 || most >= 4096) process.exitCode = 1;
}

function printRow(...columns) {
  console.log(columns.map((column) => String(column).padStart(14)).join(""));
}
