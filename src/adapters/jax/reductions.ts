/** Reductions along axes, and running ones. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { checkAxes, checkAxis, sizeOf } from "../../shape.ts";
import { type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { keepAnyNaN, type Reduce, toBool } from "./nan.ts";
import { isAny, isCommon, isFloat, isNumeric, keeping, type Suits } from "./operands.ts";
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

export const reductions: Table = {
  ...tableOf<Reduce>(
    {
      sum: jnp.sum,
      prod: jnp.prod,
      max: keepAnyNaN(jnp.max),
      min: keepAnyNaN(jnp.min),
      ptp: keepAnyNaN(jnp.ptp),
    },
    (id, kernel) => along(id, kernel, isNumeric),
  ),
  mean: along("mean", jnp.mean, isFloat),
  var: along("var", jnp.var_, isFloat, "correction"),
  std: along("std", jnp.std, isFloat, "correction"),
  ...tableOf<Reduce>({ any: jnp.any, all: jnp.all, count_nonzero: jnp.countNonzero }, (id, kernel) =>
    along(id, (x, axes, options) => kernel(toBool(x), axes, options), isAny),
  ),
  cumulative_sum: running("cumulative_sum", jnp.cumsum, false),
  cumulative_prod: running("cumulative_prod", jnp.cumprod, false),
  cumsum: running("cumsum", jnp.cumsum, true),
  cumprod: running("cumprod", jnp.cumprod, true),
};
