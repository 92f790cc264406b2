import { prodRow, sumRow } from "../ops/reduce.ts";
import { binary, comparison, unary } from "./ufunc.ts";

export type { ElementwiseOptions } from "./elementwise-options.ts";
export type { At, BinaryMethods, UfuncAttributes, UnaryMethods } from "./ufunc-methods.ts";

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
 * e to the power of each element, to 0.8 units in the last place for float64 and 1.1 for float32, with a table and a
 * polynomial (Tang, ACM TOMS 15, 1989). Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.exp([0, 1]) // array([1.        , 2.71828183])
 */
export const exp = /* @__PURE__ */ unary("exp");

/**
 * 2 to the power of each element, to 0.8 units in the last place for real numbers; complex ones are e^(x ln 2), as in
 * NumPy. Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.exp2([3, 0.5]) // array([8.        , 1.41421356])
 */
export const exp2 = /* @__PURE__ */ unary("exp2");

/**
 * The real cube root of each real number, to 0.7 units in the last place (fdlibm). Integers become float32 if they have at
 * most 16 bits, else float64. Throws a DTypeError for complex numbers.
 *
 * @example np.cbrt([27, -8]) // array([ 3., -2.])
 */
export const cbrt = /* @__PURE__ */ unary("cbrt");

/**
 * The principal natural logarithm of each element, to 1.2 units in the last place for real numbers, by a table (Tang, ACM
 * TOMS 16, 1990; Gal, LNCS 235, 1986) or, for float32, a polynomial: -∞ for 0,
 * NaN for negative real numbers; complex ones are cut along the negative real axis. Integers become float32 if they have
 * at most 16 bits, else float64.
 *
 * @example np.log([1, Math.E]) // array([0., 1.])
 */
export const log = /* @__PURE__ */ unary("log");

/**
 * The logarithm to base 2 of each element, to 2.1 units in the last place, by a table (Tang, ACM TOMS 16, 1990; Gal,
 * LNCS 235, 1986): -∞ for 0, NaN for negative real numbers; complex ones as by `log`, to 2.2 units of the larger
 * part. Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.log2([1, 8, 10]) // array([0.        , 3.        , 3.32192809])
 */
export const log2 = /* @__PURE__ */ unary("log2");

/**
 * The logarithm to base 10 of each element, to 2.5 units in the last place, like `log2`. Integers become float32 if
 * they have at most 16 bits, else float64.
 *
 * @example np.log10([1, 100, 2]) // array([0.     , 2.     , 0.30103])
 */
export const log10 = /* @__PURE__ */ unary("log10");

/**
 * ln(1 + x) for each element x, to 1.6 units in the last place also where x is small (after Kahan): -∞ for -1, NaN
 * below; of complex numbers to 2 units of the larger part, cut along the real axis below -1. Integers become float32
 * if they have at most 16 bits, else float64.
 *
 * @example np.log1p([0, 1e-10]) // array([0.e+00, 1.e-10])
 */
export const log1p = /* @__PURE__ */ unary("log1p");

/**
 * e^x - 1 for each element x, to 1.8 units in the last place also where x is small; of complex numbers to 2.5 units
 * of the larger part. Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.expm1([0, 1e-10]) // array([0.e+00, 1.e-10])
 */
export const expm1 = /* @__PURE__ */ unary("expm1");

/**
 * The sine of each element, in radians, to 0.8 units in the last place for float64 and 0.61 for float32, however large
 * it is (Cody and Waite; Payne and Hanek, SIGNUM Newsletter 18, 1983): NaN for infinities. Complex numbers, by sin
 * and cos of the real part and sinh and cosh of the imaginary one, to 2.5 units of the larger part. Integers become
 * float32 if they have at most 16 bits, else float64.
 *
 * @example np.sin([0, Math.PI / 2, 1e22]) // array([ 0.        ,  1.        , -0.85220085])
 */
export const sin = /* @__PURE__ */ unary("sin");

/**
 * The cosine of each element, in radians, to 0.8 units in the last place for float64 and 0.61 for float32, like `sin`;
 * complex ones to 2.5 units of the larger part. Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.cos([0, 1]) // array([1.        , 0.54030231])
 */
export const cos = /* @__PURE__ */ unary("cos");

/**
 * The tangent of each element, in radians, to 3.5 units in the last place, like `sin`; complex ones to 4 units of the
 * larger part. Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.tan([0, 1]) // array([0.        , 1.55740772])
 */
export const tan = /* @__PURE__ */ unary("tan");

/**
 * The angle whose sine each element is, between -π/2 and π/2, to 2.4 units in the last place: NaN for real numbers
 * beyond -1 and 1. Of complex numbers the principal value, cut along the real axis beyond -1 and 1, to 3 units of
 * the larger part (Hull, Fairgrieve and Tang, ACM TOMS 23, 1997). Integers become float32 if they have at most 16
 * bits, else float64.
 *
 * @example np.asin([0, 0.5, 1]) // array([0.        , 0.52359878, 1.57079633])
 */
export const asin = /* @__PURE__ */ unary("asin");

