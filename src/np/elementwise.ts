import type { WasmArray } from "../array/wasm-array.ts";
import { universal } from "../dispatch/universal.ts";
import { type Comparison, comparison as comparisonOf } from "../ops/comparison.ts";
import { type Elementwise, elementwise } from "../ops/elementwise.ts";
import type { ElementwiseFunction } from "../ops/ufunc.ts";
import type { Like } from "./operand.ts";
import { checkOptions } from "./options.ts";

export interface ElementwiseOptions<A = WasmArray> {
  /**
   * Where the results go, and what is returned: an array to whose shape the operands broadcast, of a dtype of the same
   * kind as theirs or a higher one. It may share memory with them.
   */
  out?: A | null;
  /**
   * Bools that broadcast with the operands: results are computed where they are true. Elsewhere `out` stays as it is, and
   * a new array holds 0.
   */
  where?: unknown;
}

const keys = ["out", "where"];

function unary(id: Elementwise) {
  const { apply, lean } = elementwise(id);
  return universal(
    id,
    1,
    <A>(x: A, options: ElementwiseOptions<Like<A>> = {}): Like<A> => {
      checkOptions(id, options, keys);
      return apply([x], options) as Like<A>;
    },
    lean,
  );
}

const binary = (id: Elementwise) => ofTwo(id, elementwise(id));
const comparison = (id: Comparison) => ofTwo(id, comparisonOf(id));

function ofTwo(id: string, { apply, lean }: ElementwiseFunction) {
  return universal(
    id,
    2,
    <A, B>(x1: A, x2: B, options: ElementwiseOptions<Like<A, B>> = {}): Like<A, B> => {
      checkOptions(id, options, keys);
      return apply([x1, x2], options) as Like<A, B>;
    },
    lean,
  );
}

/**
 * The absolute value of each element; of complex numbers, whose results are real, without overflow on the way. The least
 * of the signed integers is its own.
 *
 * @example np.abs([-1.5, 2]) // array([1.5, 2. ])
 */
export const abs = /* @__PURE__ */ unary("abs");

/** Each element itself. Throws a DTypeError for bools. @example np.positive([-1, 2]) // array([-1.,  2.]) */
export const positive = /* @__PURE__ */ unary("positive");

/**
 * The negative of each element; unsigned integers wrap. Throws a DTypeError for bools.
 *
 * @example np.negative([-1, 2]) // array([ 1., -2.])
 */
export const negative = /* @__PURE__ */ unary("negative");

/**
 * The principal square root of each element: NaN for negative real numbers, the right half-plane for complex ones, cut
 * along the negative real axis. Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.sqrt([4, 9, -1]) // array([ 2.,  3., nan])
 */
export const sqrt = /* @__PURE__ */ unary("sqrt");

/**
 * e to the power of each element, to 1 unit in the last place for real numbers, with a table and a polynomial (Tang, ACM
 * TOMS 15, 1989). Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.exp([0, 1]) // array([1.        , 2.71828183])
 */
export const exp = /* @__PURE__ */ unary("exp");

/**
 * The principal natural logarithm of each element, to 1 unit in the last place for real numbers, after fdlibm: -∞ for 0,
 * NaN for negative real numbers; complex ones are cut along the negative real axis. Integers become float32 if they have
 * at most 16 bits, else float64.
 *
 * @example np.log([1, Math.E]) // array([0., 1.])
 */
export const log = /* @__PURE__ */ unary("log");

/**
 * The sums of elements; integers wrap, bools are or-ed. The operands broadcast, and are of the dtype to which theirs
 * promote. Throws a ShapeError if they do not broadcast, and a DTypeError for a scalar that an array's dtype does not have:
 * the same holds for all functions of two operands.
 *
 * @example np.add([[1, 2], [3, 4]], [10, 20]) // array([[11., 22.], [13., 24.]])
 */
export const add = /* @__PURE__ */ binary("add");

/**
 * Differences of elements; integers wrap. Throws a DTypeError for bools.
 *
 * @example np.subtract([3, 5], 1) // array([2., 4.])
 */
export const subtract = /* @__PURE__ */ binary("subtract");

/**
 * Products of elements; integers wrap, bools are and-ed.
 *
 * @example np.multiply([1, 2], [3, 4]) // array([3., 8.])
 */
export const multiply = /* @__PURE__ */ binary("multiply");

/**
 * Quotients of elements; those of integers are float64. Complex ones are scaled on the way (Smith, CACM 5, 1962).
 *
 * @example np.divide([1n, 3n], 2n) // array([0.5, 1.5])
 */
export const divide = /* @__PURE__ */ binary("divide");

/**
 * Quotients of elements, rounded down; of integers by 0, 0. Floats follow CPython's divmod, NumPy's source. Throws a
 * DTypeError for complex numbers.
 *
 * @example np.floor_divide([7, -7], 2) // array([ 3., -4.])
 */
export const floor_divide = /* @__PURE__ */ binary("floor_divide");

/**
 * What `floor_divide` leaves, which has the sign of the divisor; of integers by 0, 0. Throws a DTypeError for complex
 * numbers.
 *
 * @example np.remainder([7, -7], 3) // array([1., 2.])
 */
export const remainder = /* @__PURE__ */ binary("remainder");

/**
 * Elements of `x1` to the powers of those of `x2`; integers wrap. Throws a RangeError if an integer has a negative one: make
 * the base a float. Complex numbers are multiplied for small integer powers, else e^(x2 ln x1).
 *
 * @example np.pow([2, 3], 2) // array([4., 9.])
 */
export const pow = /* @__PURE__ */ binary("pow");

/**
 * Whether elements are equal, as bools; numbers of different dtypes compare by value.
 *
 * @example np.equal([1, 2], 2) // array([False,  True])
 */
export const equal = /* @__PURE__ */ comparison("equal");

/**
 * Whether elements differ; NaN does from everything.
 *
 * @example np.not_equal([1, 2], 2) // array([ True, False])
 */
export const not_equal = /* @__PURE__ */ comparison("not_equal");

/**
 * Whether x1 < x2. Throws a DTypeError for complex numbers.
 *
 * @example np.less([1, 2, 3], 2) // array([ True, False, False])
 */
export const less = /* @__PURE__ */ comparison("less");

/**
 * Whether x1 ≤ x2. Throws a DTypeError for complex numbers.
 *
 * @example np.less_equal([1, 2, 3], 2) // array([ True,  True, False])
 */
export const less_equal = /* @__PURE__ */ comparison("less_equal");

/**
 * Whether x1 > x2. Throws a DTypeError for complex numbers.
 *
 * @example np.greater([1, 2, 3], 2) // array([False, False,  True])
 */
export const greater = /* @__PURE__ */ comparison("greater");

/**
 * Whether x1 ≥ x2. Throws a DTypeError for complex numbers.
 *
 * @example np.greater_equal([1, 2, 3], 2) // array([False,  True,  True])
 */
export const greater_equal = /* @__PURE__ */ comparison("greater_equal");
