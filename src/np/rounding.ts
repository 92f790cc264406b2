/** Elementwise functions: signs, integers, extremes, and divisors. */
import { maxRow, minRow } from "../ops/reduce.ts";
import { binary, unary } from "./ufunc.ts";

/**
 * Squares of elements; integers wrap, those of bools are int8.
 *
 * @example np.square([-2, 3]) // array([4., 9.])
 */
export const square = /* @__PURE__ */ unary("square");

/**
 * 1 over each element. Throws a DTypeError for integers and bools.
 *
 * @example np.reciprocal([2, 4]) // array([0.5 , 0.25])
 */
export const reciprocal = /* @__PURE__ */ unary("reciprocal");

/**
 * -1, 0 or 1, of the sign of each element; of complex numbers what is left of them divided by their absolute value. NaN
 * stays. Throws a DTypeError for bools.
 *
 * @example np.sign([-2, 0, 3]) // array([-1.,  0.,  1.])
 */
export const sign = /* @__PURE__ */ unary("sign");

/**
 * The greatest integer that is not greater, for each element, in its own dtype. Throws a DTypeError for complex
 * numbers.
 *
 * @example np.floor([1.5, -1.5]) // array([ 1., -2.])
 */
export const floor = /* @__PURE__ */ unary("floor");

/**
 * The least integer that is not less, for each element, in its own dtype. Throws a DTypeError for complex numbers.
 *
 * @example np.ceil([1.5, -1.5]) // array([ 2., -1.])
 */
export const ceil = /* @__PURE__ */ unary("ceil");

/**
 * The nearest integer towards 0, for each element, in its own dtype. Throws a DTypeError for complex numbers.
 *
 * @example np.trunc([1.5, -1.5]) // array([ 1., -1.])
 */
export const trunc = /* @__PURE__ */ unary("trunc");

/**
 * The nearest integer, the even one of two, for each element or each part of a complex one. Throws a DTypeError for
 * bools.
 *
 * @example np.round([0.5, 1.5, 2.6]) // array([0., 2., 3.])
 */
export const round = /* @__PURE__ */ unary("round");

/**
 * Degrees in radians. Integers become float32 if they have at most 16 bits, else float64. Throws a DTypeError for
 * complex numbers.
 *
 * @example np.deg2rad([0, 180]) // array([0.        , 3.14159265])
 */
export const deg2rad = /* @__PURE__ */ unary("deg2rad");

/**
 * Radians in degrees. Integers become float32 if they have at most 16 bits, else float64. Throws a DTypeError for
 * complex numbers.
 *
 * @example np.rad2deg([0, Math.PI]) // array([  0., 180.])
 */
export const rad2deg = /* @__PURE__ */ unary("rad2deg");

/**
 * The greater of two elements; NaN if one is. Throws a DTypeError for complex numbers.
 *
 * @example np.maximum([1, 5], [4, 2]) // array([4., 5.])
 */
export const maximum = /* @__PURE__ */ binary("maximum", maxRow);

/**
 * The lesser of two elements; NaN if one is. Throws a DTypeError for complex numbers.
 *
 * @example np.minimum([1, 5], [4, 2]) // array([1., 2.])
 */
export const minimum = /* @__PURE__ */ binary("minimum", minRow);

/**
 * The greater of two elements; the other one if one is NaN. Throws a DTypeError for complex numbers.
 *
 * @example np.fmax([1, NaN], 4) // array([4., 4.])
 */
export const fmax = /* @__PURE__ */ binary("fmax");

/**
 * The lesser of two elements; the other one if one is NaN. Throws a DTypeError for complex numbers.
 *
 * @example np.fmin([1, NaN], 4) // array([1., 4.])
 */
export const fmin = /* @__PURE__ */ binary("fmin");

/**
 * What a division leaves whose quotient is cut, as in C: it has the sign of the dividend; of integers by 0, 0. Throws a
 * DTypeError for complex numbers.
 *
 * @example np.fmod([7, -7], 3) // array([ 1., -1.])
 */
export const fmod = /* @__PURE__ */ binary("fmod");

/**
 * Elements of `x1` with the signs of those of `x2`. Integers become floats. Throws a DTypeError for complex numbers.
 *
 * @example np.copysign([1, 2], [-0, 5]) // array([-1.,  2.])
 */
export const copysign = /* @__PURE__ */ binary("copysign");

/**
 * The next floats after those of `x1` on the way to those of `x2`. Integers become floats. Throws a DTypeError for
 * complex numbers.
 *
 * @example np.subtract(np.nextafter(1, 2), 1) // array(2.22044605e-16)
 */
export const nextafter = /* @__PURE__ */ binary("nextafter");

/**
 * 0 for negative elements of `x1`, 1 for positive ones, those of `x2` for 0. Integers become floats. Throws a
 * DTypeError for complex numbers.
 *
 * @example np.heaviside([-1, 0, 2], 0.5) // array([0. , 0.5, 1. ])
 */
export const heaviside = /* @__PURE__ */ binary("heaviside");

/**
 * Greatest common divisors of integers, 0 of zeros (Euclid). Throws a DTypeError for all else.
 *
 * @example np.gcd([12n, 18n], 8n) // array([4, 2])
 */
export const gcd = /* @__PURE__ */ binary("gcd");

/**
 * Least common multiples of integers, which wrap. Throws a DTypeError for all else.
 *
 * @example np.lcm([4n, 6n], 10n) // array([20, 30])
 */
export const lcm = /* @__PURE__ */ binary("lcm");
