/** Norms of vectors and matrices, of those orders that need neither powers nor singular values. */
import { type AnyFunction, NotImplemented } from "../dispatch/protocol.ts";
import { checkAxes, type Shape } from "../shape.ts";
import type { Entry, Table } from "./adapter.ts";
import { hasOther } from "./arguments.ts";

export type Reduce<T> = (x: T, axes: number[], options: { keepdims: boolean }) => T;

/** What norms take of a library: `abs`, `square` and `countNonzero` are given the argument, the others what was made of it. */
export interface Sizes<T extends { readonly shape: Shape }> {
  /** Whether an argument is an array of floats that the library computes with. */
  isFloats(value: unknown): value is T;
  abs(x: T): T;
  square(x: T): T;
  sqrt(x: T): T;
  readonly sum: Reduce<T>;
  /** NaN where there is one. */
  readonly max: Reduce<T>;
  readonly min: Reduce<T>;
  /** In the dtype of the array. */
  readonly countNonzero: Reduce<T>;
}

interface Options {
  readonly ord?: unknown;
  readonly axis?: number | readonly number[] | null;
  readonly keepdims?: boolean;
}

const exceptions =
  "borrowed: integers, no elements, other orders than 0, 1, 2, infinities and `fro`, and 2 of matrices";

/** The norms of a library, whose handlers are made `entry`. */
export function normsFor<T extends { readonly shape: Shape }>(
  { isFloats, abs, square, sqrt, sum, max, min, countNonzero }: Sizes<T>,
  entry: (handler: AnyFunction, note: string) => Entry,
): Table {
  const ofSizes =
    (reduce: Reduce<T>): Reduce<T> =>
    (x, axes, options) =>
      reduce(abs(x), axes, options);

  const euclidean: Reduce<T> = (x, axes, options) => sqrt(sum(square(x), axes, options));

  const vectorNorms = new Map<unknown, Reduce<T>>([
    [0, countNonzero],
    [1, ofSizes(sum)],
    [2, euclidean],
    [Number.POSITIVE_INFINITY, ofSizes(max)],
    [Number.NEGATIVE_INFINITY, ofSizes(min)],
  ]);

  /** The greatest or least of the sums of sizes along one of two axes. */
  const ofSums =
    (reduce: Reduce<T>, summed: 0 | 1): Reduce<T> =>
    (x, axes, options) =>
      reduce(sum(abs(x), [axes[summed]], { keepdims: true }), axes, options);

  const matrixNorms = new Map<unknown, Reduce<T>>([
    ["fro", euclidean],
    [1, ofSums(max, 0)],
    [-1, ofSums(min, 0)],
    [Number.POSITIVE_INFINITY, ofSums(max, 1)],
    [Number.NEGATIVE_INFINITY, ofSums(min, 1)],
  ]);

  /** The norm that is chosen by the options, along the axes that are one of the `keys` or else `own`; without one it is borrowed. */
  const norm = (
    id: string,
    keys: readonly string[],
    own: readonly number[] | null,
    choose: (options: Options, axes: readonly number[]) => Reduce<T> | undefined,
  ): Entry =>
    entry((x: unknown, options: Options = {}) => {
      const { axis, keepdims = false } = options;
      if (!isFloats(x) || hasOther(options, "ord", "keepdims", ...keys)) return NotImplemented;
      if (typeof keepdims !== "boolean" || x.shape.length < (own ?? []).length) return NotImplemented;
      const axes = checkAxes(id, axis ?? own, x.shape.length);
      const kernel = axes.length > 0 ? choose(options, axes) : undefined;
      return kernel ? kernel(x, axes, { keepdims }) : NotImplemented;
    }, exceptions);

  const ofAny = ({ ord, axis }: Options, { length }: readonly number[]): Reduce<T> | undefined => {
    const isGiven = (option: unknown) => option !== undefined && option !== null;
    if (length === 1 || !(isGiven(ord) || isGiven(axis))) return vectorNorms.get(ord ?? 2);
    return length === 2 ? matrixNorms.get(ord ?? "fro") : undefined;
  };

  return {
    "linalg.vector_norm": norm("linalg.vector_norm", ["axis"], null, ({ ord = 2 }) => vectorNorms.get(ord)),
    "linalg.matrix_norm": norm("linalg.matrix_norm", [], [-2, -1], ({ ord = "fro" }) => matrixNorms.get(ord)),
    "linalg.norm": norm("linalg.norm", ["axis"], null, ofAny),
  };
}
