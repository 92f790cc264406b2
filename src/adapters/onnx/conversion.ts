/** Between tensors of onnxruntime-web and WasmArrays. */
import { isComplex, type TypedArray } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";
import * as np from "../../index.ts";
import { arraysIn } from "../arguments.ts";
import { ort, type Tensor } from "./peer.ts";

export const isTensor = (value: unknown): value is Tensor => value instanceof ort.Tensor;

/** The tensors among arguments: also those in lists and in options. */
export const tensorsIn = (args: readonly unknown[]): Tensor[] => arraysIn(args, isTensor);

const unknown = ["string", "float16", "int4", "uint4"];

/** Refuses elements that no dtype is for. */
export function checkType(id: string, { type }: Tensor): void {
  if (unknown.includes(type)) throw new DTypeError(`${id}: there is no dtype for tensors of ${type}`);
}

/** A tensor as a WasmArray: over the same bytes where they are the `data` of one, else over one copy. */
export function toWasm(x: Tensor, data: unknown): np.WasmArray {
  return np.asarray({ data: data as TypedArray, shape: x.dims, dtype: x.type });
}

/** A WasmArray as a tensor with data of its own, outside of linear memory, which may move. */
export function toTensor(id: string, x: np.WasmArray): Tensor {
  const { dtype, shape } = x;
  if (isComplex(dtype)) throw new DTypeError(`${id}: onnxruntime-web has no ${dtype}`);
  return np.toNdarray(x, (data) => new ort.Tensor(dtype as "float32", data, shape));
}
