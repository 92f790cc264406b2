/** What handlers do with their arguments. */
import type { DType, Scalar } from "../../dtype.ts";
import * as np from "../../index.ts";
import { sizeOf } from "../../shape.ts";
import { arraysIn } from "../arguments.ts";
import { toTensor } from "./conversion.ts";
import { narrow, type TensorDType } from "./dtypes.ts";
import { type Tensor, tf } from "./peer.ts";

export const isTensor = (value: unknown): value is Tensor => value instanceof tf.Tensor;

/** The tensors among arguments: also those in lists and in options. */
export const tensorsIn = (args: readonly unknown[]): Tensor[] => arraysIn(args, isTensor);

/** Whether a tensor holds real numbers or bools, and any at all: what kernels are made for. */
export const isCommon = (x: unknown): x is Tensor =>
  isTensor(x) && x.dtype !== "complex64" && x.dtype !== "string" && sizeOf(x.shape) > 0;

/** The dtype to which NumPy promotes operands; scalars among them are weak. */
function resultType(id: string, operands: readonly unknown[]): TensorDType {
  const [first] = operands;
  // Most calls: nothing to promote.
  if (isTensor(first) && operands.every((x) => isTensor(x) && x.dtype === first.dtype)) {
    return first.dtype as TensorDType;
  }
  return narrow(
    id,
    np.result_type(...operands.map((x) => (isTensor(x) ? (x.dtype as DType) : (x as Scalar)))),
  );
}

/**
 * Operands as tensors of the dtype that they promote to; undefined if that is complex, or a number among them is one that it
 * does not hold.
 */
export function promoteOperands(id: string, operands: readonly unknown[]): Tensor[] | undefined {
  const dtype = resultType(id, operands);
  if (dtype === "complex64") return undefined;
  const tensors = operands.map((x) => asTensor(x, dtype));
  return tensors.every((x) => x !== undefined) ? tensors : undefined;
}

function asTensor(x: unknown, dtype: TensorDType): Tensor | undefined {
  if (isTensor(x)) return x.dtype === dtype ? x : tf.cast(x, dtype);
  if (typeof x === "boolean" || typeof x === "number" || typeof x === "bigint") {
    const value = Number(x);
    return dtype === "int32" && value !== (value | 0) ? undefined : tf.scalar(value, dtype);
  }
  return np.scope(() => toTensor(np.asarray(x as never), dtype));
}

/** Whether each element is not 0. Casts to bool would take the bytes of some backends' numbers for bools. */
export const toBool = (x: Tensor): Tensor => (x.dtype === "bool" ? x : tf.notEqual(x, tf.scalar(0, x.dtype)));

/** What a kernel that moves elements makes of `x`. Some of the wasm backend's write past the end of bools: these go as integers. */
export const moved = (x: Tensor, kernel: (x: Tensor) => Tensor): Tensor =>
  x.dtype === "bool" ? toBool(kernel(tf.cast(x, "int32"))) : kernel(x);

/** One or the other by a mask, all broadcast. */
export const select = (mask: Tensor, x: Tensor, y: Tensor): Tensor =>
  moved(x, (x) => tf.where(mask, x, y.dtype === "bool" ? tf.cast(y, "int32") : y));
