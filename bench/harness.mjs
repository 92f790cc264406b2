import Benchmark from "benchmark";

/**
 * One of those that are compared.
 * @typedef {object} Contender
 * @property {string} name its column
 * @property {(seconds: number) => number | Promise<number>} time seconds of one call, found out in about `seconds`
 * @property {() => unknown} [prepare] called before anything else
 * @property {() => number[] | Promise<number[]>} [result] some of what it computes, to be checked against the first's
 * @property {() => void} [finish] called in the end
 * @property {number} [work] of one call, if it is not that of the row
 * @property {Relation} [relation] the figure beside its speed
 *
 * How a contender stands to another: its share of what that one reaches, how many times as fast that one is or it is itself, or by how
 * many nanoseconds a call takes longer.
 * @typedef {{ is: "share" | "times" | "gain" | "above", of: string }} Relation
 *
 * What is measured at a time: a row of a table.
 * @typedef {object} Row
 * @property {string} table
 * @property {string} name
 * @property {"GF/s" | "GB/s" | "M/s" | "ns" | "ms"} unit
 * @property {number} [work] floating-point operations, bytes or elements of one call
 * @property {number} [tolerance] by which results may differ
 * @property {() => Contender[]} contenders makes the operands too, which live only while the row is measured
 *
 * `rate` is in the row's unit. A contender that failed has nothing but the reason.
 * @typedef {{ contender: string, seconds?: number, rate?: number, relation?: Relation & { value: number }, failure?: string }} Result
 */

/** Seconds of the fastest call of `call` in about `seconds`; short calls count by many, one that takes longer than that is all. */
export function time(call, seconds) {
  const start = performance.now();
  call();
  const taken = (performance.now() - start) / 1e3;
  if (taken > seconds) return taken;
  const benchmark = new Benchmark(call, { minSamples: 1, minTime: seconds / 4, maxTime: 0.75 * seconds });
  benchmark.run({ async: false });
  if (benchmark.error) throw benchmark.error;
  return Math.min(...benchmark.stats.sample);
}

/** Seconds of the fastest of some calls that are waited for, over about `seconds`. */
export async function timeAwaited(call, seconds) {
  const end = performance.now() + 1000 * seconds;
  let least = Number.POSITIVE_INFINITY;
  do {
    const start = performance.now();
    await call();
    least = Math.min(least, performance.now() - start);
  } while (performance.now() < end);
  return least / 1000;
}

/**
 * Measures a row: contenders one after another, round by round, so that what else the machine does meets them all.
 * Figures are medians of the rounds, relations medians of those within each round.
 * @param {Row} row
 * @param {object} options
 * @param {number} options.rounds
 * @param {number} options.seconds for a contender in a round
 * @param {number} [options.limit] seconds of a call from which those that another is `times` as fast as are left out as slow
 * @param {Map<string, number>} [options.speeds] what is known of them, kept from row to row
 * @param {() => void} [options.onRound] called after each round
 * @returns {Promise<Result[]>} in the order of the contenders
 */
export async function measure(
  row,
  { rounds, seconds, limit = Infinity, speeds = new Map(), onRound = () => {} },
) {
  const runs = row
    .contenders()
    .map((contender) => ({ work: row.work, ...contender, times: [], failure: undefined }));
  for (const run of runs) {
    if (isBeside(run) && run.work / speeds.get(`${row.table} ${run.name}`) > limit) run.failure = "slow";
  }
  await check(runs, row.tolerance ?? 0);
  for (const run of runs) await attempt(run, () => warmUp(run, seconds, limit));
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) await attempt(run, async () => run.times.push(await timeNext(run, seconds)));
    onRound();
  }
  for (const { name, work, warm, finish } of runs) {
    finish?.();
    const key = `${row.table} ${name}`;
    if (warm) speeds.set(key, Math.max(speeds.get(key) ?? 0, work / warm));
  }
  return runs.map((run) => summarize(run, runs, row.unit));
}

/** Whether it is there only for others to be compared with: it can be left out. */
const isBeside = ({ relation }) => relation?.is === "times";

/** Compares the results with the first one. */
async function check(runs, tolerance) {
  let expected;
  for (const run of runs) {
    await attempt(run, async () => {
      await run.prepare?.();
      if (!run.result) return;
      const found = await run.result();
      expected ??= found;
      if (found.length !== expected.length)
        throw new Error(`wrong: ${found.length} elements, not ${expected.length}`);
      const index = found.findIndex((value, i) => !(Math.abs(value - expected[i]) <= tolerance));
      if (index >= 0) throw new Error(`wrong: ${found[index]} instead of ${expected[index]}`);
    });
  }
}

/** Runs it until it gets no faster: until the engine has compiled it well. */
async function warmUp(run, seconds, limit) {
  for (let i = 0; i < 10; i++) {
    const taken = await timeNext(run, seconds);
    // A call as long as that has been compiled well before it ends.
    const isSteady = taken > 0.9 * run.warm || taken > 10 * seconds;
    run.warm = Math.min(taken, run.warm ?? taken);
    if (isBeside(run) && taken > limit) throw new Error("slow");
    if (isSteady) return;
  }
}

async function timeNext(run, seconds) {
  // Lets finalizers run, and what the engine compiled meanwhile be put to use.
  await new Promise((resolve) => setImmediate(resolve));
  return run.time(seconds);
}

/** Does what a run wants unless it has failed before. */
async function attempt(run, action) {
  if (run.failure) return;
  try {
    await action();
  } catch (error) {
    run.failure = error.message;
  }
}

/** @returns {Result} */
function summarize({ name, work, relation, times, failure }, runs, unit) {
  if (failure) return { contender: name, failure };
  const seconds = median(times);
  const result = {
    contender: name,
    seconds,
    rate: perSecond[unit] ? seconds * perSecond[unit] : work / seconds / scales[unit],
  };
  const other = runs.find((run) => run.name === relation?.of);
  if (!other || other.failure) return result;
  const values = times.map((own, round) => relate[relation.is](own, other.times[round], work / other.work));
  return { ...result, relation: { ...relation, value: median(values) } };
}

/** Units of time. */
const perSecond = { ns: 1e9, ms: 1e3 };

/** What a rate counts: billions, and millions of elements. */
const scales = { "GF/s": 1e9, "GB/s": 1e9, "M/s": 1e6 };

const relate = {
  share: (own, other, work) => (work * other) / own,
  times: (own, other) => own / other,
  gain: (own, other) => other / own,
  above: (own, other) => (own - other) * 1e9,
};

/** The middle value, or the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
