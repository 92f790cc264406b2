/** Runs a benchmark: docs/performance.md says what the tables mean. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { gather } from "./field.mjs";
import { measure } from "./harness.mjs";
import { formatLines, formatTable } from "./report.mjs";

const families = [
  "gemm",
  "busy",
  "products",
  "linalg",
  "fft",
  "accuracy",
  "reduce",
  "elementwise",
  "math",
  "small",
  "threads",
  "sort",
  "copy",
  "systems",
  "dispatch",
  "memory",
  "lazy",
  "io",
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean" },
    json: { type: "boolean" },
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    threads: { type: "string", default: "2" },
  },
});
const [name, ...parameters] = positionals;
const { quick = false, json = false } = options;
const [rounds, threads] = [options.rounds, options.threads].map(Number);
if (!families.includes(name) || ![rounds, threads].every((count) => Number.isInteger(count) && count > 0)) {
  console.error(
    `npm run bench -- ${families.join("|")} [--quick] [--json] [--only TEXT] [--rounds N] [--threads N]`,
  );
  process.exit(2);
}

/** The best speeds so far, by which contenders are left out that would take too long. */
const speeds = new Map();

const family = await import(`./${name}.mjs`);
if (family.rows) await compare();
await family.run?.({ quick }, ...parameters.map(Number));

/** Measures the rows of the family and prints tables of them, or lines of JSON. */
async function compare() {
  const field = await gather(family.peers, threads);
  const about = [
    `${name}: Node ${process.version}, ${cpus()[0].model}, median of ${rounds} rounds`,
    `beside ${field.names.join(", ") || "nothing else"}`,
    ...field.absent.map(([peer, reason]) => `not run: ${peer} (${reason})`),
  ];
  console.log(json ? JSON.stringify({ benchmark: name, about, rounds }) : about.join("\n"));
  try {
    const rows = await family.rows({ ...field, quick });
    const wanted = rows.filter(({ table, name }) => `${table} ${name}`.includes(options.only));
    for (const table of byTable(wanted)) await compareRows(table);
  } finally {
    field.stop();
  }
}

async function compareRows([title, rows]) {
  const bar = new SingleBar({
    format: "{bar} {value}/{total} {row}",
    clearOnComplete: true,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  bar.start(rows.length * rounds, 0, { row: "" });
  const measured = [];
  for (const row of rows) {
    const results = await measure(row, {
      rounds,
      ...(quick ? { seconds: 0.02, limit: 0.15 } : { seconds: 0.1, limit: 3, ...family.pace }),
      speeds,
      onRound: () => bar.increment({ row: `${title} ${row.name}` }),
    });
    if (json) console.log(formatLines(name, row, results));
    for (const { contender, failure = "slow" } of results) {
      if (failure === "slow") continue;
      console.error(`\n${contender}, ${title} ${row.name}: ${failure}`);
      process.exitCode = 1;
    }
    measured.push({ ...row, results });
  }
  bar.stop();
  if (!json) console.log(`\n${formatTable(`${title} (${rows[0].unit})`, measured, family.hasMeans)}`);
}

/** The rows of each table. */
function byTable(rows) {
  const tables = new Map();
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  return tables;
}
