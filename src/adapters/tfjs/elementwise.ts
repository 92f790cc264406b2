/** Elementwise functions: kernels as they are where they agree with NumPy, made of others where they do not. */
import { type AnyFunction, NotImplemented } from "../../dispatch/protocol.ts";
import { broadcastShapes } from "../../shape.ts";
import { borrowedAsWrong, borrowedFor, byId, type Entry, native, type Table } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { isCommon, isTensor, promoteOperands, toBool } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";

type Unary = (x: Tensor) => Tensor;
type Binary = (x: Tensor, y: Tensor) => Tensor;

const exceptions = "borrowed: complex numbers, no elements, `where`";

/** A function of real numbers whose results are of the same dtype; some kernels take integers by way of float32. */
const ofReal = (kernel: Unary, ofIntegers?: Unary): Entry =>
  native((x: Tensor, options?: object) => {
    const suited = x.dtype === "float32" ? kernel : x.dtype === "int32" ? ofIntegers : undefined;
    return suited && isCommon(x) && !hasOther(options) ? suited(x) : NotImplemented;
  }, exceptions);

/** A function whose results are floats. */
const toFloat = (kernel: Unary): Entry =>
  native(
    (x: Tensor, options?: object) =>
      isCommon(x) && x.dtype === "float32" && !hasOther(options) ? kernel(x) : NotImplemented,
    `${exceptions}; integers, to whose digits float32 is no match`,
  );

/** A function of floats that is trivial for integers, whose results are of the same dtype. */
const rounding = (kernel: Unary): Entry =>
  native((x: Tensor, options?: object) => {
    if (!isCommon(x) || hasOther(options)) return NotImplemented;
    return x.dtype === "float32" ? kernel(x) : tf.clone(x);
  }, exceptions);

/** A question to each element; `trivial` answers it for integers and bools. */
const question = (kernel: Unary, trivial: boolean): Entry =>
  native((x: Tensor, options?: object) => {
    if (!isCommon(x) || hasOther(options)) return NotImplemented;
    return x.dtype === "float32" ? kernel(x) : tf.fill(x.shape, Number(trivial), "bool" as never);
  }, exceptions);

type DTypes = readonly Tensor["dtype"][];

/** A function of two arrays that broadcast, for operands that promote to one of the dtypes. */
const ofTwo = (id: string, kernel: Binary, dtypes: DTypes): Entry =>
  native((x: unknown, y: unknown, options?: object) => {
    if (hasOther(options)) return NotImplemented;
    const operands = promoteOperands(id, [x, y]);
    if (!operands?.every((each) => isCommon(each) && dtypes.includes(each.dtype))) return NotImplemented;
    const [one, other] = operands;
    broadcastShapes(id, one.shape, other.shape);
    return kernel(one, other);
  }, exceptions);

const floats: DTypes = ["float32"];
const numbers: DTypes = ["float32", "int32"];
const all: DTypes = ["float32", "int32", "bool"];

const ofTruths = (id: string, kernel: Binary): Entry =>
  ofTwo(id, (x, y) => kernel(toBool(x), toBool(y)), all);

/** `kernel`, but for NaN, which some backends take for a number. */
const keepNaN = (x: Tensor, kernel: Unary): Tensor => tf.where(tf.isNaN(x), x, kernel(x));

/** `kernel`, but for -0, which some backends take for 0. */
const keepZero =
  (kernel: Unary): Unary =>
  (x) =>
    tf.where(tf.equal(x, 0), x, kernel(x));

/** The greater or lesser of two, NaN if one is. */
const extremum =
  (kernel: Binary): Binary =>
  (x, y) =>
    x.dtype === "float32" ? tf.where(tf.isNaN(y), y, kernel(x, y)) : kernel(x, y);

/** `round` of a number that it takes to 0 has the sign of the number. */
const round: Unary = (x) => {
  const rounded = tf.round(x);
  return tf.where(tf.equal(rounded, 0), tf.mul(x, 0), rounded);
};

/** 1 to any power is 1, and so is -1 to an infinite one. */
const pow: Binary = (x, y) => {
  const isOne = tf.logicalOr(tf.equal(x, 1), tf.logicalAnd(tf.equal(x, -1), tf.isInf(y)));
  return tf.where(isOne, 1, tf.pow(x, y));
};

/** Bits by their one kernel, which takes operands of one shape. */
const bitsOfBoth: Binary = (x, y) => {
  const shape = broadcastShapes("bitwise_and", x.shape, y.shape);
  return tf.bitwiseAnd(tf.broadcastTo(x, shape), tf.broadcastTo(y, shape));
};
const bitsOfEither: Binary = (x, y) => tf.sub(tf.add(x, y), bitsOfBoth(x, y));
const bitsOfOne: Binary = (x, y) => tf.sub(bitsOfEither(x, y), bitsOfBoth(x, y));

/** A function of the bits of integers, or of truths. */
const ofBits = (id: string, bits: Binary, truths: Binary): Entry =>
  ofTwo(id, (x, y) => (x.dtype === "bool" ? truths : bits)(x, y), ["int32", "bool"]);

/** The greater or lesser of two, for which NaN is no number. */
const ofNumbers =
  (isFirst: Binary): Binary =>
  (x, y) =>
    tf.where(tf.logicalOr(isFirst(x, y), tf.isNaN(tf.cast(y, "float32"))), x, y);

const isComplex = (x: unknown): x is Tensor => isTensor(x) && x.dtype === "complex64";

/** A part of complex numbers; real ones are their own real part. */
const part = (kernel: Unary, ofReals: Unary): Entry =>
  native((x: unknown, options?: object) => {
    if (hasOther(options)) return NotImplemented;
    return isComplex(x) ? kernel(x) : isCommon(x) ? ofReals(x) : NotImplemented;
  }, "borrowed: no elements");

