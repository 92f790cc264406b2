/** Reductions along axes, and running ones. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { checkAxes, checkAxis, sizeOf } from "../../shape.ts";
import { borrowedFor, byId, type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import * as nan from "./nan.ts";
import { isAny, isCommon, isFloat, isNumeric, keeping, type Suits, scalar } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;

interface Options {
  readonly axis?: number | readonly number[] | null;
  readonly keepdims?: boolean;
  readonly correction?: number;
}

type Kernel = (x: JaxArray, axes: number[], options: { keepdims: boolean; correction?: number }) => JaxArray;

/** A reduction along any axes. */
const along = (id: string, kernel: Kernel, isSuited: Suits, ...extra: string[]): Entry =>
  keeping((x: unknown, options: Options = {}) => {
    if (!isCommon(x) || !isSuited(x) || hasOther(options, "axis", "keepdims", ...extra))
      return NotImplemented;
    const { axis, keepdims = false, correction = 0 } = options;
    if (typeof keepdims !== "boolean") return NotImplemented;
    const axes = checkAxes(id, axis, x.shape.length);
    const isEnough = correction < sizeOf(axes.map((each) => x.shape[each]));
    return axes.length > 0 && isEnough ? kernel(x.ref, axes, { keepdims, correction }) : NotImplemented;
  });

/** A running reduction along one axis, which is given unless it is the only one; `flat` takes all elements in row-major order else. */
const running = (id: string, kernel: (x: JaxArray, axis: number) => JaxArray, flat: boolean): Entry =>
  keeping((x: unknown, options: Options = {}) => {
    if (!isCommon(x) || !isNumeric(x) || hasOther(options, "axis")) return NotImplemented;
    const { axis = null } = options;
    const rank = x.shape.length;
    if (axis === null) return flat || rank === 1 ? kernel(jnp.reshape(x.ref, [-1]), 0) : NotImplemented;
    return typeof axis === "number" && rank > 0 ? kernel(x.ref, checkAxis(id, axis, rank)) : NotImplemented;
  });

/** How many elements are not NaN, in the dtype of the array. */
const countNumbers: Kernel = (x, axes, { keepdims }) => {
  const { dtype } = x;
  return jnp.sum(jnp.astype(jnp.logicalNot(nan.isnan(x)), dtype), axes, { keepdims });
};

const sumNumbers: Kernel = (x, axes, { keepdims }) => jnp.sum(nan.replaceNaN(0)(x), axes, { keepdims });

/** `kernel` of the elements that are not NaN, if there are more than these; else NaN. */
const unlessFew =
  (kernel: Kernel): Kernel =>
  (x, axes, options) => {
    const count = countNumbers(x.ref, axes, options);
    const isFew = jnp.lessEqual(count, scalar(options.correction ?? 0, count));
    return nan.withNaN(isFew, kernel(x, axes, options));
  };

const nanMean: Kernel = unlessFew((x, axes, options) =>
  jnp.divide(sumNumbers(x.ref, axes, options), countNumbers(x, axes, options)),
);

const nanVariance: Kernel = unlessFew((x, axes, options) => {
  const mean = nanMean(x.ref, axes, { keepdims: true });
  const count = countNumbers(x.ref, axes, options);
  // Not by what is NaN afterwards: infinities are no less than their mean.
  const deviations = jnp.where(nan.isnan(x.ref), scalar(0, x), jnp.subtract(x, mean));
  const squares = jnp.sum(jnp.square(deviations), axes, { keepdims: options.keepdims });
  return jnp.divide(squares, jnp.subtract(count, scalar(options.correction ?? 0, count)));
});

export const reductions: Table = {
  ...tableOf<nan.Reduce>(
    {
      sum: jnp.sum,
      prod: jnp.prod,
      max: nan.keepAnyNaN(jnp.max),
      min: nan.keepAnyNaN(jnp.min),
      ptp: nan.keepAnyNaN(jnp.ptp),
    },
    (id, kernel) => along(id, kernel, isNumeric),
  ),
  ...tableOf<Kernel>(
    {
      nansum: sumNumbers,
      nanprod: (x, axes, { keepdims }) => jnp.prod(nan.replaceNaN(1)(x), axes, { keepdims }),
    },
    (id, kernel) => along(id, kernel, isNumeric),
  ),
  ...tableOf<Kernel>(
    {
      nanmax: unlessFew((x, axes, { keepdims }) =>
        jnp.max(nan.replaceNaN(Number.NEGATIVE_INFINITY)(x), axes, { keepdims }),
      ),
      nanmin: unlessFew((x, axes, { keepdims }) =>
        jnp.min(nan.replaceNaN(Number.POSITIVE_INFINITY)(x), axes, { keepdims }),
      ),
      nanmean: nanMean,
    },
    (id, kernel) => along(id, kernel, isFloat),
  ),
  nanvar: along("nanvar", nanVariance, isFloat, "correction"),
  nanstd: along("nanstd", (...args) => jnp.sqrt(nanVariance(...args)), isFloat, "correction"),
  average: along("average", jnp.mean, isFloat),
  mean: along("mean", jnp.mean, isFloat),
  var: along("var", jnp.var_, isFloat, "correction"),
  std: along("std", jnp.std, isFloat, "correction"),
  ...tableOf<nan.Reduce>({ any: jnp.any, all: jnp.all, count_nonzero: jnp.countNonzero }, (id, kernel) =>
    along(id, (x, axes, options) => kernel(nan.toBool(x), axes, options), isAny),
  ),
  cumulative_sum: running("cumulative_sum", jnp.cumsum, false),
  cumulative_prod: running("cumulative_prod", jnp.cumprod, false),
  cumsum: running("cumsum", jnp.cumsum, true),
  cumprod: running("cumprod", jnp.cumprod, true),
  nancumsum: running("nancumsum", (x, axis) => jnp.cumsum(nan.replaceNaN(0)(x), axis), true),
  nancumprod: running("nancumprod", (x, axis) => jnp.cumprod(nan.replaceNaN(1)(x), axis), true),
  ...byId(["nanargmax", "nanargmin"], () =>
    borrowedFor("the library's own give -1 for slices of NaN alone, and no error"),
  ),
};
