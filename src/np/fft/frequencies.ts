import { entriesOf, firstEntry } from "../../array/element.ts";
import { allocateArray, type WasmArray } from "../../array/wasm-array.ts";
import { creation, overridable } from "../../dispatch/overridable.ts";
import { DTypeError, ShapeError } from "../../errors.ts";
import { checkAxes, type Shape } from "../../shape.ts";
import { type CreationOptions, checkCreation } from "../creation-options.ts";
import { roll } from "../manipulation/index.ts";
import { type Like, withOperand } from "../operand.ts";
import { checkOptions } from "../options.ts";

export interface FrequencyOptions<A = WasmArray> extends CreationOptions<A> {
  /** The distance of samples, 1 by default: frequencies are cycles per unit of it. */
  d?: number | undefined;
}

/**
 * The frequencies of the elements of `fft` of n samples: 0, 1, …, then the negative ones, divided by n d. float64 by default.
 * @throws ShapeError if n is no positive integer, DTypeError for a dtype that is not a real floating-point one
 * @example np.fft.fftfreq(5, { d: 0.2 }) // array([ 0.,  1.,  2., -2., -1.])
 */
export const fftfreq = /* @__PURE__ */ creation(
  "fft.fftfreq",
  <A = WasmArray>(n: number, options: FrequencyOptions<A> = {}): NoInfer<A> =>
    frequencies("fft.fftfreq", n, options, true) as A,
);

/**
 * The frequencies of the elements of `rfft` of n samples: 0 to n/2, divided by n d. float64 by default. Throws as `fftfreq`.
 * @example np.fft.rfftfreq(5, { d: 0.2 }) // array([0., 1., 2.])
 */
export const rfftfreq = /* @__PURE__ */ creation(
  "fft.rfftfreq",
  <A = WasmArray>(n: number, options: FrequencyOptions<A> = {}): NoInfer<A> =>
    frequencies("fft.rfftfreq", n, options, false) as A,
);

/** The frequencies of n samples: those up to n/2, or if `isWhole` those of all its elements, in which negative ones follow. */
function frequencies(id: string, n: number, options: FrequencyOptions<unknown>, isWhole: boolean): WasmArray {
  const dtype = checkCreation(id, options, "d") ?? "float64";
  const { d = 1 } = options;
  if (!Number.isSafeInteger(n) || n < 1)
    throw new ShapeError(`${id}: n is a positive integer, not ${typeof n === "number" ? n : typeof n}`);
  if (typeof d !== "number") throw new TypeError(`${id}: d ${String(d)} is not a number`);
  if (dtype !== "float32" && dtype !== "float64") {
    throw new DTypeError(`${id}: ${dtype} is not a real floating-point type`);
  }
  const count = isWhole ? n : Math.floor(n / 2) + 1;
  const out = allocateArray(id, dtype, [count]);
  const entries = entriesOf(id, out);
  const [first, unit] = [firstEntry(out), 1 / (n * d)];
  for (let i = 0; i < count; i++) entries[first + i] = (isWhole && 2 * i >= n ? i - n : i) * unit;
  return out;
}

export interface ShiftOptions {
  /** The axes, all of them by default. */
  axes?: number | Shape | null | undefined;
}

/**
 * The elements rolled along axes so that the frequency 0 comes to the middle.
 * @throws AxisError for an axis that `x` does not have
 * @example np.fft.fftshift([0, 1, 2, -2, -1]) // array([-2., -1.,  0.,  1.,  2.])
 */
export const fftshift = /* @__PURE__ */ shifting("fft.fftshift", (n) => Math.floor(n / 2));

/**
 * The inverse of `fftshift`. Throws as it does.
 * @example np.fft.ifftshift([-2, -1, 0, 1, 2]) // array([ 0.,  1.,  2., -2., -1.])
 */
export const ifftshift = /* @__PURE__ */ shifting("fft.ifftshift", (n) => -Math.floor(n / 2));

function shifting(id: string, shiftFor: (length: number) => number) {
  return overridable(
    id,
    (x) => [x],
    <A>(x: A, options: ShiftOptions = {}): Like<A> => {
      checkOptions(id, options, ["axes"]);
      return withOperand(id, x, (source) => {
        const axes = checkAxes(id, options.axes, source.ndim);
        return roll(
          source,
          axes.map((axis) => shiftFor(source.shape[axis])),
          { axis: axes },
        );
      }) as Like<A>;
    },
  );
}
