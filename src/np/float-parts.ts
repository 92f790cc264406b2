/** Parts of floating-point numbers, and numbers of parts, as in NumPy. */
import { coerce } from "../array/convert.ts";
import { cast, copyInto } from "../array/copy.ts";
import { scope } from "../array/scope.ts";
import { broadcastView, checkWritable, partsView } from "../array/views.ts";
import type { WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/overridable.ts";
import { type DType, dtypes, isComplex, isFloating, isInteger, realDType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { comparison } from "../ops/comparison.ts";
import { applyElementwise, type Elementwise, elementwise } from "../ops/elementwise.ts";
import { checkOut } from "../ops/result.ts";
import { selectElements } from "../ops/selection.ts";
import type { ElementwiseOptions } from "./elementwise-options.ts";
import type { Like } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";

export interface TwoPartsOptions<A = WasmArray> {
  /** Where the results go, and what is returned, each as `out` of other functions; null where a new array is wanted. */
  out?: readonly [A | null | undefined, A | null | undefined] | null | undefined;
}

/** A function that gives two arrays, each by a kernel of its own; the second one is cast to a dtype. */
const inTwoParts = (id: string, kernels: readonly [Elementwise, Elementwise], second?: DType) =>
  overridable(
    id,
    (x, options) => [x, ...(options?.out ?? [])],
    <A>(x: A, options: TwoPartsOptions<Like<A>> = {}): [Like<A>, Like<A>] => {
      checkOptions(id, options, ["out"]);
      const out = options.out ?? [null, null];
      if (!Array.isArray(out) || out.length !== 2) {
        throw new TypeError(`${id}: out is a list of two arrays, not ${String(out)}`);
      }
      return scope(() => splitInto(id, coerce(id, x), kernels, out, second)) as [Like<A>, Like<A>];
    },
  );

function splitInto(
  id: string,
  x: WasmArray,
  kernels: readonly [Elementwise, Elementwise],
  out: readonly unknown[],
  second?: DType,
): WasmArray[] {
  // Both are computed before any is written, which may be `x` itself.
  const first = applyElementwise(id, [x], undefined, kernels[0]);
  const floats = x.dtype === first.dtype ? x : cast(id, x, first.dtype);
  const other = applyElementwise(id, [floats], undefined, kernels[1]);
  const results = [first, second ? cast(id, other, second) : other];
  const given = results.map(({ shape, dtype }, k) => checkOut(id, out[k], shape, dtype));
  return results.map((result, k) => {
    const target = given[k];
    if (target) copyInto(id, target, broadcastView(id, result, target.shape));
    return target ?? result;
  });
}

/**
 * What real numbers have behind the point, and before it, as a list of two arrays; both with their signs. Integers become
 * float32 if they have at most 16 bits, else float64.
 * @throws DTypeError for complex numbers and for `out` of a lower kind, ShapeError for `out` of a shape that does not fit
 *
 * @example
 * const [fraction, whole] = np.modf([2.5, -3]);
 * fraction // array([ 0.5, -0. ])
 */
export const modf = /* @__PURE__ */ inTwoParts("modf", ["fraction", "trunc"]);

/**
 * Real numbers as mantissas of 1/2 to 1, with their signs, and exponents of 2, as int32: a list of two arrays. 0, infinities and
 * NaN are their own mantissas, of the exponent 0. Integers become float32 if they have at most 16 bits, else float64.
 * @throws DTypeError for complex numbers and for `out` of a lower kind, ShapeError for `out` of a shape that does not fit
 *
 * @example
 * const [mantissa, exponent] = np.frexp([8, -0.75]);
 * mantissa // array([ 0.5 , -0.75])
 */
export const frexp = /* @__PURE__ */ inTwoParts("frexp", ["mantissa", "exponent"], "int32");

/** No number is left of one that is multiplied by 2 to the power of more, or of the negative of it. */
const most = 3000;

/**
 * x1 · 2^x2, rounded once, in the dtype of x1; integers become float32 if they have at most 16 bits, else float64.
 * @throws DTypeError for complex numbers, for exponents that are no integers, and for `out` of a lower kind; ShapeError for
 *   shapes that do not broadcast to each other
 *
 * @example np.ldexp([0.5, -0.75], [4n, 0n]) // array([ 8.  , -0.75])
 */
export const ldexp = /* @__PURE__ */ overridable(
  "ldexp",
  (x1, x2, options) => [x1, x2, options?.out, options?.where],
  <A, B>(x1: A, x2: B, options: ElementwiseOptions<Like<A, B>> = {}): Like<A, B> => {
    const id = "ldexp";
    checkOptions(id, options, ["out", "where"]);
    return scope(() => {
      const given = coerce(id, typeof x2 === "number" && Number.isInteger(x2) ? BigInt(x2) : x2);
      if (!isInteger(given.dtype)) throw new DTypeError(`${id}: exponents are integers, not ${given.dtype}`);
      // Of 16 bits, so that they do not decide on the dtype.
      return elementwise(id).apply([coerce(id, x1), cast(id, bounded(id, given), "int16")], options);
    }) as Like<A, B>;
  },
);

/** Exponents between -3000 and 3000. */
function bounded(id: string, exponents: WasmArray): WasmArray {
  const { kind, size } = dtypes[exponents.dtype];
  if (size === 1) return exponents;
  const least = kind === "int" ? applyElementwise(id, [exponents, -most], undefined, "maximum") : exponents;
  return applyElementwise(id, [least, most], undefined, "minimum");
}

/**
 * `pow` in float64, or in complex128 if an operand is complex, so that integers may have negative powers.
 *
 * @example np.float_power([2n, 4n], [-1n, 3n]) // array([ 0.5, 64. ])
 */
export const float_power = /* @__PURE__ */ overridable(
  "float_power",
  (x1, x2) => [x1, x2],
  <A, B>(x1: A, x2: B): Like<A, B> =>
    scope(() => {
      const id = "float_power";
      const operands = [coerce(id, x1), coerce(id, x2)];
      const dtype = operands.some((x) => isComplex(x.dtype)) ? "complex128" : "float64";
      return applyElementwise(
        id,
        operands.map((x) => cast(id, x, dtype)),
        undefined,
        "pow",
      );
    }) as Like<A, B>,
);

export interface NanToNumOptions {
  /** Whether the result is a new array, which is the default, or `x` itself, changed. */
  copy?: boolean | undefined;
  /** What NaN becomes, 0 by default. */
  nan?: number | undefined;
  /** What infinity becomes, the largest number of the dtype by default. */
  posinf?: number | null | undefined;
  /** What -infinity becomes, the least number of the dtype by default. */
  neginf?: number | null | undefined;
}

/**
 * The elements of `x` with numbers for NaN and infinities, in each part of complex ones. Throws a TypeError without `copy` if
 * `x` is no array or repeats its elements.
 *
 * @example np.nan_to_num([1, NaN, -Infinity], { neginf: -9 }) // array([ 1.,  0., -9.])
 */
export const nan_to_num = /* @__PURE__ */ overridable(
  "nan_to_num",
  (x) => [x],
  <A>(x: A, options: NanToNumOptions = {}): Like<A> => {
    const id = "nan_to_num";
    checkOptions(id, options, ["copy", "nan", "posinf", "neginf"]);
    const copy = checkFlag(id, "copy", options.copy) ?? true;
    return scope(() => {
      const source = coerce(id, x);
      if (!copy) checkWritable(id, source);
      if (!copy && (source as unknown) !== x) throw new TypeError(`${id}: without copy x is an array`);
      const out = copy ? cast(id, source, source.dtype) : source;
      if (isFloating(out.dtype)) replaceInParts(id, out, options);
      return out;
    }) as Like<A>;
  },
);

function replaceInParts(id: string, x: WasmArray, { nan = 0, posinf, neginf }: NanToNumOptions): void {
  const dtype = realDType(x.dtype);
  const parts = partsView(id, x);
  const largest = dtype === "float32" ? 3.4028234663852886e38 : Number.MAX_VALUE;
  const infinity = Number.POSITIVE_INFINITY;
  const isEqual = (value: number) => comparison("equal").apply([parts, value], {}, id);
  const replaced = selectElements(id, isEqual(infinity), posinf ?? largest, parts);
  const bounded = selectElements(id, isEqual(-infinity), neginf ?? -largest, replaced);
  const wrong = applyElementwise(id, [parts], undefined, "isnan");
  copyInto(id, parts, selectElements(id, wrong, nan, bounded));
}
