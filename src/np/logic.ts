/** Elementwise functions: what elements are, and their bits. */
import { allRow, anyRow } from "../ops/reduce.ts";
import { binary, unary } from "./ufunc.ts";

/**
 * Whether elements are NaN, or have a part that is.
 *
 * @example np.isnan([1, NaN]) // array([False,  True])
 */
export const isnan = /* @__PURE__ */ unary("isnan");

/**
 * Whether elements are infinite, or have a part that is.
 *
 * @example np.isinf([1, -Infinity]) // array([False,  True])
 */
export const isinf = /* @__PURE__ */ unary("isinf");

/**
 * Whether elements are neither NaN nor infinite, nor have such a part.
 *
 * @example np.isfinite([1, NaN, Infinity]) // array([ True, False, False])
 */
export const isfinite = /* @__PURE__ */ unary("isfinite");

/**
 * Whether elements are negative, -0 included. Throws a DTypeError for complex numbers.
 *
 * @example np.signbit([1, -0]) // array([False,  True])
 */
export const signbit = /* @__PURE__ */ unary("signbit");

/**
 * Whether elements are zero. Results are bools.
 *
 * @example np.logical_not([0, 2]) // array([ True, False])
 */
export const logical_not = /* @__PURE__ */ unary("logical_not");

/**
 * Whether both elements are not zero.
 *
 * @example np.logical_and([0, 2], [1, 1]) // array([False,  True])
 */
export const logical_and = /* @__PURE__ */ binary("logical_and", allRow);

/**
 * Whether an element is not zero.
 *
 * @example np.logical_or([0, 2], 0) // array([False,  True])
 */
export const logical_or = /* @__PURE__ */ binary("logical_or", anyRow);

/**
 * Whether one element alone is not zero.
 *
 * @example np.logical_xor([0, 2], [1, 1]) // array([ True, False])
 */
export const logical_xor = /* @__PURE__ */ binary("logical_xor");

/**
 * The bits of integers turned; bools negated. Throws a DTypeError for all else.
 *
 * @example np.bitwise_invert([0n, 5n]) // array([-1, -6])
 */
export const bitwise_invert = /* @__PURE__ */ unary("bitwise_invert");

/**
 * Bits that both elements have, of integers or bools. Throws a DTypeError for all else.
 *
 * @example np.bitwise_and([6n, 5n], 3n) // array([2, 1])
 */
export const bitwise_and = /* @__PURE__ */ binary("bitwise_and");

/**
 * Bits that an element has, of integers or bools. Throws a DTypeError for all else.
 *
 * @example np.bitwise_or([6n, 5n], 3n) // array([7, 7])
 */
export const bitwise_or = /* @__PURE__ */ binary("bitwise_or");

/**
 * Bits that one element alone has, of integers or bools. Throws a DTypeError for all else.
 *
 * @example np.bitwise_xor([6n, 5n], 3n) // array([5, 6])
 */
export const bitwise_xor = /* @__PURE__ */ binary("bitwise_xor");

/**
 * Bits of `x1` moved up by `x2`; none are left by as many as there are. Throws a DTypeError for all but integers and
 * bools.
 *
 * @example np.bitwise_left_shift([1n, 3n], 2n) // array([ 4, 12])
 */
export const bitwise_left_shift = /* @__PURE__ */ binary("bitwise_left_shift");

/**
 * Bits of `x1` moved down by `x2`; the sign is kept. Throws a DTypeError for all but integers and bools.
 *
 * @example np.bitwise_right_shift([8n, -8n], 2n) // array([ 2, -2])
 */
export const bitwise_right_shift = /* @__PURE__ */ binary("bitwise_right_shift");
