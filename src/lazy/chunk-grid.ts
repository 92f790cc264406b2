/** The chunk grid of an array as a picture. */
import { type Chunks, isKnown, shapeOf } from "./chunks.ts";

/** The longest side, and what the sides of a picture may differ by. */
const longest = 180;
const mostRatio = 6;
/** Lines of a grid that are told apart; of more some are left out. */
const mostLines = 40;
/** How far a step along the third axis from the end goes to the right, and up. */
const oblique = [0.45, 0.35] as const;
const margin = { left: 12, top: 12, right: 58, bottom: 26 };

/**
 * The chunks of an array as SVG: its last three axes, or fewer, with the lengths beside them. Sides are not to scale where one is
 * far longer than another.
 */
export function drawChunkGrid(chunks: Chunks): string {
  if (!isKnown(chunks)) return note("chunks of unknown lengths");
  const shape = shapeOf(chunks);
  if (shape.includes(0)) return note("no elements");
  const drawn = chunks.slice(-3);
  const sides = sidesOf(shapeOf(drawn));
  const cuts = drawn.map((lengths, i) => cutsOf(lengths, sides[i]));
  // A missing axis is drawn as one short chunk.
  while (sides.length < 2) {
    sides.unshift(28);
    cuts.unshift([0, 28]);
  }
  const [height, width] = sides.slice(-2);
  const depth = sides.length === 3 ? sides[0] : 0;
  const [right, up] = oblique.map((part) => part * depth);
  const at = (x: number, y: number, z: number) => {
    const back = depth ? z / depth : 0;
    return [margin.left + x + back * right, margin.top + up + y - back * up]
      .map((v) => v.toFixed(1))
      .join(",");
  };
  const face = (points: string[], shade: string) =>
    `<polygon points="${points.join(" ")}" fill="${shade}" stroke="none"/>`;
  const line = (from: string, to: string, isEdge: boolean) => {
    const [x1, y1] = from.split(",");
    const [x2, y2] = to.split(",");
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke-width="${isEdge ? 1.5 : 0.6}"/>`;
  };
  const [rows, columns] = cuts.slice(-2);
  const layers = depth ? cuts[0] : [];
  const isEdge = (i: number, list: readonly number[]) => i === 0 || i === list.length - 1;
  const parts = [face([at(0, 0, 0), at(width, 0, 0), at(width, height, 0), at(0, height, 0)], "#dcebf7")];
  if (depth) {
    parts.push(
      face([at(0, 0, 0), at(width, 0, 0), at(width, 0, depth), at(0, 0, depth)], "#c3dcef"),
      face([at(width, 0, 0), at(width, 0, depth), at(width, height, depth), at(width, height, 0)], "#a9cbe6"),
    );
  }
  const lines = [
    ...rows.map((y, i) => line(at(0, y, 0), at(width, y, 0), isEdge(i, rows))),
    ...columns.map((x, i) => line(at(x, 0, 0), at(x, height, 0), isEdge(i, columns))),
  ];
  if (depth) {
    lines.push(
      ...rows.map((y, i) => line(at(width, y, 0), at(width, y, depth), isEdge(i, rows))),
      ...columns.map((x, i) => line(at(x, 0, 0), at(x, 0, depth), isEdge(i, columns))),
      ...layers.map((z, i) => line(at(0, 0, z), at(width, 0, z), isEdge(i, layers))),
      ...layers.map((z, i) => line(at(width, 0, z), at(width, height, z), isEdge(i, layers))),
    );
  }
  const labels = labelsOf(shape, [width, height, right, up]);
  const size = [margin.left + width + right + margin.right, margin.top + up + height + margin.bottom];
  return svg(size, [...parts, `<g stroke="#33658a" stroke-linecap="round">${lines.join("")}</g>`, ...labels]);
}

/** Sides in pixels, with the proportions of the shape as far as they can be seen. */
function sidesOf(shape: readonly number[]): number[] {
  const most = Math.max(...shape);
  const ratio = most / Math.min(...shape);
  const power = ratio > mostRatio ? Math.log(mostRatio) / Math.log(ratio) : 1;
  return shape.map((length) => longest * (length / most) ** power);
}

/** Where chunks start and end along a side. */
function cutsOf(lengths: readonly number[], side: number): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const step = Math.ceil(lengths.length / mostLines);
  const cuts = [0];
  let sum = 0;
  for (const [i, length] of lengths.entries()) {
    sum += length;
    if ((i + 1) % step === 0 || i === lengths.length - 1) cuts.push((sum / total) * side);
  }
  return cuts;
}

function labelsOf(shape: readonly number[], [width, height, right, up]: readonly number[]): string[] {
  const text = (x: number, y: number, value: number, anchor: string) =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${value}</text>`;
  const labels: string[] = [];
  if (shape.length >= 1)
    labels.push(text(margin.left + width / 2, margin.top + up + height + 18, shape.at(-1)!, "middle"));
  if (shape.length >= 2)
    labels.push(text(margin.left + width + right + 8, margin.top + height / 2 + 4, shape.at(-2)!, "start"));
  if (shape.length >= 3) {
    labels.push(
      text(margin.left + width + right / 2 + 8, margin.top + up / 2 + height + 14, shape.at(-3)!, "start"),
    );
  }
  return labels;
}

const note = (text: string): string => svg([220, 40], [`<text x="12" y="24">${text}</text>`]);

const svg = ([width, height]: readonly number[], parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(0)}" height="${height.toFixed(0)}" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#222">${parts.join("")}</svg>\n`;
