/** Functions that jax-js computes itself, where it agrees with NumPy. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import type { DType, Scalar } from "../../dtype.ts";
import * as np from "../../index.ts";
import { checkAxes, sizeOf } from "../../shape.ts";
import { type Entry, native, type Table } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { isJaxArray, jaxArraysIn } from "./conversion.ts";
import { narrow } from "./dtypes.ts";
import { type JaxArray, jax } from "./peer.ts";

const exceptions = "borrowed: no elements, other dtypes, options such as `where`";
const jnp = jax.numpy;

/** A handler whose arguments, which jax-js is given references to, are as they were also after an error. */
const keeping = (handler: (...args: never[]) => unknown, note = exceptions): Entry =>
  native((...args: unknown[]) => {
    const arrays = jaxArraysIn(args);
    const counts = arrays.map(({ refCount }) => refCount);
    try {
      return handler(...(args as never[]));
    } catch (error) {
      for (const [i, x] of arrays.entries()) while (x.refCount > counts[i]) x.dispose();
      throw error;
    }
  }, note);

const isCommon = (x: unknown): x is JaxArray => isJaxArray(x) && sizeOf(x.shape) > 0;
const isFloat = (x: JaxArray): boolean => x.dtype === "float32" || x.dtype === "float64";

type Unary = (x: JaxArray) => JaxArray;
type Binary = (x: JaxArray, y: JaxArray) => JaxArray;

const ofFloats = (kernel: Unary, note = exceptions, isSuited = isFloat): Entry =>
  keeping(
    (x: unknown, options?: object) =>
      isCommon(x) && isSuited(x) && !hasOther(options) ? kernel(x.ref) : NotImplemented,
    note,
  );

/** Functions that jax-js approximates in float32, also for float64. */
const approximated = (kernel: Unary): Entry =>
  ofFloats(kernel, `${exceptions}; float64`, (x) => x.dtype === "float32");

/** Operands of the dtype that they promote to, on the device of the first; undefined for others than the library's arrays and numbers. */
function promoteOperands(id: string, operands: readonly unknown[]): JaxArray[] | undefined {
  const isNumber = (x: unknown) => typeof x === "number" || typeof x === "boolean";
  if (!operands.every((x) => isCommon(x) || isNumber(x))) return undefined;
  const { device } = operands.find(isJaxArray)!;
  const wide = np.result_type(...operands.map((x) => (isJaxArray(x) ? (x.dtype as DType) : (x as Scalar))));
  const dtype = narrow(id, wide, device) as JaxArray["dtype"];
  // Integers would be rounded on their way to a float that is narrower than NumPy's.
  if (dtype !== wide || operands.some((x) => isJaxArray(x) && x.device !== device)) return undefined;
  if (dtype !== "float32" && dtype !== "float64" && operands.some(isNumber)) return undefined;
  return operands.map((x) => {
    if (!isJaxArray(x)) return jnp.full([], Number(x), { dtype, device });
    return x.dtype === dtype ? x.ref : jnp.astype(x.ref, dtype);
  });
}

const ofTwo = (id: string, kernel: Binary, isSuited: (x: JaxArray) => boolean): Entry =>
  keeping((x: unknown, y: unknown, options?: object) => {
    if (hasOther(options)) return NotImplemented;
    const operands = promoteOperands(id, [x, y]);
    if (!operands) return NotImplemented;
    const [one, other] = operands;
    const shapes = operands.map(({ shape }) => shape);
    const isFit = isSuited(one) && broadcasts(shapes);
    if (isFit) return kernel(one, other);
    for (const each of operands) each.dispose();
    return NotImplemented;
  });

/** Whether shapes broadcast, by lengths from the last. */
const broadcasts = ([one, other]: readonly number[][]): boolean =>
  one.every((length, i) => {
    const beside = other[i + other.length - one.length] ?? 1;
    return length === beside || length === 1 || beside === 1;
  });

const isNumeric = (x: JaxArray): boolean => x.dtype !== "bool";

interface Reduction {
  readonly axis?: number | readonly number[] | null;
  readonly keepdims?: boolean;
}

type Kernel = (x: JaxArray, axis: number[], options: { keepdims: boolean }) => JaxArray;

