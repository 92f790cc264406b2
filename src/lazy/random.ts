/**
 * Random arrays. The numbers of a seed are a function of their place in the array, so that they depend neither on the chunks nor on
 * the order in which these are computed (Philox 4x64-10, as in NumPy: `random` gives NumPy's own numbers for Philox(key=seed)).
 */
import type { DType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import * as np from "../index.ts";
import { philoxPart } from "../np/internal.ts";
import { registerOwn } from "./chunk-functions.ts";
import { type CreationOptions, create } from "./creation.ts";
import type { LazyArray } from "./lazy-array.ts";
import type { Argument } from "./task.ts";

export interface RandomOptions extends CreationOptions {
  /** A whole number from 0 up to 2⁵³; another one each time if it is not given. */
  seed?: number | undefined;
}

function draw(
  id: string,
  shape: number | readonly number[],
  { seed = Math.floor(Math.random() * 2 ** 53), ...options }: RandomOptions,
  parameters: readonly number[],
): LazyArray {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`random.${id}: a seed is a whole number from 0 up to 2⁵³, not ${seed}`);
  }
  const whole = typeof shape === "number" ? [shape] : shape;
  return create(`random.${id}`, whole, options, [seed, parameters], (starts, lengths, dtype) => ({
    fn: `lazy.random.${id}`,
    args: [seed, whole, starts, lengths, dtype, ...parameters] as Argument[],
  }));
}

function checkFloat(id: string, dtype: DType | undefined): void {
  if (dtype === undefined || dtype === "float64" || dtype === "float32") return;
  throw new DTypeError(`random.${id}: float64 or float32, not ${dtype}`);
}

/**
 * Numbers from 0 up to, not including, 1.
 * @throws RangeError for a seed that is none, DTypeError for a dtype that is not float64 or float32
 * @example
 * const x = lazy.random.random([4], { chunks: 2, seed: 7 });
 * String(await x.compute()) === String(await x.rechunk(3).compute()) // true
 */
export function random(shape: number | readonly number[], options: RandomOptions = {}): LazyArray {
  checkFloat("random", options.dtype);
  return draw("random", shape, options, []);
}

/**
 * Numbers from `low` up to `high`.
 * @example (await lazy.random.uniform(2, 3, [5], { seed: 7 }).compute()).shape // [5]
 */
export function uniform(
  low: number,
  high: number,
  shape: number | readonly number[],
  options: RandomOptions = {},
): LazyArray {
  checkFloat("uniform", options.dtype);
  return draw("uniform", shape, options, [low, high]);
}

/**
 * Normally distributed numbers with a mean and a standard deviation (Box and Muller, 1958).
 * @example (await lazy.random.normal(0, 1, [5], { chunks: 2, seed: 7 }).compute()).shape // [5]
 */
export function normal(
  loc: number,
  scale: number,
  shape: number | readonly number[],
  options: RandomOptions = {},
): LazyArray {
  checkFloat("normal", options.dtype);
  if (!(scale >= 0)) throw new RangeError(`random.normal: scale ${scale} is negative`);
  return draw("normal", shape, options, [loc, scale]);
}

/**
 * Integers from `low` up to, not including, `high`, int64 by default. Ranges up to 2⁵³.
 * @example (await np.max(lazy.random.integers(0, 6, [1000], { seed: 7 })).compute()).item() // 5n
 */
export function integers(
  low: number,
  high: number,
  shape: number | readonly number[],
  options: RandomOptions = {},
): LazyArray {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low >= high) {
    throw new RangeError(`random.integers: no integer is at least ${low} and below ${high}`);
  }
  return draw("integers", shape, { ...options, dtype: options.dtype ?? "int64" }, [low, high]);
}

type Part = readonly [seed: number, whole: number[], starts: number[], lengths: number[], dtype: DType];

const part = ([seed, whole, starts, lengths]: readonly [...Part, ...unknown[]], stream: number) =>
  philoxPart("random", [seed, stream], whole, starts, lengths);

registerOwn("lazy.random.random", (...given: Part) => np.astype(part(given, 0), given[4], { copy: false }));

registerOwn("lazy.random.uniform", (...given: [...Part, number, number]) => {
  const [, , , , dtype, low, high] = given;
  const x = np.add(np.multiply(part(given, 0), high - low), low);
  return np.astype(x, dtype, { copy: false });
});

registerOwn("lazy.random.normal", (...given: [...Part, number, number]) => {
  const [, , , , dtype, loc, scale] = given;
  const [u, v] = [0, 1].map((stream) => part(given, stream));
  // 1 - u is not 0, whose logarithm would be infinite.
  const radius = np.sqrt(np.multiply(np.log(np.subtract(1, u)), -2));
  const x = np.multiply(radius, np.cos(np.multiply(v, 2 * Math.PI)));
  return np.astype(np.add(np.multiply(x, scale), loc), dtype, { copy: false });
});

registerOwn("lazy.random.integers", (...given: [...Part, number, number]) => {
  const [, , , , dtype, low, high] = given;
  const x = np.floor(np.multiply(part(given, 0), high - low));
  return np.astype(np.add(x, low), dtype);
});
