/** What handlers do with their arguments, which stay as they are: jax-js is given references to them. */
import { NotImplemented } from "../../dispatch/protocol.ts";
import type { DType, Scalar } from "../../dtype.ts";
import * as np from "../../index.ts";
import { sizeOf } from "../../shape.ts";
import { type Entry, native } from "../adapter.ts";
import { hasOther } from "../arguments.ts";
import { isJaxArray, jaxArraysIn } from "./conversion.ts";
import { narrow } from "./dtypes.ts";
import { type JaxArray, jax } from "./peer.ts";

const jnp = jax.numpy;

export const exceptions = "borrowed: no elements, other dtypes, options such as `where`";

/** A handler whose arguments are as they were also after an error, and none of them is its result, as jax-js has it where nothing changes. */
export const keeping = (handler: (...args: never[]) => unknown, note = exceptions): Entry =>
  native((...args: unknown[]) => {
    const arrays = jaxArraysIn(args);
    const counts = arrays.map(({ refCount }) => refCount);
    const fresh = (result: unknown) =>
      arrays.includes(result as JaxArray) ? same(result as JaxArray) : result;
    try {
      const result = handler(...(args as never[]));
      return Array.isArray(result) ? result.map(fresh) : fresh(result);
    } catch (error) {
      for (const [i, x] of arrays.entries()) while (x.refCount > counts[i]) x.dispose();
      throw error;
    }
  }, note);

export type Unary = (x: JaxArray) => JaxArray;
export type Binary = (x: JaxArray, y: JaxArray) => JaxArray;
export type Suits = (x: JaxArray) => boolean;

/** Whether an array has elements: what kernels are made for. */
export const isCommon = (x: unknown): x is JaxArray => isJaxArray(x) && sizeOf(x.shape) > 0;

export const isAny: Suits = () => true;
export const isNumeric: Suits = ({ dtype }) => dtype !== "bool";
export const isFloat = ({ dtype }: Pick<JaxArray, "dtype">): boolean =>
  dtype === "float32" || dtype === "float64";
export const isSingle: Suits = ({ dtype }) => dtype === "float32";
export const isInteger: Suits = ({ dtype }) => dtype === "int32" || dtype === "uint32";

/** A number of the dtype of an array, beside it. */
export const scalar = (value: number, { dtype, device }: JaxArray): JaxArray =>
  jnp.full([], value, { dtype, device });

/** The same elements in another array: an array that is returned is no argument. */
export const same: Unary = (x) => jnp.reshape(x, x.shape);

/** Operands of the dtype that they promote to, on the device of the first; undefined for others than the library's arrays and numbers. */
export function promoteOperands(id: string, operands: readonly unknown[]): JaxArray[] | undefined {
  const isNumber = (x: unknown) => typeof x === "number" || typeof x === "boolean";
  const first = operands.find(isJaxArray);
  if (!first || !operands.every((x) => isCommon(x) || isNumber(x))) return undefined;
  const { device } = first;
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

/** What `kernel` makes of operands that suit it, which it consumes; else they are given back. */
export function withOperands(
  operands: JaxArray[] | undefined,
  isFit: (operands: readonly JaxArray[]) => boolean,
  kernel: (...operands: JaxArray[]) => unknown,
): unknown {
  if (operands && isFit(operands)) return kernel(...operands);
  for (const each of operands ?? []) each.dispose();
  return NotImplemented;
}

/** A function of two arrays or numbers that broadcast. */
export const ofTwo = (id: string, kernel: Binary, isSuited: Suits): Entry =>
  keeping((x: unknown, y: unknown, options?: object) =>
    hasOther(options)
      ? NotImplemented
      : withOperands(
          promoteOperands(id, [x, y]),
          ([one, other]) => isSuited(one) && broadcasts(one.shape, other.shape),
          kernel,
        ),
  );

/** Whether shapes broadcast, by lengths from the last. */
export const broadcasts = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((length, i) => {
    const beside = other[i + other.length - one.length] ?? 1;
    return length === beside || length === 1 || beside === 1;
  });
