/**
 * NaN on GPUs. Their kernels may take for granted that there is none (WGSL, "Floating Point Evaluation"), and do: there the bits of the
 * elements are asked.
 */
import { isHost } from "./dtypes.ts";
import { type Binary, isFloat, scalar, type Unary } from "./operands.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;

/** The bits of an infinity of float32, above which are those of NaN. */
const infinity = 0x7f800000;

const bitsOf: Unary = (x) => jax.lax.bitcastConvertType(x, jnp.int32);

/** The bits of numbers without their signs: the order of these integers is that of the numbers. */
const withoutSigns: Unary = (bits) => jnp.bitwiseAnd(bits, scalar(0x7fffffff, bits));

/** A comparison of the sizes of numbers, by their bits. */
const sizes =
  (compare: Binary, bound: number): Unary =>
  (x) => {
    const bits = withoutSigns(bitsOf(x));
    return compare(bits, scalar(bound, bits));
  };

/** `kernel`, or on GPUs what is `careful` there. */
const onGPUs =
  <A extends readonly [JaxArray, ...unknown[]]>(
    kernel: (...args: A) => JaxArray,
    careful: (...args: A) => JaxArray,
  ) =>
  (...args: A): JaxArray =>
    (isHost(args[0].device) || args[0].dtype !== "float32" ? kernel : careful)(...args);

export const isnan = onGPUs<Parameters<Unary>>(jnp.isnan, sizes(jnp.greater, infinity));
export const isinf = onGPUs<Parameters<Unary>>(jnp.isinf, sizes(jnp.equal, infinity));
export const isfinite = onGPUs<Parameters<Unary>>(jnp.isfinite, sizes(jnp.less, infinity));

const eitherIsNaN: Binary = (x, y) => jnp.logicalOr(isnan(x), isnan(y));

/** `x` with NaN where `mask` is. */
export const withNaN: Binary = (mask, x) => jnp.where(mask, scalar(Number.NaN, x), x);

/** A function of one number that is NaN for NaN. */
export const keepNaN = (kernel: Unary): Unary =>
  onGPUs<Parameters<Unary>>(kernel, (x) => withNaN(isnan(x.ref), kernel(x)));

/** A function of two numbers that is NaN if one is. */
export const keepEitherNaN = (kernel: Binary): Binary =>
  onGPUs<Parameters<Binary>>(kernel, (x, y) => withNaN(eitherIsNaN(x.ref, y.ref), kernel(x, y)));

/** A logarithm, which negative numbers have none of; GPUs take 0 for the least number. */
export const logarithm = (kernel: Unary): Unary =>
  onGPUs<Parameters<Unary>>(kernel, (x) => {
    const none = jnp.logicalOr(isnan(x.ref), jnp.less(x.ref, scalar(0, x)));
    const [least, isZero] = [scalar(Number.NEGATIVE_INFINITY, x), jnp.equal(x.ref, scalar(0, x))];
    return withNaN(none, jnp.where(isZero, least, kernel(x)));
  });

/** A comparison, which is false beside NaN. */
export const falseForNaN = (kernel: Binary): Binary =>
  onGPUs<Parameters<Binary>>(kernel, (x, y) =>
    jnp.logicalAnd(jnp.logicalNot(eitherIsNaN(x.ref, y.ref)), kernel(x, y)),
  );

export const notEqual = onGPUs<Parameters<Binary>>(jnp.notEqual, (x, y) =>
  jnp.logicalOr(eitherIsNaN(x.ref, y.ref), jnp.notEqual(x, y)),
);

/** Whether each element is not 0: also subnormal numbers, which GPUs take for zeros, are not. */
const isNonzero = onGPUs<Parameters<Unary>>((x) => jnp.notEqual(x, scalar(0, x)), sizes(jnp.greater, 0));
export const toBool: Unary = (x) => (x.dtype === "bool" ? x : isNonzero(x));

/** `x` with a number for every NaN. */
export const replaceNaN =
  (value: number): Unary =>
  (x) =>
    isFloat(x) ? jnp.where(isnan(x.ref), scalar(value, x), x) : x;

/** The greater or lesser of two, for which NaN is no number, as `isFirst` has it. */
export const ofNumbers =
  (isFirst: Binary): Binary =>
  (x, y) =>
    jnp.where(jnp.logicalOr(falseForNaN(isFirst)(x.ref, y.ref), isnan(y.ref)), x, y);

export type Reduce = (x: JaxArray, axes: number[], options: { keepdims: boolean }) => JaxArray;

/** A reduction that is NaN where one is among the elements. */
export const keepAnyNaN = (kernel: Reduce): Reduce =>
  onGPUs<Parameters<Reduce>>(kernel, (x, axes, options) =>
    withNaN(jnp.any(isnan(x.ref), axes, options), kernel(x, axes, options)),
  );

/** Integers in the order of numbers, NaN last; both zeros are 0. */
function orderKeys(x: JaxArray): JaxArray {
  const bits = bitsOf(x);
  const size = withoutSigns(bits.ref);
  const keys = jnp.where(jnp.less(bits, scalar(0, size)), jnp.negative(size.ref), size.ref);
  return jnp.where(jnp.greater(size.ref, scalar(infinity, size)), scalar(infinity + 1, size), keys);
}

/** The numbers that have these keys. */
function fromKeys(keys: JaxArray): JaxArray {
  const size = jnp.abs(keys.ref);
  const negative = jnp.bitwiseOr(size.ref, scalar(-0x80000000, size));
  return jax.lax.bitcastConvertType(jnp.where(jnp.less(keys, scalar(0, size)), negative, size), jnp.float32);
}

type Order = (x: JaxArray, axis: number) => JaxArray;

export const sort = onGPUs<Parameters<Order>>(jnp.sort, (x, axis) => fromKeys(jnp.sort(orderKeys(x), axis)));
export const argsort = onGPUs<Parameters<Order>>(jnp.argsort, (x, axis) => jnp.argsort(orderKeys(x), axis));
