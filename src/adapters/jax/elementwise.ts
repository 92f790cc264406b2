/** Elementwise functions. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import { borrowedAsWrong, type Entry, type Table, tableOf } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import * as nan from "./nan.ts";
import {
  type Binary,
  broadcasts,
  exceptions,
  isAny,
  isCommon,
  isFloat,
  isInteger,
  isNumeric,
  isSingle,
  keeping,
  ofTwo,
  promoteOperands,
  type Suits,
  same,
  scalar,
  type Unary,
  withOperands,
} from "./operands.ts";
import { jax } from "./peer.ts";

const jnp = jax.numpy;

const ofOne = (kernel: Unary, isSuited: Suits, note = exceptions): Entry =>
  keeping(
    (x: unknown, options?: object) =>
      isCommon(x) && isSuited(x) && !hasOther(options) ? kernel(x.ref) : NotImplemented,
    note,
  );

/** A function of floats that changes no integer. */
const rounding = (kernel: Unary): Entry => ofOne((x) => (isFloat(x) ? kernel(x) : same(x)), isNumeric);

/** A question that integers and bools answer all alike. */
const question = (kernel: Unary, trivial: boolean): Entry =>
  ofOne((x) => {
    if (isFloat(x)) return kernel(x);
    const { shape, device } = x;
    x.dispose();
    return jnp.full(shape, trivial, { dtype: jnp.bool, device });
  }, isAny);

/** Functions that jax-js approximates in float32, also for float64. */
const approximated = (kernel: Unary): Entry => ofOne(kernel, isSingle, `${exceptions}; float64`);

/** A function of truths: of what is not 0. */
const ofTruths =
  (kernel: Binary): Binary =>
  (x, y) =>
    kernel(nan.toBool(x), nan.toBool(y));

const times =
  (factor: number): Unary =>
  (x) =>
    jnp.multiply(x, scalar(factor, x));

const where: Entry = keeping((condition: unknown, x1: unknown, x2: unknown) => {
  if (!isCommon(condition)) return NotImplemented;
  return withOperands(
    promoteOperands("where", [x1, x2]),
    ([one, other]) =>
      one.device === condition.device &&
      broadcasts(one.shape, other.shape) &&
      [one, other].every(({ shape }) => broadcasts(shape, condition.shape)),
    (one, other) => jnp.where(nan.toBool(condition.ref), one, other),
  );
});

/** Between bounds, of which one may be null. */
const clip: Entry = keeping((x: unknown, min: unknown = null, max: unknown = null, options?: object) => {
  const bounds = [min, max].filter((bound) => bound !== null);
  if (!isCommon(x) || bounds.length === 0 || hasOther(options)) return NotImplemented;
  return withOperands(
    promoteOperands("clip", [x, ...bounds]),
    ([one, ...others]) => isNumeric(one) && others.every((each) => broadcasts(each.shape, one.shape)),
    (one, ...others) => {
      const raised = min === null ? one : nan.keepEitherNaN(jnp.maximum)(one, others[0]);
      return max === null ? raised : nan.keepEitherNaN(jnp.minimum)(raised, others.at(-1)!);
    },
  );
});

/** 0, 1, or `y` for 0; of NaN it is NaN. */
const heaviside: Binary = (x, y) => nan.withNaN(nan.isnan(x.ref), jnp.heaviside(x, y));

interface Replacements {
  readonly nan?: number;
  readonly posinf?: number | null;
  readonly neginf?: number | null;
}

const nanToNum: Entry = keeping((x: unknown, options: Replacements = {}) => {
  if (!isCommon(x) || !isFloat(x) || hasOther(options, "nan", "posinf", "neginf")) return NotImplemented;
  const { max } = jnp.finfo(x.dtype);
  const { nan: forNaN = 0, posinf, neginf } = options;
  const [most, least] = [posinf ?? max, neginf ?? -max];
  if (![forNaN, most, least].every((value) => typeof value === "number")) return NotImplemented;
  const bound = jnp.where(jnp.less(x.ref, scalar(0, x)), scalar(least, x), scalar(most, x));
  return nan.replaceNaN(forNaN)(jnp.where(nan.isinf(x.ref), bound, x.ref));
});

