import { time, timeAwaited } from "./harness.mjs";
import { run as measureLarge } from "./larger.mjs";
import { load } from "./ndwasm.mjs";

export const peers = [];

/** Arrays larger than memory come after the tables. */
export const run = measureLarge;

/** Graphs, what a task costs beside what it does, and a decomposition, beside Dask where that is installed. */
export async function rows({ numpy, quick }) {
  const np = await load();
  const lazy = await load("ndwasm/lazy");
  const dask = numpy && (await importDask(numpy)) ? numpy : undefined;
  const chunks = quick ? 10_000 : 100_000;
  const tasks = quick ? 2_000 : 20_000;
  return [
    graph(np, lazy, dask, chunks),
    ...["sync", "threads"].map((scheduler) => overhead(np, lazy, dask, scheduler, tasks)),
    await decomposition(np, lazy, dask, quick ? [1000, 200] : [5000, 1000], quick ? 200 : 1000),
  ];
}

const ours = { name: "ndwasm", relation: { is: "gain", of: "Dask" } };
const imports = "import dask, dask.array as da";

/** Whether Python has Dask; NumPy is not asked for anything more if not. */
async function importDask({ contender }) {
  try {
    await contender(imports, "").prepare();
    return true;
  } catch {
    return false;
  }
}

/** The contender that Dask is, if it is there. */
function beside(dask, setup, statement, perCall = 1) {
  if (!dask) return [];
  const { time, ...rest } = dask.contender(`${imports}\n${setup}`, statement);
  const timePart = async (seconds) => (await time(seconds)) / perCall;
  return [{ prepare: rest.prepare, name: "Dask", time: timePart }];
}

/** Making the tasks of a sum of a chain of calls. */
function graph(np, lazy, dask, chunks) {
  const make = () => lazy.graphOf([np.sum(np.multiply(np.add(lazy.ones([chunks], { chunks: 1 }), 1), 2))]);
  return {
    table: "graphs",
    name: `((x + 1) * 2).sum(), ${chunks} chunks`,
    unit: "ms",
    contenders: () => [
      { ...ours, time: (seconds) => time(make, seconds) },
      ...beside(
        dask,
        `make = lambda: dict(((da.ones(${chunks}, chunks=1) + 1) * 2).sum().__dask_graph__())`,
        "make()",
      ),
    ],
  };
}

/** Tasks that do next to nothing. */
function overhead(np, lazy, dask, scheduler, count) {
  const made = lazy.graphOf([np.add(lazy.ones([count / 2], { chunks: 1 }), 1)]);
  const get = { sync: "dask.get", threads: "dask.threaded.get" }[scheduler];
  const workers = scheduler === "sync" ? "" : ", num_workers=2";
  return {
    table: "tasks that do next to nothing, per task",
    name: scheduler,
    unit: "ns",
    contenders: () => [
      {
        ...ours,
        time: (seconds) =>
          timeAwaited(async () => {
            for (const each of await lazy.run(made, { scheduler, threads: 2 })) each.dispose();
          }, seconds).then((taken) => taken / made.tasks.size),
      },
      ...beside(
        dask,
        `import dask.threaded\nx = da.ones(${count / 2}, chunks=1) + 1\ngraph, keys = dict(x.__dask_graph__()), x.__dask_keys__()`,
        `${get}(graph, keys${workers})`,
        made.tasks.size,
      ),
    ],
  };
}

async function decomposition(np, lazy, dask, [m, n], side) {
  const x = await lazy.random.random([m, n], { chunks: [side, n], seed: 7 }).persist();
  const { U, S, Vh } = np.linalg.svd(x, { full_matrices: false });
  return {
    table: "decompositions, two threads",
    name: `svd, ${m}x${n} in chunks of ${side}`,
    unit: "ms",
    contenders: () => [
      {
        ...ours,
        time: (seconds) =>
          timeAwaited(async () => {
            for (const each of await lazy.compute([U, S, Vh], { threads: 2 })) each.dispose();
          }, seconds),
      },
      ...beside(
        dask,
        `x = da.from_array(np.random.default_rng(7).random((${m}, ${n})), chunks=(${side}, ${n}))\nu, s, v = da.linalg.svd(x)`,
        'dask.compute(u, s, v, scheduler="threads", num_workers=2)',
      ),
    ],
  };
}
