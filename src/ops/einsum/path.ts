/**
 * The order in which operands are contracted. After NumPy's einsum_path (D. G. A. Smith and J. Gray, "opt_einsum", JOSS 2018),
 * so that paths are the same.
 */

/** Positions of terms that are contracted; the result goes to the end of those that are left. */
export type Step = readonly number[];

type Labels = ReadonlySet<string>;

interface Problem {
  readonly output: Labels;
  readonly sizes: ReadonlyMap<string, number>;
  /** Most elements of an intermediate result. */
  readonly limit: number;
}

/** What a step does to a list of terms. */
export interface Outcome {
  readonly result: Labels;
  /** The terms that are left, the result last. */
  readonly terms: readonly Labels[];
  readonly involved: Labels;
  readonly cost: number;
}

export function sizeOfLabels(labels: Iterable<string>, sizes: ReadonlyMap<string, number>): number {
  let size = 1;
  for (const label of labels) size *= sizes.get(label)!;
  return size;
}

/** Multiplications, and additions if there is a sum. */
export function countOperations(
  involved: Labels,
  summed: boolean,
  terms: number,
  sizes: ReadonlyMap<string, number>,
): number {
  return sizeOfLabels(involved, sizes) * (Math.max(1, terms - 1) + (summed ? 1 : 0));
}

/** Labels that neither the output nor another term has are summed over. */
export function takeStep(
  step: Step,
  terms: readonly Labels[],
  { output, sizes }: Omit<Problem, "limit">,
): Outcome {
  const rest = terms.filter((_, i) => !step.includes(i));
  const involved = new Set(step.flatMap((i) => [...terms[i]]));
  const result = new Set(
    [...involved].filter((label) => output.has(label) || rest.some((term) => term.has(label))),
  );
  const cost = countOperations(involved, result.size < involved.size, step.length, sizes);
  return { result, terms: [...rest, result], involved, cost };
}

const allOf = (terms: readonly Labels[]): Step => [...terms.keys()];

/** Every pair of positions below `count`, in order. */
function* pairsBelow(count: number): Generator<[number, number]> {
  for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) yield [i, j];
}

/** The path of least cost; one step for what is left where every other has a result that is too large. */
export function findOptimalPath(inputs: readonly Labels[], problem: Problem): Step[] {
  let best: { readonly cost: number; readonly path: readonly Step[] } = {
    cost: Number.POSITIVE_INFINITY,
    path: [],
  };
  const search = (terms: readonly Labels[], cost: number, path: readonly Step[]): void => {
    const deeper = path.length > best.path.length;
    if (deeper || (path.length === best.path.length && cost < best.cost)) best = { cost, path };
    for (const step of pairsBelow(terms.length)) {
      const outcome = takeStep(step, terms, problem);
      if (sizeOfLabels(outcome.result, problem.sizes) > problem.limit) continue;
      const total = cost + outcome.cost;
      // What costs as much as a whole path cannot become better.
      if (best.path.length === inputs.length - 1 && total >= best.cost) continue;
      search(outcome.terms, total, [...path, step]);
    }
  };
  search(inputs, 0, []);
  const left = inputs.length - best.path.length;
  return left > 1 ? [...best.path, Array.from({ length: left }, (_, i) => i)] : [...best.path];
}

/** A pair that may be next. */
interface Candidate {
  readonly pair: readonly [number, number];
  readonly outcome: Outcome;
  /** By how many elements the result is larger than the terms. */
  readonly growth: number;
}

/** The pair that removes most elements is next, of those the one of least cost; pairs without a common label come last. */
export function findGreedyPath(inputs: readonly Labels[], problem: Problem): Step[] {
  if (inputs.length < 3) return [allOf(inputs)];
  const most = takeStep(allOf(inputs), inputs, problem).cost;
  const path: Step[] = [];
  let terms = inputs;
  let spent = 0;
  const consider = (pair: readonly [number, number]): Candidate[] => {
    const outcome = takeStep(pair, terms, problem);
    const size = sizeOfLabels(outcome.result, problem.sizes);
    if (size > problem.limit || spent + outcome.cost > most) return [];
    const before = pair.reduce((sum, i) => sum + sizeOfLabels(terms[i], problem.sizes), 0);
    return [{ pair, outcome, growth: size - before }];
  };
  const meet = ([i, j]: readonly [number, number]) => [...terms[i]].some((label) => terms[j].has(label));
  let known = [...pairsBelow(terms.length)].filter(meet).flatMap(consider);
  while (terms.length > 1) {
    if (known.length === 0) known = [...pairsBelow(terms.length)].flatMap(consider);
    if (known.length === 0) return [...path, allOf(terms)];
    const best = known.reduce((a, b) => (isBetter(b, a) ? b : a));
    path.push(best.pair);
    spent += best.outcome.cost;
    known = known.flatMap((candidate) => withoutTerms(candidate, best));
    terms = best.outcome.terms;
    const last = terms.length - 1;
    for (let i = 0; i < last; i++) if (meet([i, last])) known.push(...consider([i, last]));
  }
  return path;
}

const isBetter = (a: Candidate, b: Candidate): boolean =>
  a.growth < b.growth || (a.growth === b.growth && a.outcome.cost < b.outcome.cost);

/** A candidate as it is once the terms of another are gone; none if it has one of them. */
function withoutTerms({ pair, outcome, growth }: Candidate, gone: Candidate): Candidate[] {
  const [x, y] = gone.pair;
  if (pair.includes(x) || pair.includes(y)) return [];
  const after = (i: number, [a, b]: readonly [number, number]) => i - Number(i > a) - Number(i > b);
  const [i, j] = pair;
  const own = outcome.terms.slice(0, -1);
  const kept = own.filter((_, at) => at !== after(x, pair) && at !== after(y, pair));
  const terms = [...kept, gone.outcome.result, outcome.result];
  return [{ pair: [after(i, gone.pair), after(j, gone.pair)], outcome: { ...outcome, terms }, growth }];
}