const negate: Unary = (x) => tf.sub(tf.scalar(0, "int32"), x);
const sign: Unary = (x) => {
  const none = tf.scalar(0, x.dtype);
  return tf.sub(tf.cast(tf.greater(x, none), x.dtype), tf.cast(tf.less(x, none), x.dtype));
};

/** `minimum(maximum(x, min), max)`: bounds may be missing, and arrays. */
const clip: AnyFunction = (x: unknown, min: unknown = null, max: unknown = null, options?: object) => {
  const bounds = [min, max].filter((bound) => bound !== null);
  if (!isCommon(x) || hasOther(options) || bounds.length === 0) return NotImplemented;
  const operands = promoteOperands("clip", [x, ...bounds]);
  if (!operands?.every((each) => isCommon(each) && numbers.includes(each.dtype))) return NotImplemented;
  broadcastShapes("clip", ...operands.map(({ shape }) => shape));
  const [source, ...tensors] = operands;
  const isPlain = typeof min === "number" && typeof max === "number" && min <= max;
  if (isPlain && source.dtype === "float32") return tf.clipByValue(source, min, max);
  const least = min === null ? source : extremum(tf.maximum)(source, tensors[0]);
  return max === null ? least : extremum(tf.minimum)(least, tensors.at(-1)!);
};

export const elementwise: Table = {
  abs: ofReal(tf.abs, (x) => tf.maximum(x, negate(x))),
  positive: ofReal(tf.clone, tf.clone),
  negative: ofReal(tf.neg, negate),
  square: ofReal(tf.square),
  sign: ofReal((x) => keepNaN(x, sign), sign),
  reciprocal: toFloat(tf.reciprocal),
  sqrt: toFloat(tf.sqrt),
  exp: toFloat(tf.exp),
  exp2: toFloat((x) => tf.pow(2, x)),
  expm1: toFloat(tf.expm1),
  log: toFloat(tf.log),
  log1p: toFloat(keepZero(tf.log1p)),
  log2: toFloat((x) => tf.div(tf.log(x), Math.LN2)),
  log10: toFloat((x) => tf.div(tf.log(x), Math.LN10)),
  sin: toFloat(keepZero(tf.sin)),
  cos: toFloat(tf.cos),
  tan: toFloat(tf.tan),
  asin: toFloat(tf.asin),
  acos: toFloat(tf.acos),
  atan: toFloat(tf.atan),
  sinh: toFloat(tf.sinh),
  cosh: toFloat(tf.cosh),
  tanh: toFloat(tf.tanh),
  asinh: toFloat(tf.asinh),
  acosh: toFloat(tf.acosh),
  atanh: toFloat(tf.atanh),
  deg2rad: toFloat((x) => tf.mul(x, Math.PI / 180)),
  rad2deg: toFloat((x) => tf.mul(x, 180 / Math.PI)),

  floor: rounding(tf.floor),
  ceil: rounding(tf.ceil),
  trunc: rounding((x) => tf.where(tf.less(x, 0), tf.ceil(x), tf.floor(x))),
  round: rounding(round),

  isnan: question(tf.isNaN, false),
  isinf: question(tf.isInf, false),
  isfinite: question(tf.isFinite, true),
  logical_not: native(
    (x: Tensor, options?: object) =>
      isCommon(x) && !hasOther(options) ? tf.logicalNot(toBool(x)) : NotImplemented,
    exceptions,
  ),

  add: ofTwo("add", tf.add, numbers),
  subtract: ofTwo("subtract", tf.sub, numbers),
  multiply: ofTwo("multiply", tf.mul, floats),
  divide: ofTwo("divide", tf.div, floats),
  pow: ofTwo("pow", pow, floats),
  float_power: ofTwo("float_power", pow, floats),
  atan2: ofTwo("atan2", tf.atan2, floats),
  maximum: ofTwo("maximum", extremum(tf.maximum), numbers),
  minimum: ofTwo("minimum", extremum(tf.minimum), numbers),
  fmax: ofTwo("fmax", ofNumbers(tf.greaterEqual), numbers),
  fmin: ofTwo("fmin", ofNumbers(tf.lessEqual), numbers),
  clip: native(clip, exceptions),
  ...byId(["remainder", "divmod"], () => borrowedAsWrong("NaN for an infinite divisor")),
  fmod: borrowedFor("the library's own gives remainders the sign of the divisor"),
  floor_divide: borrowedAsWrong("0 or infinities for NaN"),
  equal: ofTwo("equal", tf.equal, all),
  not_equal: ofTwo("not_equal", tf.notEqual, all),
  less: ofTwo("less", tf.less, all),
  less_equal: ofTwo("less_equal", tf.lessEqual, all),
  greater: ofTwo("greater", tf.greater, all),
  greater_equal: ofTwo("greater_equal", tf.greaterEqual, all),
  logical_and: ofTruths("logical_and", tf.logicalAnd),
  logical_or: ofTruths("logical_or", tf.logicalOr),
  logical_xor: ofTruths("logical_xor", tf.notEqual),
  bitwise_and: ofBits("bitwise_and", bitsOfBoth, tf.logicalAnd),
  bitwise_or: ofBits("bitwise_or", bitsOfEither, tf.logicalOr),
  bitwise_xor: ofBits("bitwise_xor", bitsOfOne, tf.notEqual),
  bitwise_invert: native((x: unknown, options?: object) => {
    if (!isCommon(x) || hasOther(options) || x.dtype === "float32") return NotImplemented;
    return x.dtype === "bool" ? tf.logicalNot(x) : tf.sub(tf.scalar(-1, "int32"), x);
  }, exceptions),
  real: part(tf.real, tf.clone),
  imag: part(tf.imag, tf.zerosLike),
};
