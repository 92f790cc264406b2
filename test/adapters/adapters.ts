/** The adapters that there are: a column of the table in docs/adapters.md each. */
import { support as jax } from "../../src/adapters/jax/index.ts";
import { support as onnx } from "../../src/adapters/onnx/index.ts";
import { support as tfjs } from "../../src/adapters/tfjs/index.ts";

export const adapters = { "TensorFlow.js": tfjs, "jax-js": jax, "onnxruntime-web": onnx };
