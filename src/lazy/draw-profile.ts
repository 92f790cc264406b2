/** Profiles as pictures. */
import { fillsOf } from "./colors.ts";
import type { Profile, Span } from "./scheduler/profile.ts";
import { formatBytes } from "./units.ts";

const width = 900;
const left = 96;
const memoryHeight = 80;
const laneHeight = 26;
const top = 40;
const legendRow = 20;
/** Operations that the legend names; the others are summed up. */
const mostNamed = 12;

/** A row for each thread, memory above, and what the operations took in all below. Spans shorter than a pixel are drawn once. */
export function drawProfile({ spans, memory }: Pick<Profile, "spans" | "memory">): string {
  const last = spans.reduce((most, { end }) => Math.max(most, end), memory.at(-1)?.time ?? 1);
  const x = (time: number) => left + (time / last) * width;
  const threads = [...new Set(spans.map(({ thread }) => thread))].sort((a, b) => a - b);
  const fills = fillsOf(byTime(spans).map(([operation]) => operation));
  const lanes = top + memoryHeight + 16;
  const bottom = lanes + threads.length * laneHeight;
  const legend = drawLegend(spans, fills, bottom + 44);
  const parts = [
    drawMemory(memory, x),
    ...threads.map((thread, i) => drawLane(spans, thread, lanes + i * laneHeight, x, fills)),
    drawTimes(last, x, bottom),
    legend.text,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + width + 24}" height="${legend.end + 12}" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#222">\n<text x="${left}" y="22" font-size="14">${spans.length} tasks in ${formatTime(last)}</text>\n${parts.join("\n")}\n</svg>\n`;
}

/** The time of each operation in all threads, the longest first, and how many tasks it was. */
function byTime(spans: readonly Span[]): [operation: string, time: number, count: number][] {
  const totals = new Map<string, [string, number, number]>();
  for (const { operation, start, end } of spans) {
    const total = totals.get(operation) ?? [operation, 0, 0];
    total[1] += end - start;
    total[2]++;
    totals.set(operation, total);
  }
  return [...totals.values()].sort((a, b) => b[1] - a[1]);
}

function drawMemory(memory: Profile["memory"], x: (time: number) => number): string {
  const most = memory.reduce((max, { nbytes }) => Math.max(max, nbytes), 1);
  const floor = top + memoryHeight;
  const y = (nbytes: number) => (floor - (nbytes / most) * memoryHeight).toFixed(1);
  let path = `M${left},${floor}`;
  let drawn = Number.NEGATIVE_INFINITY;
  let height = y(0);
  for (const { time, nbytes } of memory) {
    if (x(time) - drawn < 0.5) continue;
    drawn = x(time);
    path += `L${drawn.toFixed(1)},${height}L${drawn.toFixed(1)},${y(nbytes)}`;
    height = y(nbytes);
  }
  const end = x(memory.at(-1)?.time ?? 0).toFixed(1);
  return [
    `<path d="${path}L${end},${height}L${end},${floor}Z" fill="#dcebf7" stroke="#33658a"/>`,
    `<text x="${left - 8}" y="${top + 10}" text-anchor="end">${formatBytes(most)}</text>`,
    `<text x="${left - 8}" y="${floor}" text-anchor="end">memory</text>`,
  ].join("");
}

function drawLane(
  spans: readonly Span[],
  thread: number,
  y: number,
  x: (time: number) => number,
  fills: ReadonlyMap<string, string>,
): string {
  const boxes: string[] = [];
  let drawn = Number.NEGATIVE_INFINITY;
  for (const { thread: own, operation, start, end, key } of spans) {
    if (own !== thread || x(end) - drawn < 0.5) continue;
    const first = Math.max(x(start), drawn);
    drawn = Math.max(x(end), first + 0.5);
    boxes.push(
      `<rect x="${first.toFixed(1)}" y="${y}" width="${(drawn - first).toFixed(1)}" height="${laneHeight - 5}" fill="${fills.get(operation)}" stroke="#555" stroke-width="${drawn - first > 3 ? 0.5 : 0}"><title>${key}: ${formatTime(end - start)}</title></rect>`,
    );
  }
  const name = thread === 0 ? "this thread" : `worker ${thread}`;
  return `<text x="${left - 8}" y="${y + 15}" text-anchor="end">${name}</text>${boxes.join("")}`;
}

function drawTimes(last: number, x: (time: number) => number, y: number): string {
  const marks = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const place = x(part * last).toFixed(1);
    return `<line x1="${place}" y1="${y}" x2="${place}" y2="${y + 5}" stroke="#777"/><text x="${place}" y="${y + 18}" text-anchor="middle" fill="#555">${formatTime(part * last)}</text>`;
  });
  return `<line x1="${left}" y1="${y}" x2="${left + width}" y2="${y}" stroke="#777"/>${marks.join("")}`;
}

function drawLegend(spans: readonly Span[], fills: ReadonlyMap<string, string>, y: number) {
  const all = byTime(spans);
  const named = all.slice(0, mostNamed);
  const rest = all.slice(mostNamed);
  const lines = named.map(([operation, time, count]) => ({
    fill: fills.get(operation)!,
    text: [operation, `${count} ${count === 1 ? "task" : "tasks"}`, formatTime(time)],
  }));
  if (rest.length) {
    const [time, count] = [1, 2].map((i) => rest.reduce((sum, each) => sum + (each[i] as number), 0));
    lines.push({ fill: "none", text: [`${rest.length} others`, `${count} tasks`, formatTime(time)] });
  }
  const text = lines.map(({ fill, text: [operation, tasks, time] }, i) => {
    const base = y + i * legendRow;
    return `<rect x="${left}" y="${base - 11}" width="14" height="14" fill="${fill}" stroke="#555" stroke-width="0.5"/><text x="${left + 22}" y="${base}">${operation}</text><text x="${left + 340}" y="${base}" text-anchor="end">${tasks}</text><text x="${left + 430}" y="${base}" text-anchor="end">${time}</text>`;
  });
  return { text: text.join("\n"), end: y + lines.length * legendRow };
}

function formatTime(ms: number): string {
  if (ms === 0) return "0";
  const [value, unit] = ms < 1 ? [ms * 1000, "µs"] : ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
  return `${value < 100 ? value.toPrecision(3) : value.toFixed(0)} ${unit}`;
}
