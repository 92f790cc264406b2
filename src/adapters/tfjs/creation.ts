/** Functions that make tensors, of the option `like` or of a tensor's shape, and `astype`. */
import { type AnyFunction, NotImplemented } from "../../dispatch/protocol.ts";
import type { DType } from "../../dtype.ts";
import { checkShape, type Shape } from "../../shape.ts";
import { borrowedAsWrong, type Entry, native, type Table } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { eyeOf, fromElements, integersOf } from "../creation.ts";
import { toTensor } from "./conversion.ts";
import { checkHeld, narrow, type TensorDType } from "./dtypes.ts";
import { isCommon, isTensor, toBool } from "./operands.ts";
import { type Tensor, tf } from "./peer.ts";

interface Options {
  readonly dtype?: DType | null;
  readonly copy?: boolean | null;
}

const exceptions = "borrowed: complex numbers, no elements";

/** A tensor of a shape, filled with one number; float32 unless a dtype is asked for. */
const filled = (id: string, value: number): Entry =>
  native((shape: number | Shape, options: Options = {}) => {
    const dtype = checkHeld(id, options.dtype ?? "float32");
    if (hasOther(options, "dtype") || dtype === "complex64") return NotImplemented;
    return fill(checkShape(id, shape), value, dtype);
  }, exceptions);

const fill = (shape: number[], value: number, dtype: TensorDType): Tensor =>
  value === 0 ? tf.zeros(shape, dtype) : tf.ones(shape, dtype);

/** The same of the shape of a tensor, and of its dtype by default. */
const filledLike = (id: string, value: number): Entry =>
  native((x: Tensor, options: Options = {}) => {
    const dtype = checkHeld(id, options.dtype ?? x.dtype);
    return hasOther(options, "dtype") || dtype === "complex64" ? NotImplemented : fill(x.shape, value, dtype);
  }, exceptions);

/** A number in every place, if it is one of the dtype. */
function repeat(shape: number[], value: unknown, dtype: TensorDType): Tensor | typeof NotImplemented {
  const isFit =
    dtype === "float32" ? typeof value === "number" : dtype === "int32" && value === ((value as number) | 0);
  return isFit ? tf.fill(shape, value as number, dtype as "float32") : NotImplemented;
}

const otherValues = "borrowed: bools, complex numbers, other values than numbers of the dtype";

const full = native((shape: number | Shape, value: unknown, options: Options = {}) => {
  const dtype = checkHeld("full", options.dtype ?? "float32");
  return hasOther(options, "dtype") ? NotImplemented : repeat(checkShape("full", shape), value, dtype);
}, otherValues);

const fullLike = native((x: Tensor, value: unknown, options: Options = {}) => {
  const dtype = checkHeld("full_like", options.dtype ?? x.dtype);
  return hasOther(options, "dtype") ? NotImplemented : repeat(x.shape, value, dtype);
}, otherValues);

const eye = native((...args: unknown[]) => {
  const [m, n, options] = eyeOf<Options>(args);
  const dtype = checkHeld("eye", options.dtype ?? "float32");
  const isFit = !hasOther(options, "dtype") && dtype !== "complex64" && m > 0 && n > 0;
  return isFit ? tf.eye(m, n, undefined, dtype) : NotImplemented;
}, `${exceptions}, other diagonals than the main one`);

const arange = native((...args: unknown[]) => {
  const [range, options] = integersOf<Options>(args);
  const dtype = checkHeld("arange", options.dtype ?? "float32");
  if (!range || (dtype !== "float32" && dtype !== "int32") || hasOther(options, "dtype"))
    return NotImplemented;
  const [start, stop, step] = range;
  return (stop - start) * step > 0 ? tf.range(start, stop, step, dtype) : NotImplemented;
}, "borrowed: no elements, other than integers below 2^24");

/**
 * What lists, numbers and iterables hold is narrowed like results; arrays, which have a dtype of their own, keep it, or it is an error
 * that says that tensors have none such.
 */
const asarray: AnyFunction = (obj: unknown, options: Options = {}) => {
  if (isTensor(obj)) return NotImplemented;
  return fromElements(obj, options, (source, isTyped) =>
    toTensor(source, isTyped ? checkHeld("asarray", source.dtype) : narrow("asarray", source.dtype)),
  );
};

const astype: AnyFunction = (x: Tensor, dtype: DType, options: Options = {}) => {
  const wanted = checkHeld("astype", dtype);
  // Floats that no int32 is become what the backend makes of them.
  const isSafe = wanted !== "complex64" && !(x.dtype === "float32" && wanted === "int32");
  if (!isCommon(x) || !isSafe || hasOther(options, "copy")) return NotImplemented;
  if (typeof (options.copy ?? true) !== "boolean") return NotImplemented;
  if (x.dtype === wanted) return tf.clone(x);
  if (wanted === "bool") return toBool(x);
  // Casting alone leaves integers that no float32 is as they are, on some backends: the product is rounded.
  return wanted === "float32" ? tf.mul(tf.cast(x, wanted), 1) : tf.cast(x, wanted);
};

export const creation: Table = {
  zeros: filled("zeros", 0),
  ones: filled("ones", 1),
  empty: filled("empty", 0),
  zeros_like: filledLike("zeros_like", 0),
  ones_like: filledLike("ones_like", 1),
  empty_like: filledLike("empty_like", 0),
  full,
  full_like: fullLike,
  eye,
  arange,
  linspace: borrowedAsWrong("the last number, but for rounding"),
  asarray: native(asarray),
  astype: native(astype, "borrowed: complex numbers, no elements, float32 to int32"),
};