export const elementwise: Table = {
  ...tableOf<Unary>(
    {
      sqrt: jnp.sqrt,
      reciprocal: jnp.reciprocal,
      deg2rad: times(Math.PI / 180),
      rad2deg: times(180 / Math.PI),
    },
    (_, kernel) => ofOne(kernel, isFloat),
  ),
  ...tableOf<Unary>(
    {
      square: jnp.square,
      negative: jnp.negative,
      abs: jnp.abs,
      positive: same,
      conj: same,
      signbit: jnp.signbit,
    },
    (_, kernel) => ofOne(kernel, isNumeric),
  ),
  ...tableOf<Unary>({ floor: jnp.floor, ceil: jnp.ceil, trunc: jnp.trunc, round: jnp.rint }, (_, kernel) =>
    rounding(kernel),
  ),
  sign: approximated(nan.keepNaN(jnp.sign)),
  real: ofOne(same, isAny, "borrowed: no elements"),
  imag: ofOne((x) => jnp.zerosLike(x), isAny, "borrowed: no elements"),
  nan_to_num: nanToNum,
  bitwise_invert: ofOne(jnp.bitwiseInvert, isInteger),
  isnan: question(nan.isnan, false),
  isinf: question(nan.isinf, false),
  isfinite: question(nan.isfinite, true),
  ...tableOf<Unary>(
    {
      exp: nan.keepNaN(jnp.exp),
      exp2: nan.keepNaN(jnp.exp2),
      expm1: nan.keepNaN(jnp.expm1),
      log: nan.logarithm(jnp.log),
      log2: nan.logarithm(jnp.log2),
      log10: nan.logarithm(jnp.log10),
      sin: nan.keepNaN(jnp.sin),
      cos: nan.keepNaN(jnp.cos),
      tan: nan.keepNaN(jnp.tan),
      asin: nan.keepNaN(jnp.asin),
      acos: nan.keepNaN(jnp.acos),
      atan: nan.keepNaN(jnp.atan),
      sinh: nan.keepNaN(jnp.sinh),
      cosh: nan.keepNaN(jnp.cosh),
      tanh: nan.keepNaN(jnp.tanh),
    },
    (_, kernel) => approximated(kernel),
  ),
  ...tableOf<Binary>(
    {
      add: jnp.add,
      subtract: jnp.subtract,
      multiply: jnp.multiply,
      less: nan.falseForNaN(jnp.less),
      less_equal: nan.falseForNaN(jnp.lessEqual),
      greater: nan.falseForNaN(jnp.greater),
      greater_equal: nan.falseForNaN(jnp.greaterEqual),
      equal: nan.falseForNaN(jnp.equal),
      not_equal: nan.notEqual,
      maximum: nan.keepEitherNaN(jnp.maximum),
      minimum: nan.keepEitherNaN(jnp.minimum),
      fmax: nan.ofNumbers(jnp.greaterEqual),
      fmin: nan.ofNumbers(jnp.lessEqual),
    },
    (id, kernel) => ofTwo(id, kernel, isNumeric),
  ),
  divide: ofTwo("divide", jnp.divide, isFloat),
  heaviside: ofTwo("heaviside", heaviside, isFloat),
  copysign: ofTwo("copysign", jnp.copysign, isFloat),
  ...tableOf<Binary>(
    {
      logical_and: ofTruths(jnp.logicalAnd),
      logical_or: ofTruths(jnp.logicalOr),
      logical_xor: ofTruths(jnp.logicalXor),
    },
    (id, kernel) => ofTwo(id, kernel, isAny),
  ),
  logical_not: ofOne((x) => jnp.logicalNot(nan.toBool(x)), isAny),
  ...tableOf<Binary>(
    { bitwise_and: jnp.bitwiseAnd, bitwise_or: jnp.bitwiseOr, bitwise_xor: jnp.bitwiseXor },
    (id, kernel) => ofTwo(id, kernel, isInteger),
  ),
  where,
  clip,
  ...tableOf(
    {
      acosh: "infinity for large numbers",
      asinh: "0 for small numbers, few digits for negative ones",
      atanh: "0 for small numbers",
      log1p: "few digits",
      cbrt: "0 for small numbers",
      atan2: "NaN for two infinities",
      hypot: "NaN for an infinity beside NaN",
      logaddexp: "NaN for infinities",
      pow: "NaN to the power of 0, no integers",
      float_power: "NaN to the power of 0",
      remainder: "NaN for an infinite divisor",
      divmod: "NaN for an infinite divisor",
      fmod: "NaN for an infinite divisor, no digits of large quotients",
      modf: "NaN for infinities",
      frexp: "infinities and NaN, few digits",
      ldexp: "infinities of large exponents, few digits",
      floor_divide: "other signs for integers, infinities for NaN",
      bitwise_left_shift: "negative shifts",
      bitwise_right_shift: "the signs of negative numbers",
    },
    (_, wrong) => borrowedAsWrong(wrong),
  ),
};