const along = (id: string, kernel: Kernel, isSuited: (x: JaxArray) => boolean): Entry =>
  keeping((x: unknown, options: Reduction = {}) => {
    if (!isCommon(x) || !isSuited(x) || hasOther(options, "axis", "keepdims")) return NotImplemented;
    const { axis, keepdims = false } = options;
    if (typeof keepdims !== "boolean") return NotImplemented;
    const axes = checkAxes(id, axis, x.shape.length);
    return axes.length > 0 ? kernel(x.ref, axes, { keepdims }) : NotImplemented;
  });

const isIndex = (n: unknown, length: number): n is number =>
  Number.isInteger(n) && (n as number) >= 0 && (n as number) < length;

const permute: Entry = keeping((x: unknown, axes: unknown, options?: object) => {
  if (!isCommon(x) || hasOther(options) || !Array.isArray(axes)) return NotImplemented;
  const isPermutation =
    axes.every((axis) => isIndex(axis, x.shape.length)) && new Set(axes).size === x.shape.length;
  return isPermutation ? jnp.permuteDims(x.ref, axes) : NotImplemented;
});

const reshape: Entry = keeping((x: unknown, shape: unknown, options?: object) => {
  if (!isCommon(x) || hasOther(options) || !Array.isArray(shape)) return NotImplemented;
  const isFit = shape.every((n) => Number.isInteger(n) && n > 0) && sizeOf(shape) === sizeOf(x.shape);
  return isFit ? jnp.reshape(x.ref, shape) : NotImplemented;
});

const matmul: Entry = keeping((x: unknown, y: unknown, options?: object) => {
  const isFit =
    isCommon(x) &&
    isCommon(y) &&
    x.dtype === y.dtype &&
    isFloat(x) &&
    x.device === y.device &&
    !hasOther(options) &&
    x.shape.length === 2 &&
    y.shape.length === 2 &&
    x.shape[1] === y.shape[0];
  return isFit ? jnp.matmul(x.ref, y.ref) : NotImplemented;
});

const floats = {
  sqrt: jnp.sqrt,
  square: jnp.square,
  negative: jnp.negative,
  abs: jnp.abs,
  floor: jnp.floor,
  ceil: jnp.ceil,
  trunc: jnp.trunc,
  reciprocal: jnp.reciprocal,
  isnan: jnp.isnan,
  isinf: jnp.isinf,
  isfinite: jnp.isfinite,
} as const;

const approximations = { exp: jnp.exp, log: jnp.log, sin: jnp.sin, cos: jnp.cos, tanh: jnp.tanh } as const;

const numbers = {
  add: jnp.add,
  subtract: jnp.subtract,
  multiply: jnp.multiply,
  less: jnp.less,
  less_equal: jnp.lessEqual,
  greater: jnp.greater,
  greater_equal: jnp.greaterEqual,
  equal: jnp.equal,
  not_equal: jnp.notEqual,
  maximum: jnp.maximum,
  minimum: jnp.minimum,
} as const;

const entriesOf = <K>(
  kernels: { readonly [id: string]: K },
  entry: (id: string, kernel: K) => Entry,
): Table => Object.fromEntries(Object.entries(kernels).map(([id, kernel]) => [id, entry(id, kernel)]));

export const natives: Table = {
  ...entriesOf<Unary>(floats as never, (_, kernel) => ofFloats(kernel)),
  ...entriesOf<Unary>(approximations as never, (_, kernel) => approximated(kernel)),
  ...entriesOf<Binary>(numbers as never, (id, kernel) => ofTwo(id, kernel, isNumeric)),
  divide: ofTwo("divide", jnp.divide as Binary, isFloat),
  ...entriesOf<Kernel>({ sum: jnp.sum, prod: jnp.prod, max: jnp.max, min: jnp.min } as never, (id, kernel) =>
    along(id, kernel, isNumeric),
  ),
  mean: along("mean", jnp.mean as Kernel, isFloat),
  ...entriesOf<Kernel>({ any: jnp.any, all: jnp.all } as never, (id, kernel) =>
    along(id, kernel, (x) => x.dtype === "bool"),
  ),
  permute_dims: permute,
  reshape,
  matmul,
};
