/** Tensors of TensorFlow.js, on each backend that Node has. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { support } from "../../src/adapters/tfjs/index.ts";
import type { Complex, DType, Scalar } from "../../src/dtype.ts";
import type { Tolerance } from "./compare.ts";
import type { Case, Elements } from "./fixtures.ts";
import type { Kind } from "./kinds.ts";
import { contiguous } from "./layouts.ts";
import { narrowed, whyNot } from "./narrow.ts";

setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
for (const backend of ["cpu", "wasm"]) await tf.setBackend(backend);

const held: readonly DType[] = ["bool", "int32", "float32", "complex64"];
const narrower: { readonly [dtype in DType]?: DType } = {
  int64: "int32",
  float64: "float32",
  complex128: "complex64",
};
const narrow = (dtype: DType) => narrower[dtype] ?? (held.includes(dtype) ? dtype : undefined);

/** Units in the last place by which kernels of the library may be off, where that is more than ours. */
const accuracy: { readonly [fn: string]: Tolerance } = {
  sin: { ulps: 32 },
  cos: { ulps: 32 },
  mean: { ulps: 8 },
};

/** Functions whose kernels flush subnormal numbers to zero, or do not reduce large arguments. */
const atExtremes: { readonly [backend: string]: readonly string[] } = {
  cpu: [],
  wasm: ["sin", "cos", "log1p"],
};

function tfjsKind(backend: string): Kind<tf.Tensor> {
  const hasComplex = tf.getKernel("Complex", backend) !== undefined;
  return {
    name: `TensorFlow.js, ${backend}`,
    layouts: [contiguous],
    make({ dtype, shape, data }) {
      // Already made, so that it is in use at once.
      void tf.setBackend(backend);
      if (dtype !== "complex64") return tf.tensor(data.map(Number), [...shape], dtype as "float32");
      const [re, im] = (["re", "im"] as const).map((part) => data.map((item) => (item as Complex)[part]));
      return tf.tidy(() => tf.complex(tf.tensor(re, [...shape]), tf.tensor(im, [...shape])));
    },
    owns: (result) => result instanceof tf.Tensor,
    read: (x): Elements => ({ dtype: x.dtype as DType, shape: x.shape, data: scalarsOf(x) }),
    dispose: (x) => x.dispose(),
    foreign: true,
    skip(each: Case) {
      const entry = support(each.fn);
      if (entry.by === "error") return entry.reason;
      if (atExtremes[backend].includes(each.fn) && each.line.includes("3.4028235e+38")) {
        return `the kernel of ${backend} is wrong for the least and the greatest numbers`;
      }
      const reason = whyNot(each, "TensorFlow.js", held, narrow);
      if (reason || hasComplex) return reason;
      return each.line.includes("complex") ? `the backend ${backend} has no complex64` : undefined;
    },
    adapt: (each) => narrowed(each, narrow),
    tolerance: (fn, usual) => ({ ...usual, ...accuracy[fn] }),
  };
}

function scalarsOf(x: tf.Tensor): Scalar[] {
  const values = [...x.dataSync()];
  if (x.dtype === "bool") return values.map(Boolean);
  if (x.dtype !== "complex64") return values;
  return Array.from({ length: values.length / 2 }, (_, i) => ({ re: values[2 * i], im: values[2 * i + 1] }));
}

export const tfjsKinds: readonly Kind[] = ["cpu", "wasm"].map(tfjsKind);
