/** Norms of vectors and matrices, of those orders that need neither powers nor singular values. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { checkAxes } from "../../shape.ts";
import type { Entry, Table } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { keepAnyNaN, type Reduce, toBool } from "./nan.ts";
import { isCommon, isFloat, keeping } from "./operands.ts";
import { jax } from "./peer.ts";

const jnp = jax.numpy;

interface Options {
  readonly ord?: unknown;
  readonly axis?: number | readonly number[] | null;
  readonly keepdims?: boolean;
}

const ofSizes =
  (reduce: Reduce): Reduce =>
  (x, axes, options) =>
    reduce(jnp.abs(x), axes, options);

const largest = ofSizes(keepAnyNaN(jnp.max));
const least = ofSizes(keepAnyNaN(jnp.min));
const euclidean: Reduce = (x, axes, options) => jnp.sqrt(jnp.sum(jnp.square(x), axes, options));

const countNonzero: Reduce = (x, axes, options) => {
  const { dtype } = x;
  return jnp.astype(jnp.countNonzero(toBool(x), axes, options), dtype);
};

const vectorNorms = new Map<unknown, Reduce>([
  [0, countNonzero],
  [1, ofSizes(jnp.sum)],
  [2, euclidean],
  [Number.POSITIVE_INFINITY, largest],
  [Number.NEGATIVE_INFINITY, least],
]);

/** The greatest or least of the sums of sizes along one of two axes. */
const ofSums =
  (reduce: Reduce, summed: 0 | 1): Reduce =>
  (x, axes, { keepdims }) => {
    const sums = jnp.sum(jnp.abs(x), axes[summed], { keepdims: true });
    return keepAnyNaN(reduce)(sums, axes, { keepdims });
  };

const matrixNorms = new Map<unknown, Reduce>([
  ["fro", euclidean],
  [1, ofSums(jnp.max, 0)],
  [-1, ofSums(jnp.min, 0)],
  [Number.POSITIVE_INFINITY, ofSums(jnp.max, 1)],
  [Number.NEGATIVE_INFINITY, ofSums(jnp.min, 1)],
]);

/** The norm that is chosen by the options, along the axes that are one of the `keys` or else `own`; without one it is borrowed. */
const norm = (
  id: string,
  keys: readonly string[],
  own: readonly number[] | null,
  choose: (options: Options, axes: readonly number[]) => Reduce | undefined,
): Entry =>
  keeping((x: unknown, options: Options = {}) => {
    const { axis, keepdims = false } = options;
    if (!isCommon(x) || !isFloat(x) || hasOther(options, "ord", "keepdims", ...keys)) return NotImplemented;
    if (typeof keepdims !== "boolean" || x.shape.length < (own ?? []).length) return NotImplemented;
    const axes = checkAxes(id, axis ?? own, x.shape.length);
    const kernel = axes.length > 0 ? choose(options, axes) : undefined;
    return kernel ? kernel(x.ref, axes, { keepdims }) : NotImplemented;
  }, "borrowed: integers, no elements, other orders than 0, 1, 2, infinities and `fro`, and 2 of matrices");

const ofAny = ({ ord, axis }: Options, { length }: readonly number[]): Reduce | undefined => {
  const isGiven = (option: unknown) => option !== undefined && option !== null;
  if (length === 1 || !(isGiven(ord) || isGiven(axis))) return vectorNorms.get(ord ?? 2);
  return length === 2 ? matrixNorms.get(ord ?? "fro") : undefined;
};

export const norms: Table = {
  "linalg.vector_norm": norm("linalg.vector_norm", ["axis"], null, ({ ord = 2 }) => vectorNorms.get(ord)),
  "linalg.matrix_norm": norm("linalg.matrix_norm", [], [-2, -1], ({ ord = "fro" }) => matrixNorms.get(ord)),
  "linalg.norm": norm("linalg.norm", ["axis"], null, ofAny),
};
