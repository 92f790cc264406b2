/** How lazy arrays show themselves: as text, and as HTML in notebooks. */
import { drawChunkGrid } from "./chunk-grid.ts";
import { type Chunks, isKnown } from "./chunks.ts";
import type { LazyArray } from "./lazy-array.ts";
import { formatBytes } from "./units.ts";

/** What is known of an array, by line. */
function factsOf(x: LazyArray): readonly (readonly [string, string])[] {
  const { dtype, shape, chunks, layer, numblocks, npartitions, nbytes } = x;
  const grid =
    npartitions === 1 ? "1" : `${npartitions}${numblocks.length > 1 ? ` (${numblocks.join(" × ")})` : ""}`;
  const sizes = isKnown(chunks) ? [["bytes", formatBytes(nbytes)] as const] : [];
  return [
    ["shape", `[${shape.map(lengthOf).join(", ")}]`],
    ["dtype", dtype],
    ["chunks", grid],
    ["chunk lengths", lengthsOf(chunks)],
    ...sizes,
    ["made by", layer.operation],
  ];
}

const lengthOf = (length: number): string => (Number.isNaN(length) ? "?" : String(length));

/** The lengths along each axis, equal ones once. */
function lengthsOf(chunks: Chunks): string {
  const axes = chunks.map((lengths) => {
    const runs: [string, number][] = [];
    for (const length of lengths.map(lengthOf)) {
      const last = runs.at(-1);
      if (last?.[0] === length) last[1]++;
      else runs.push([length, 1]);
    }
    const texts = runs.map(([length, count]) => (count > 1 ? `${count} × ${length}` : length));
    return texts.length > 4 ? [...texts.slice(0, 3), "…", texts.at(-1)].join(" + ") : texts.join(" + ");
  });
  return axes.length ? axes.join(", ") : "no axes";
}

/** A line for each thing that is known. */
export function describe(x: LazyArray): string {
  const facts = factsOf(x);
  const width = Math.max(...facts.map(([name]) => name.length));
  return ["LazyArray", ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join("\n");
}

/** The same as a table, with the chunk grid beside it. */
export function toHTML(x: LazyArray): string {
  const rows = factsOf(x).map(
    ([name, value]) =>
      `<tr><th style="text-align:left;padding:2px 12px 2px 0">${name}</th><td style="text-align:left">${value}</td></tr>`,
  );
  return `<div style="display:flex;gap:24px;align-items:center;font:13px Helvetica,Arial,sans-serif"><table style="border-collapse:collapse"><tbody>${rows.join("")}</tbody></table>${drawChunkGrid(x.chunks)}</div>\n`;
}
