/** What stands beside a speed. */
const marks = {
  share: (value) => `${(100 * value).toFixed(0)}%`,
  times: (value) => `${value.toFixed(2)}x`,
  gain: (value) => `${value.toFixed(2)}x`,
  above: (value) => `${value < 0 ? "" : "+"}${value.toFixed(1)}`,
};

/**
 * A table of rows that were measured: a column for each contender of any of them, blank where it does not take part.
 * @param {string} title
 * @param {{ name: string, results: import("./harness.mjs").Result[] }[]} rows
 * @param {boolean} [hasMeans] whether the geometric means of the relations come last
 */
export function formatTable(title, rows, hasMeans = false) {
  const columns = [...new Set(rows.flatMap(({ results }) => results.map(({ contender }) => contender)))];
  const lines = rows.map(({ name, results }) => [
    name,
    ...columns.map((column) => formatCell(results.find(({ contender }) => contender === column))),
  ]);
  if (hasMeans) lines.push(["geometric mean", ...columns.map((column) => formatMean(rows, column))]);
  const grid = [[title, ...columns], ...lines];
  const widths = grid[0].map((_, i) => Math.max(...grid.map((line) => line[i].length)));
  return grid.map((line) => line.map((cell, i) => pad(cell, widths[i], i)).join("  ")).join("\n");
}

function pad(cell, width, column) {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** Speed and relation, or the first word of what went wrong. */
function formatCell(result) {
  if (!result) return "";
  if (result.failure)
    return result.failure === "slow" ? "slow" : result.failure.startsWith("wrong") ? "wrong" : "failed";
  const { rate, relation } = result;
  const speed = rate < 1 ? rate.toPrecision(2) : rate.toFixed(rate < 100 ? 1 : 0);
  return relation ? `${speed} ${marks[relation.is](relation.value).padStart(5)}` : speed;
}

/** The geometric mean of what stands beside the speeds of a contender. */
function formatMean(rows, column) {
  const relations = rows
    .flatMap(({ results }) => results.filter(({ contender }) => contender === column))
    .flatMap(({ relation }) => relation ?? []);
  if (relations.length === 0) return "";
  const logarithms = relations.map(({ value }) => Math.log(value));
  const mean = logarithms.reduce((sum, logarithm) => sum + logarithm) / relations.length;
  return marks[relations[0].is](Math.exp(mean));
}

/** One line of JSON for every contender of a row. */
export function formatLines(benchmark, { table, name, unit }, results) {
  return results.map((result) => JSON.stringify({ benchmark, table, row: name, unit, ...result })).join("\n");
}
