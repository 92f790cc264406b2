import {
  countOperations,
  findGreedyPath,
  findOptimalPath,
  type Step,
  sizeOfLabels,
  takeStep,
} from "./path.ts";
import type { Expression } from "./subscripts.ts";

/** An order that NumPy's einsum_path has returned. */
export type ExplicitPath = readonly ["einsum_path", ...Step[]];

/** How the order is found, and with a number how many elements an intermediate result has at most. */
export type Optimize =
  | boolean
  | "greedy"
  | "optimal"
  | readonly ["greedy" | "optimal", number]
  | ExplicitPath;

/** The order in which the operands of an expression are contracted. @throws TypeError for an order that is none */
export function planPath(id: string, { inputs, output, sizes }: Expression, optimize: Optimize): Step[] {
  const whole = [...inputs.keys()];
  const given: unknown = optimize;
  if (Array.isArray(given) && given[0] === "einsum_path") return checkPath(id, given.slice(1), inputs.length);
  const [method, limit] = methodOf(id, optimize);
  const labels = new Set(inputs.join(""));
  if (method === "none" || inputs.length < 3 || labels.size === output.length) return [whole];
  const largest = Math.max(...[...inputs, output].map((term) => sizeOfLabels(term, sizes)));
  const problem = { output: new Set(output), sizes, limit: limit ?? largest };
  const terms = inputs.map((term) => new Set(term));
  return method === "optimal" ? findOptimalPath(terms, problem) : findGreedyPath(terms, problem);
}

function methodOf(id: string, optimize: Optimize): ["none" | "greedy" | "optimal", number?] {
  if (typeof optimize === "boolean") return [optimize ? "greedy" : "none"];
  const [method, limit] = Array.isArray(optimize) ? optimize : [optimize];
  if (method !== "greedy" && method !== "optimal") {
    throw new TypeError(
      `${id}: optimize is a boolean, "greedy", "optimal" or a path, not ${String(optimize)}`,
    );
  }
  if (limit !== undefined && typeof limit !== "number") {
    throw new TypeError(`${id}: the most elements of a result are a number, not ${String(limit)}`);
  }
  return [method, limit];
}

/** A path whose steps take terms that there are, and leave one. */
function checkPath(id: string, path: readonly unknown[], count: number): Step[] {
  let left = count;
  for (const step of path) {
    const fits =
      Array.isArray(step) &&
      step.length > 0 &&
      new Set(step).size === step.length &&
      step.every((i) => Number.isInteger(i) && i >= 0 && i < left);
    if (!fits) throw new TypeError(`${id}: [${String(step)}] of the path is no step for ${left} operands`);
    left -= step.length - 1;
  }
  if (left !== 1) throw new TypeError(`${id}: the path leaves ${left} operands`);
  return path as Step[];
}

/** What NumPy prints of a path: what it costs, and step by step what is contracted and what remains. */
export function describePath({ inputs, output, sizes }: Expression, path: readonly Step[]): string {
  const rows: string[] = [];
  const all = new Set(inputs.join(""));
  const summed = inputs.reduce((count, term) => count + new Set(term).size, 0) > all.size;
  const naive = countOperations(all, summed, inputs.length, sizes);
  const problem = { output: new Set(output), sizes };
  let [optimized, scaling, largest] = [1, 0, 0];
  let sets: readonly ReadonlySet<string>[] = inputs.map((term) => new Set(term));
  const names = [...inputs];
  for (const [i, step] of path.entries()) {
    const { result, terms, involved, cost } = takeStep(step, sets, problem);
    const taken = [...step].sort((a, b) => b - a).map((at) => names.splice(at, 1)[0]);
    const name = i === path.length - 1 ? output : sortLabels(result, sizes);
    names.push(name);
    sets = terms;
    optimized += cost;
    scaling = Math.max(scaling, involved.size);
    largest = Math.max(largest, sizeOfLabels(result, sizes));
    const current = `${taken.join(",")}->${name}`.padStart(24);
    const remaining = `${names.join(",")}->${output}`.padStart(40);
    rows.push(`${String(involved.size).padStart(4)}    ${current} ${remaining}`);
  }
  return [
    `  Complete contraction:  ${inputs.join(",")}->${output}`,
    `         Naive scaling:  ${all.size}`,
    `     Optimized scaling:  ${scaling}`,
    `      Naive FLOP count:  ${scientific(naive)}`,
    `  Optimized FLOP count:  ${scientific(optimized)}`,
    `   Theoretical speedup:  ${(naive / optimized).toFixed(3)}`,
    `  Largest intermediate:  ${scientific(largest)} elements`,
    "-".repeat(74),
    `scaling${"current".padStart(25)}${"remaining".padStart(41)}`,
    "-".repeat(74),
    ...rows,
  ].join("\n");
}

/** The labels of the shortest axes first. */
const sortLabels = (labels: ReadonlySet<string>, sizes: ReadonlyMap<string, number>): string =>
  [...labels].sort((a, b) => sizes.get(a)! - sizes.get(b)! || (a < b ? -1 : 1)).join("");

/** With three digits, and an exponent of two at least. */
const scientific = (value: number): string => value.toExponential(3).replace(/e([+-])(\d)$/, "e$10$2");
