/** Covariances and correlations, as in NumPy. */
import { coerce } from "../array/convert.ts";
import { cast, copyInto } from "../array/copy.ts";
import { flatEntries } from "../array/element.ts";
import { scope } from "../array/scope.ts";
import { partsView, reshapeView, transposeView } from "../array/views.ts";
import { viewOf, type WasmArray } from "../array/wasm-array.ts";
import { overridable } from "../dispatch/index.ts";
import { type DType, isFloating, promote } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { adjoint } from "../ops/conjugate.ts";
import { applyElementwise } from "../ops/elementwise.ts";
import { checkIntegers } from "../ops/indices.ts";
import { joinArrays } from "../ops/join.ts";
import { matmul } from "../ops/matmul.ts";
import { mean } from "../ops/moments.ts";
import { reduceElements } from "../ops/reduce.ts";
import { diagonal } from "../ops/trace.ts";
import { format } from "../shape.ts";
import type { Coercible, Like } from "./operand.ts";
import { checkFlag, checkOptions } from "./options.ts";
import { checkOptionalDType, checkReal, type DTypeOption } from "./reduction.ts";

export interface CorrelationOptions<A> extends DTypeOption {
  /** More variables, with as many observations. */
  y?: A | Coercible | null | undefined;
  /** Whether each row is a variable, which is the default; else each column is. */
  rowvar?: boolean | undefined;
}

export interface CovarianceOptions<A> extends CorrelationOptions<A> {
  /** Whether sums are divided by the number of observations, not by one less. */
  bias?: boolean | undefined;
  /** What is taken off the number of observations in the divisor, whatever `bias` says. */
  ddof?: number | null | undefined;
  /** How often each observation was made: integers. */
  fweights?: A | Coercible | null | undefined;
  /** What each observation counts for. */
  aweights?: A | Coercible | null | undefined;
}

/**
 * The covariances of variables, of which one or two dimensions of `m` hold observations: a matrix, or of a single variable
 * its variance, in float64, or complex128 if the variables are complex, or `dtype`.
 * @throws ShapeError for more than two dimensions, another number of observations, and weights that are not one for each;
 *   IndexError for `fweights` that are no integers; RangeError for weights that are negative or sum to zero; TypeError for a
 *   `ddof` that is no integer
 * @example np.cov([[0, 1, 2], [2, 1, 0]]) // array([[ 1., -1.], [-1.,  1.]])
 */
export const cov = /* @__PURE__ */ overridable(
  "cov",
  (m, options) => [m, options?.y, options?.fweights, options?.aweights],
  <A>(m: A, options: CovarianceOptions<Like<A>> = {}): Like<A> => {
    checkOptions("cov", options, ["y", "rowvar", "bias", "ddof", "fweights", "aweights", "dtype"]);
    return scope(() => covariances("cov", m, options)) as Like<A>;
  },
);

/**
 * The correlations of variables, as `cov` takes them: covariances divided by both standard deviations, between -1 and 1.
 * @throws what `cov` throws
 * @example np.corrcoef([[0, 1, 2], [2, 1, 0]]) // array([[ 1., -1.], [-1.,  1.]])
 */
export const corrcoef = /* @__PURE__ */ overridable(
  "corrcoef",
  (x, options) => [x, options?.y],
  <A>(x: A, options: CorrelationOptions<Like<A>> = {}): Like<A> => {
    const id = "corrcoef";
    checkOptions(id, options, ["y", "rowvar", "dtype"]);
    return scope(() => {
      const c = covariances(id, x, options);
      if (c.ndim === 0) return applyElementwise("divide", [c, c]);
      const variances = partsView(id, diagonal(id, c, { offset: 0, axis1: 0, axis2: 1 }));
      // Of complex numbers they are the real parts.
      const real =
        variances.ndim === 1 ? variances : viewOf(id, variances, [c.shape[0]], [variances.strides[0]]);
      const deviations = applyElementwise("sqrt", [real]);
      const rows = reshapeView(id, deviations, [deviations.size, 1])!;
      return bound(id, applyElementwise("divide", [applyElementwise("divide", [c, rows]), deviations]));
    }) as Like<A>;
  },
);

