/** Elementwise functions: parts of complex numbers, and what is made of other elementwise functions. */
import { coerce } from "../array/convert.ts";
import { viewOf, type WasmArray, zeroArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/overridable.ts";
import { dtypes, isComplex, realDType } from "../dtype.ts";
import { applyElementwise } from "../ops/elementwise.ts";
import type { ElementwiseOptions } from "./elementwise-options.ts";
import type { Like } from "./operand.ts";
import { checkOptions } from "./options.ts";
import { unary } from "./ufunc.ts";

/**
 * The complex conjugate of each element; real numbers are their own. Throws a DTypeError for bools.
 *
 * @example np.conj([{ re: 1, im: 2 }, 3]) // array([1.-2.j, 3.-0.j])
 */
export const conj = /* @__PURE__ */ unary("conj");

/**
 * The real part of each element: a view of complex arrays, an array of real numbers itself.
 *
 * @example np.real([{ re: 1, im: 2 }, 3]) // array([1., 3.])
 */
export const real = /* @__PURE__ */ overridable(
  "real",
  (x) => [x],
  <A>(x: A): Like<A> => {
    const source = coerce("real", x);
    return (isComplex(source.dtype) ? partOf("real", source, x, 0) : source) as Like<A>;
  },
);

/**
 * The imaginary part of each element: a view of complex arrays, 0 for real numbers.
 *
 * @example np.imag([{ re: 1, im: 2 }, 3]) // array([2., 0.])
 */
export const imag = /* @__PURE__ */ overridable(
  "imag",
  (x) => [x],
  <A>(x: A): Like<A> => {
    const source = coerce("imag", x);
    if (isComplex(source.dtype)) return partOf("imag", source, x, 1) as Like<A>;
    const zeros = zeroArray("imag", source.dtype, source.shape);
    if (source !== x) source.dispose();
    return zeros as Like<A>;
  },
);

function partOf(id: string, source: WasmArray, given: unknown, part: 0 | 1): WasmArray {
  const dtype = realDType(source.dtype);
  const strides = source.strides.map((stride) => 2 * stride);
  const view = viewOf(id, source, source.shape, strides, part * dtypes[dtype].size, dtype);
  if (source !== given) source.dispose();
  return view;
}

/**
 * The elements of `x`, those below `min` raised to it and those above `max` lowered to it; a bound that is null or left out is
 * none. Bounds broadcast with `x`; NaN in one gives NaN. The dtype is that to which all promote. Throws a DTypeError for
 * complex numbers.
 *
 * @example np.clip([1, 5, 9], 2, 8) // array([2., 5., 8.])
 */
export const clip = /* @__PURE__ */ overridable(
  "clip",
  (x, min, max, options) => [x, min, max, options?.out],
  <A>(x: A, min: unknown = null, max: unknown = null, options: ElementwiseOptions<Like<A>> = {}): Like<A> => {
    checkOptions("clip", options, ["out"]);
    const { out } = options;
    if (max === null) {
      return (
        min === null
          ? applyElementwise("clip", [x], out, "positive")
          : applyElementwise("clip", [x, min], out, "maximum")
      ) as Like<A>;
    }
    if (min === null) return applyElementwise("clip", [x, max], out, "minimum") as Like<A>;
    const raised = applyElementwise("clip", [x, min], undefined, "maximum");
    try {
      return applyElementwise("clip", [raised, max], out, "minimum") as Like<A>;
    } finally {
      raised.dispose();
    }
  },
);

/**
 * `floor_divide` and `remainder` of the elements, as a list of two arrays.
 *
 * @example
 * const [quotient, rest] = np.divmod([7, -7], 3);
 * rest // array([1., 2.])
 */
export const divmod = /* @__PURE__ */ overridable(
  "divmod",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B): [quotient: Like<A, B>, rest: Like<A, B>] => [
    applyElementwise("divmod", [x1, x2], undefined, "floor_divide") as Like<A, B>,
    applyElementwise("divmod", [x1, x2], undefined, "remainder") as Like<A, B>,
  ],
);
