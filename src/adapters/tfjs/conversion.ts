/** Between tensors and WasmArrays: one copy each way. */
import type { KernelBackend } from "@tensorflow/tfjs-core";
import type { Conversion } from "../../dispatch/conversion.ts";
import type { TypedArray } from "../../dtype.ts";
import { DTypeError } from "../../errors.ts";
import * as np from "../../index.ts";
import { checkHeld, narrow, type TensorDType } from "./dtypes.ts";
import { type Tensor, tf } from "./peer.ts";

/** How `id` borrows the implementation for WasmArray: results lie where the first tensor of its arguments does. */
export function conversionFor(id: string, tensors: readonly Tensor[]): Conversion<Tensor> {
  return {
    to: (x) => read(id, x),
    from: (x: np.WasmArray) => toTensor(x, narrow(id, x.dtype), tensors[0]),
  };
}

/** A tensor as a WasmArray, whose elements are `values`. */
export function read(id: string, x: Tensor, values: ArrayLike<number> = x.dataSync()): np.WasmArray {
  const array = np.empty(x.shape, { dtype: checkHeld(id, x.dtype) });
  array.data.set(values as never);
  return array;
}

/** A WasmArray as a tensor of the backend that `beside` lies on, by default of the current one. */
export function toTensor(x: np.WasmArray, dtype: TensorDType, beside?: Tensor): Tensor {
  return np.scope(() => {
    const { data, shape } = np.astype(x, dtype);
    const backend = beside ? backendOf(beside) : tf.engine().backend;
    if (dtype === "complex64") return toComplex(data, shape, backend);
    return tf.engine().makeTensor(data.slice() as Float32Array, [...shape], dtype, backend);
  });
}

function toComplex(pairs: TypedArray, shape: readonly number[], backend: KernelBackend): Tensor {
  if (backend !== tf.engine().backend || !tf.getKernel("Complex", tf.getBackend())) {
    throw new DTypeError(`${tf.getBackend()} of TensorFlow.js has no complex64`);
  }
  const [re, im] = [0, 1].map((part) =>
    Float32Array.from({ length: pairs.length / 2 }, (_, i) => Number(pairs[2 * i + part])),
  );
  return tf.complex(tf.tensor(re, [...shape]), tf.tensor(im, [...shape]));
}

const backendOf = ({ dataId }: Tensor): KernelBackend => tf.engine().state.tensorInfo.get(dataId)!.backend;