function covariances(id: string, m: unknown, options: CovarianceOptions<unknown>): WasmArray {
  const x = variablesOf(id, m, options);
  const n = x.shape[1];
  const ddof = ddofOf(id, options);
  const given = weightsOf(id, options, n);
  const along = { axes: [1], keepdims: true };
  if (!given) {
    const centered = applyElementwise("subtract", [x, mean(id, x, along)]);
    return productOf(id, centered, centered, n - ddof);
  }
  const { weights, analytic } = given;
  const total = sumOf(id, weights);
  if (total === 0) throw new RangeError(`${id}: weights sum to zero, they cannot be normalized`);
  const sums = reduceElements(id, "sum", applyElementwise("multiply", [x, weights]), along);
  const centered = applyElementwise("subtract", [x, applyElementwise("divide", [sums, total])]);
  const share = analytic ? sumOf(id, applyElementwise("multiply", [weights, analytic])) / total : 1;
  return productOf(id, centered, applyElementwise("multiply", [centered, weights]), total - ddof * share);
}

/** The variables as the rows of a matrix of floats. */
function variablesOf(id: string, m: unknown, { y, rowvar, dtype }: CorrelationOptions<unknown>): WasmArray {
  const byRows = checkFlag(id, "rowvar", rowvar) ?? true;
  const given = [m, y]
    .filter((each, i) => i === 0 || (each ?? null) !== null)
    .map((each) => coerce(id, each));
  const own = given.reduce<DType>((type, each) => promote(type, each.dtype), "float64");
  const target = checkOptionalDType(id, dtype) ?? own;
  if (!isFloating(target)) throw new DTypeError(`${id}: covariances are floats, not ${target}`);
  const parts = given.map((each, i) => {
    if (each.ndim > 2) throw new ShapeError(`${id}: more than 2 dimensions: shape ${format(each.shape)}`);
    const wide = cast(id, each, target);
    if (each.ndim < 2) return reshapeView(id, wide, [1, each.size])!;
    // As in NumPy, which takes a single row for a variable here.
    return byRows || (i === 1 && each.shape[0] === 1) ? wide : transposeView(id, wide);
  });
  const [first, second = first] = parts;
  if (first.shape[1] !== second.shape[1]) {
    throw new ShapeError(`${id}: ${second.shape[1]} observations beside ${first.shape[1]}`);
  }
  return joinArrays(id, parts, 0);
}

function ddofOf(id: string, { bias, ddof }: CovarianceOptions<unknown>): number {
  const own = checkFlag(id, "bias", bias) ? 0 : 1;
  const asked = ddof ?? own;
  if (Number.isInteger(asked)) return asked;
  throw new TypeError(`${id}: ddof is an integer, not ${String(asked)}`);
}

/** What each of n observations counts for, all in all and by `aweights` alone; undefined without weights. */
function weightsOf(
  id: string,
  { fweights, aweights }: CovarianceOptions<unknown>,
  n: number,
): { weights: WasmArray; analytic: WasmArray | undefined } | undefined {
  const [counts, analytic] = [fweights, aweights].map((given, i) => {
    if (given === undefined || given === null) return undefined;
    const list = coerce(id, given);
    const name = i === 0 ? "fweights" : "aweights";
    checkReal(id, list);
    if (i === 0) checkIntegers(id, list);
    if (list.ndim !== 1 || list.size !== n) {
      throw new ShapeError(`${id}: ${name} of shape ${format(list.shape)} for ${n} observations`);
    }
    const negative = flatEntries(id, list).find((weight) => weight < 0);
    if (negative !== undefined) throw new RangeError(`${id}: ${name} cannot be negative: ${negative}`);
    return cast(id, list, "float64");
  });
  const weights =
    counts && analytic ? applyElementwise("multiply", [counts, analytic]) : (counts ?? analytic);
  return weights && { weights, analytic };
}

/** a bᴴ / divisor, where a divisor below 0 counts as 0; without dimensions if it is a single number. */
function productOf(id: string, a: WasmArray, b: WasmArray, divisor: number): WasmArray {
  const products = applyElementwise("multiply", [matmul(id, a, adjoint(id, b)), 1 / Math.max(divisor, 0)]);
  return products.size === 1 ? reshapeView(id, products, [])! : products;
}

const sumOf = (id: string, x: WasmArray): number =>
  Number(reduceElements(id, "sum", x, { axes: [0], keepdims: false }).item());

/** Sets parts of numbers below -1 or above 1 to these. */
function bound(id: string, x: WasmArray): WasmArray {
  const parts = partsView(id, x);
  const above = applyElementwise(id, [parts, -1], undefined, "maximum");
  copyInto(id, parts, applyElementwise(id, [above, 1], undefined, "minimum"));
  return x;
}
