import { ShapeError } from "../../errors.ts";

/** How far the sum of probabilities may be from 1: √ε. */
const tolerance = Math.sqrt(Number.EPSILON);

/**
 * `count` indices of elements that come with the probabilities `p` each. `uniform` draws numbers from 0 up to 1; without replacement they
 * are drawn again for those that have come already, as in NumPy.
 */
export function weightedIndices(
  p: Float64Array,
  count: number,
  replace: boolean,
  uniform: (length: number) => Float64Array,
): number[] {
  if (replace) return indicesIn(p, uniform(count));
  const left = p.slice();
  const found = new Set<number>();
  while (found.size < count) {
    const drawn = uniform(count - found.size);
    for (const index of found) left[index] = 0;
    for (const index of indicesIn(left, drawn)) found.add(index);
  }
  return [...found];
}

/** The elements in whose share of the sum of `p` the numbers fall. */
function indicesIn(p: Float64Array, numbers: Float64Array): number[] {
  let sum = 0;
  const sums = p.map((weight) => {
    sum += weight;
    return sum;
  });
  const shares = sums.map((each) => each / sum);
  return Array.from(numbers, (number) => countNotAfter(shares, number));
}

/** How many of the ascending `shares` are not greater than a number. */
function countNotAfter(shares: Float64Array, number: number): number {
  let [low, high] = [0, shares.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (shares[middle] <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Refuses what are no probabilities of so many elements.
 * @throws ShapeError for another number of them, RangeError if some are negative or NaN, do not add up to 1, or are too few above 0
 */
export function checkWeights(id: string, p: Float64Array, population: number, least: number): void {
  if (p.length !== population)
    throw new ShapeError(`${id}: there are ${p.length} probabilities for ${population} elements`);
  const wrong = p.find((weight) => !(weight >= 0));
  if (wrong !== undefined) throw new RangeError(`${id}: ${wrong} is no probability`);
  const sum = p.reduce((total, weight) => total + weight, 0);
  if (!(Math.abs(sum - 1) <= tolerance))
    throw new RangeError(`${id}: probabilities do not sum to 1 but to ${sum}`);
  const possible = p.filter((weight) => weight > 0).length;
  if (possible < least)
    throw new RangeError(`${id}: ${possible} non-zero probabilities are fewer than ${least}`);
}
