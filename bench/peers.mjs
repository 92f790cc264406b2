import { createRequire } from "node:module";
import { dirname } from "node:path";

/**
 * A library in the terms of the benchmarks. Arrays are whatever it has.
 * @typedef {object} Library
 * @property {string} version
 * @property {string[]} dtypes
 * @property {(values: TypedArray, shape: number[]) => unknown} array of two dimensions, or one: a column where it has no vectors
 * @property {(x: unknown) => unknown} transposed a view where it has views
 * @property {(a: unknown, b: unknown) => unknown} matmul
 * @property {(x: unknown) => TypedArray} values row by row
 * @property {(x: unknown) => void} [release] gives memory back, where that is not the collector's business alone
 */

/** ndwasm itself: a copy of the package. @returns {Library} */
export function library(np) {
  return {
    dtypes: ["float32", "float64"],
    array: (values, shape) => np.reshape(np.asarray(values), shape),
    transposed: (x) => x.mT,
    matmul: (a, b) => np.matmul(a, b),
    values: (x) => np.reshape(x, [-1]).data,
    release: (x) => x.dispose(),
  };
}

/** By the name of a column, what loads the library for it, and throws where it is absent or does not run. */
export const peers = {
  "numpy-ts": async () => {
    const np = await import("numpy-ts");
    // By default a quarter of that, in which matrices of 4000 x 4000 do not fit.
    np.configureWasm({ maxMemory: 2 ** 30 });
    return {
      version: np.__version__,
      dtypes: ["float32", "float64"],
      array: (values, shape) =>
        np.array(values, values instanceof Float32Array ? "float32" : "float64").reshape(shape),
      transposed: (x) => x.T,
      matmul: (a, b) => np.matmul(a, b),
      values: (x) => x.data,
      release: (x) => x.dispose(),
    };
  },
  "tfjs-wasm": async () => {
    const { default: tf } = await import("@tensorflow/tfjs-core");
    const { default: wasm } = await import("@tensorflow/tfjs-backend-wasm");
    const path = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
    wasm.setWasmPaths(`${dirname(path)}/`);
    wasm.setThreadsCount(1);
    if (!(await tf.setBackend("wasm"))) throw new Error("its wasm backend does not start");
    return {
      version: tf.version_core,
      dtypes: ["float32"],
      array: (values, [rows, cols = 1]) => ({
        tensor: tf.tensor2d(values, [rows, cols]),
        isTransposed: false,
      }),
      transposed: ({ tensor, isTransposed }) => ({ tensor, isTransposed: !isTransposed }),
      matmul: (a, b) => ({ tensor: tf.matMul(a.tensor, b.tensor, a.isTransposed, b.isTransposed) }),
      values: ({ tensor }) => tensor.dataSync(),
      release: ({ tensor }) => tensor.dispose(),
    };
  },
  "jax-js": async () => {
    const jax = await import("@jax-js/jax");
    const np = jax.numpy;
    await jax.init("wasm");
    jax.defaultDevice("wasm");
    return {
      version: versionOf("@jax-js/jax"),
      // Without Float16Array it makes arrays of nothing but float32.
      dtypes: typeof Float16Array === "undefined" ? ["float32"] : ["float32", "float64"],
      array: (values, shape) =>
        np.array(values, { dtype: values instanceof Float32Array ? "float32" : "float64" }).reshape(shape),
      transposed: (x) => np.transpose(x),
      // Lazy until its values are asked for, which also releases it; `ref` keeps the operands.
      matmul: (a, b) => np.matmul(a.ref, b.ref).dataSync(),
      values: (x) => x,
    };
  },
  "ml-matrix": async () => {
    const { Matrix, MatrixTransposeView } = await import("ml-matrix");
    return {
      version: versionOf("ml-matrix"),
      dtypes: ["float64"],
      array: (values, [rows, cols = 1]) => Matrix.from1DArray(rows, cols, values),
      transposed: (x) => new MatrixTransposeView(x),
      matmul: (a, b) => a.mmul(b),
      values: (x) => x.to1DArray(),
    };
  },
};

function versionOf(name) {
  const lock = createRequire(import.meta.url)("./package-lock.json");
  return lock.packages[`node_modules/${name}`].version;
}
