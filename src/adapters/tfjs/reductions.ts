/** Reductions along axes, running ones, and norms. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { checkAxes, checkAxis, sizeOf } from "../../shape.ts";
import { type Entry, native, type Table } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { normsFor } from "../norms.ts";
import { checkHeld } from "./dtypes.ts";
import { isCommon, toBool } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";

interface Options {
  readonly axis?: number | readonly number[] | null;
  readonly keepdims?: boolean;
  readonly dtype?: Tensor["dtype"] | null;
  readonly correction?: number;
}

type Kernel = (x: Tensor, axes: number[], keepdims: boolean, options: Options) => Tensor;

const exceptions = "borrowed: complex numbers, no elements, `where`, `initial`";

/** A reduction along any axes; `prepare` makes the operand what the kernel takes, or undefined what it cannot take. */
function along(
  id: string,
  kernel: Kernel,
  prepare: (x: Tensor, options: Options) => Tensor | undefined,
  ...extra: string[]
): Entry {
  return native((x: Tensor, options: Options = {}) => {
    if (!isCommon(x) || hasOther(options, "axis", "keepdims", ...extra)) return NotImplemented;
    const { keepdims = false } = options;
    const prepared = typeof keepdims === "boolean" && prepare(x, options);
    const axes = checkAxes(id, options.axis, x.rank);
    return prepared && axes.length > 0 ? kernel(prepared, axes, keepdims, options) : NotImplemented;
  }, exceptions);
}

/** The operand of a sum or product: in the dtype asked for, bools as integers otherwise. */
const summand =
  (id: string) =>
  (x: Tensor, { dtype }: Options): Tensor | undefined => {
    const wanted = dtype ? checkHeld(id, dtype) : x.dtype === "bool" ? "int32" : x.dtype;
    if (wanted === "complex64" || wanted === "bool") return undefined;
    return wanted === x.dtype ? x : tf.cast(x, wanted);
  };

const ofNumbers = (x: Tensor): Tensor | undefined => (x.dtype === "bool" ? undefined : x);
const ofFloats = (x: Tensor, { dtype }: Options): Tensor | undefined =>
  dtype && dtype !== "float32" ? undefined : tf.cast(x, "float32");

const countAlong = (x: Tensor, axes: readonly number[]): number => sizeOf(axes.map((axis) => x.shape[axis]));

const variance: Kernel = (x, axes, keepdims, { correction = 0 }) => {
  const count = countAlong(x, axes);
  const mean = tf.mean(x, axes, true);
  return tf.div(tf.sum(tf.square(tf.sub(x, mean)), axes, keepdims), Math.max(count - correction, 0));
};

/** A running reduction; without an axis that of all elements in row-major order if `flat`, along the only axis otherwise. */
const running = (id: string, kernel: (x: Tensor, axis: number) => Tensor, flat: boolean): Entry =>
  native((x: Tensor, options: Options = {}) => {
    if (!isCommon(x) || x.rank === 0 || hasOther(options, "axis", "dtype")) return NotImplemented;
    const prepared = summand(id)(x, options);
    const { axis = null } = options;
    if (!prepared || (axis === null ? !flat && x.rank > 1 : typeof axis !== "number")) return NotImplemented;
    return axis === null
      ? kernel(tf.reshape(prepared, [-1]), 0)
      : kernel(prepared, checkAxis(id, axis as number, x.rank));
  }, "borrowed: complex numbers, no elements, `include_initial`");

export const reductions: Table = {
  sum: along("sum", tf.sum, summand("sum"), "dtype"),
  prod: along("prod", tf.prod, summand("prod"), "dtype"),
  min: along("min", tf.min, ofNumbers),
  max: along("max", tf.max, ofNumbers),
  ptp: along(
    "ptp",
    (x, axes, keepdims) => tf.sub(tf.max(x, axes, keepdims), tf.min(x, axes, keepdims)),
    ofNumbers,
  ),
  mean: along("mean", tf.mean, ofFloats, "dtype"),
  average: along("average", tf.mean, ofFloats),
  var: along("var", variance, ofFloats, "dtype", "correction"),
  std: along("std", (...args) => tf.sqrt(variance(...args)), ofFloats, "dtype", "correction"),
  any: along("any", tf.any, toBool),
  all: along("all", tf.all, toBool),
  count_nonzero: along(
    "count_nonzero",
    (x, axes, keepdims) => tf.sum(tf.cast(x, "int32"), axes, keepdims),
    toBool,
  ),
  cumulative_sum: running("cumulative_sum", tf.cumsum, false),
  cumulative_prod: running("cumulative_prod", tf.cumprod, false),
  cumsum: running("cumsum", tf.cumsum, true),
  cumprod: running("cumprod", tf.cumprod, true),
};

export const norms = normsFor<Tensor>(
  {
    isFloats: (x): x is Tensor => isCommon(x) && x.dtype === "float32",
    abs: tf.abs,
    square: tf.square,
    sqrt: tf.sqrt,
    sum: (x, axes, { keepdims }) => tf.sum(x, axes, keepdims),
    max: (x, axes, { keepdims }) => tf.max(x, axes, keepdims),
    min: (x, axes, { keepdims }) => tf.min(x, axes, keepdims),
    countNonzero: (x, axes, { keepdims }) => tf.sum(tf.cast(toBool(x), "float32"), axes, keepdims),
  },
  native,
);
