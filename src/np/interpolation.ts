/** Interpolation, as in NumPy. */
import { coerce } from "../array/convert.ts";
import { flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { allocateArray, type WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/overridable.ts";
import { interpolate, type Points } from "../ops/interpolation.ts";
import type { Like } from "./operand.ts";
import { checkOptions } from "./options.ts";
import { checkReal } from "./reduction.ts";
import { checkSamplePoints } from "./sample-points.ts";

export interface InterpOptions {
  /** What is before the first point; its own value by default. */
  left?: number | null | undefined;
  /** What is after the last point; its own value by default. */
  right?: number | null | undefined;
  /** After what distance everything begins anew; points may then be in any order, and none is outside of them. */
  period?: number | null | undefined;
}

/**
 * The values of `x` on the lines between the points (xp, fp), as float64: `xp` ascends, both are of one dimension.
 * @throws ShapeError for points that are none, not in one dimension or not as many in both; DTypeError for complex numbers;
 *   RangeError for a period of 0
 * @example np.interp([0, 1.5, 9], [1, 2, 3], [10, 20, 0]) // array([10., 15.,  0.])
 */
export const interp = /* @__PURE__ */ overridable(
  "interp",
  (x, xp, fp) => [x, xp, fp],
  <A, B, C>(x: A, xp: B, fp: C, options: InterpOptions = {}): Like<A, Like<B, C>> => {
    const id = "interp";
    checkOptions(id, options, ["left", "right", "period"]);
    return scope(() => {
      const [values, places, heights] = [coerce(id, x), coerce(id, xp), coerce(id, fp)];
      for (const each of [values, places, heights]) checkReal(id, each);
      checkSamplePoints(id, places.shape, heights.shape);
      const results = interpolateBetween(
        id,
        floats(id, values),
        floats(id, places),
        floats(id, heights),
        options,
      );
      const out = allocateArray(id, "float64", values.shape);
      flatEntries(id, out).set(results as never);
      return out;
    }) as Like<A, Like<B, C>>;
  },
);

const floats = (id: string, x: WasmArray): Float64Array =>
  Float64Array.from(flatEntries(id, x) as never, Number);

function interpolateBetween(
  id: string,
  values: Float64Array,
  xp: Float64Array,
  fp: Float64Array,
  { left, right, period }: InterpOptions,
): Float64Array {
  if (period === undefined || period === null) {
    return interpolate(values, { xp, fp, left: left ?? fp[0], right: right ?? fp[fp.length - 1] });
  }
  if (period === 0) throw new RangeError(`${id}: period must be a non-zero value`);
  const length = Math.abs(period);
  const wrap = (x: number): number => x - length * Math.floor(x / length);
  return interpolate(values.map(wrap), oneTurn(xp.map(wrap), fp, length));
}

/** Points of one period in order, with the last one before the first and the first one after the last. */
function oneTurn(xp: Float64Array, fp: Float64Array, period: number): Points {
  const order = Array.from(xp.keys()).sort((i, j) => xp[i] - xp[j]);
  const [first, last] = [order[0], order[order.length - 1]];
  return {
    xp: Float64Array.of(xp[last] - period, ...order.map((i) => xp[i]), xp[first] + period),
    fp: Float64Array.of(fp[last], ...order.map((i) => fp[i]), fp[first]),
    left: Number.NaN,
    right: Number.NaN,
  };
}