/**
 * The angle whose cosine each element is, between 0 and π, to 1.3 units in the last place: NaN for real numbers
 * beyond -1 and 1. Complex ones as by `asin`, to 3 units of the larger part. Integers become float32 if they have
 * at most 16 bits, else float64.
 *
 * @example np.acos([1, 0.5, 0]) // array([0.        , 1.04719755, 1.57079633])
 */
export const acos = /* @__PURE__ */ unary("acos");

/**
 * The angle whose tangent each element is, between -π/2 and π/2, to 2 units in the last place. Of complex numbers the
 * principal value, cut along the imaginary axis beyond -i and i, to 3 units of the larger part (Kahan, Branch Cuts
 * for Complex Elementary Functions, 1987). Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.atan([0, 1, Infinity]) // array([0.        , 0.78539816, 1.57079633])
 */
export const atan = /* @__PURE__ */ unary("atan");

/**
 * The hyperbolic sine of each element, to 2.9 units in the last place; of complex numbers of the larger part.
 * Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.sinh([0, 1]) // array([0.        , 1.17520119])
 */
export const sinh = /* @__PURE__ */ unary("sinh");

/**
 * The hyperbolic cosine of each element, to 2.9 units in the last place; of complex numbers of the larger part.
 * Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.cosh([0, 1]) // array([1.        , 1.54308063])
 */
export const cosh = /* @__PURE__ */ unary("cosh");

/**
 * The hyperbolic tangent of each element, to 2.8 units in the last place; of complex numbers to 4 of the larger part.
 * Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.tanh([0, 1, Infinity]) // array([0.        , 0.76159416, 1.        ])
 */
export const tanh = /* @__PURE__ */ unary("tanh");

/**
 * The number whose hyperbolic sine each element is, to 1.9 units in the last place (fdlibm); of complex numbers the
 * principal value, cut along the imaginary axis beyond -i and i, to 3 units of the larger part, as by `asin`.
 * Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.asinh([0, 1]) // array([0.        , 0.88137359])
 */
export const asinh = /* @__PURE__ */ unary("asinh");

/**
 * The number whose hyperbolic cosine each element is, to 2.5 units in the last place: NaN for real numbers below 1.
 * Of complex numbers the principal value, cut along the real axis below 1, to 3 units of the larger part, as by `asin`. Integers
 * become float32 if they have at most 16 bits, else float64.
 *
 * @example np.acosh([1, 2]) // array([0.       , 1.3169579])
 */
export const acosh = /* @__PURE__ */ unary("acosh");

/**
 * The number whose hyperbolic tangent each element is, to 2.2 units in the last place: NaN for real numbers beyond -1
 * and 1. Of complex numbers the principal value, cut along the real axis beyond -1 and 1, to 3 units of the larger
 * part, as by `atan`. Integers become float32 if they have at most 16 bits, else float64.
 *
 * @example np.atanh([0, 0.5]) // array([0.        , 0.54930614])
 */
export const atanh = /* @__PURE__ */ unary("atanh");

/**
 * The sums of elements; integers wrap, bools are or-ed. The operands broadcast, and are of the dtype to which theirs
 * promote. Throws a ShapeError if they do not broadcast, and a DTypeError for a scalar that an array's dtype does not have:
 * the same holds for all functions of two operands.
 *
 * @example np.add([[1, 2], [3, 4]], [10, 20]) // array([[11., 22.], [13., 24.]])
 */
export const add = /* @__PURE__ */ binary("add", sumRow);

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
export const multiply = /* @__PURE__ */ binary("multiply", prodRow);

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
 * Elements of `x1` to the powers of those of `x2`, to 0.8 units in the last place for float64 and 2 for float32; integers
 * wrap. Throws a RangeError if an integer has a negative one: make the base a float. Complex numbers are multiplied for small integer powers, else e^(x2 ln x1), both by numbers of twice the
 * digits: to 4 units in the last place of the larger part.
 *
 * @example np.pow([2, 3], 2) // array([4., 9.])
 */
export const pow = /* @__PURE__ */ binary("pow");

/**
 * The angle of the point (x2, x1) from the positive first axis, between -π and π, to 2 units in the last place; signs of
 * zeros count as in C. Integers become float32 if they have at most 16 bits, else float64. Throws a DTypeError for
 * complex numbers.
 *
 * @example np.atan2([1, 1], [1, -1]) // array([0.78539816, 2.35619449])
 */
export const atan2 = /* @__PURE__ */ binary("atan2");

/**
 * √(x1² + x2²) to 1.3 units in the last place, without overflow on the way; infinite if one of them is. Integers become
 * float32 if they have at most 16 bits, else float64. Throws a DTypeError for complex numbers.
 *
 * @example np.hypot([3, 5], [4, 12]) // array([ 5., 13.])
 */
export const hypot = /* @__PURE__ */ binary("hypot");

/**
 * ln(e^x1 + e^x2), to 4 units in the last place, also where x1 is the negative of what is added to it but for 10^-3: nearer
 * to 0, to 2^-64 of the operands. Integers become float32 if they have at most 16 bits, else float64. Throws a DTypeError for complex numbers.
 *
 * @example np.logaddexp([0, 1000], 1) // array([   1.31326169, 1000.        ])
 */
export const logaddexp = /* @__PURE__ */ binary("logaddexp");

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
