/** The adapters that there are: a column of the table in docs/adapters.md each. */
// First: it readies jax-js for engines without Float16Array.
import "../cases/jax-kinds.ts";

import * as jax from "@jax-js/jax";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import * as ort from "onnxruntime-web";
import { support as jaxSupport } from "../../src/adapters/jax/index.ts";
import { support as onnxSupport } from "../../src/adapters/onnx/index.ts";
import { support as tfjsSupport } from "../../src/adapters/tfjs/index.ts";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

export const adapters = {
  "TensorFlow.js": tfjsSupport,
  "jax-js": jaxSupport,
  "onnxruntime-web": onnxSupport,
};

/** Two ones in each kind of array, by the name that users know its class by. */
export const samples: { readonly [kind: string]: unknown } = {
  number: 1,
  list: [1, 1],
  "typed array": new Float32Array([1, 1]),
  WasmArray: np.ones([2]),
  LazyArray: lazy.ones([2], { chunks: 1 }),
  "tf.Tensor": tf.ones([2]),
  "jax.Array": jax.numpy.ones([2]),
  "ort.Tensor": new ort.Tensor("float32", [1, 1], [2]),
};
