import { createRequire } from "node:module";
import { dirname } from "node:path";

/**
 * A library in the terms of the benchmarks. Arrays are whatever it has.
 * @typedef {object} Library
 * @property {string} version
 * @property {string[]} dtypes
 * @property {(values: TypedArray, shape: number[]) => unknown} array of two dimensions, or one: a column where it has no vectors
 * @property {(x: unknown) => unknown} transposed a view where it has views
 * @property {(x: unknown) => unknown} [everyOther] a view of every other column
 * @property {(x: unknown) => unknown} [isNegative] an array of bools
 * @property {(a: unknown, b: unknown) => unknown} matmul
 * @property {{ [name: string]: (...args: unknown[]) => unknown }} [products] of arrays of any dimensions: NumPy's, axes in its order
 * @property {(op: string) => (...operands: unknown[]) => unknown} [elementwise]
 * @property {(op: string) => (...operands: unknown[]) => unknown} [elementwiseOut] the last operand is written; where a library cannot, its result is new
 * @property {{ [op: string]: (x: unknown, axis: number | null) => unknown }} reductions along one axis or all
 * @property {(x: unknown) => unknown} [sort] along the last axis
 * @property {(x: unknown) => unknown} [argsort]
 * @property {(to: unknown, x: unknown) => unknown} [assign] writes x to another array, which it returns
 * @property {(x: unknown) => unknown} [copy] row by row
 * @property {(arrays: unknown[]) => unknown} [concat]
 * @property {(arrays: unknown[]) => unknown} [stack]
 * @property {{ [op: string]: (a: unknown, b: unknown) => unknown }} [systems] what is compared of linear systems: solutions, factors,
 * eigenvalues, or their sum
 * @property {string[]} [stacks] which of these, and of the decompositions, it does for many matrices at once
 * @property {{ [op: string]: (x: unknown) => unknown }} [decompositions] of whose results one is returned: singular values, or R
 * @property {{ [op: string]: (x: unknown) => unknown }} [fft] Fourier transforms, NumPy's
 * @property {(x: unknown) => TypedArray} values row by row
 * @property {(x: unknown) => void} [release] gives memory back, where that is not the collector's business alone
 */

/** ndwasm itself: a copy of the package. @returns {Library} */
export function library(np) {
  return {
    dtypes: ["float32", "float64", "int32"],
    array: (values, shape) => np.reshape(np.asarray(values), shape),
    transposed: (x) => x.mT,
    everyOther: (x) => x.at(":", "::2"),
    isNegative: (x) => np.less(x, 0),
    matmul: (a, b) => np.matmul(a, b),
    products: {
      tensordot: (a, b, axes) => np.tensordot(a, b, { axes }),
      vecdot: (a, b, axis) => np.vecdot(a, b, { axis }),
      outer: (a, b) => np.outer(a, b),
      einsum: (...args) => np.einsum(...args),
      norm: (a) => np.linalg.norm(a),
    },
    elementwise: (op) => np[op],
    elementwiseOut: (op) => (a, b, out) => np[op](a, b, { out }),
    reductions: named((op) => (x, axis) => np[op](x, { axis })),
    sort: (x) => np.sort(x),
    argsort: (x) => np.argsort(x),
    assign(to, x) {
      to.set(x);
      return to;
    },
    copy: (x) => np.asarray(x, { copy: true }),
    stacks: ["solve", "inv", "svd"],
    systems: {
      solve: (a, b) => np.linalg.solve(a, b),
      inv: (a) => np.linalg.inv(a),
      lu(a) {
        const { lu, piv } = np.linalg.lu_factor(a);
        piv.dispose();
        return lu;
      },
      cholesky: (a) => np.linalg.cholesky(a),
      eigh(a) {
        const { eigenvalues, eigenvectors } = np.linalg.eigh(a);
        eigenvectors.dispose();
        return eigenvalues;
      },
      eigvalsh: (a) => np.linalg.eigvalsh(a),
      eig: (a) =>
        np.scope(() => {
          const { eigenvalues } = np.linalg.eig(a);
          return np.asarray([np.sum(eigenvalues).item().re]);
        }),
    },
    concat: (arrays) => np.concat(arrays),
    stack: (arrays) => np.stack(arrays, { axis: -1 }),
    decompositions: {
      svd: (x) => singularValues(np.linalg.svd(x, { full_matrices: false })),
      svdvals: (x) => np.linalg.svdvals(x),
      jacobi: (x) => singularValues(np.linalg.svd(x, { full_matrices: false, driver: "jacobi" })),
      qr: (x) => {
        const { Q, R } = np.linalg.qr(x);
        Q.dispose();
        return R;
      },
    },
    fft: np.fft,
    values: (x) => np.reshape(x, [-1]).data,
    release: (x) => x.dispose(),
  };
}

function singularValues({ U, S, Vh }) {
  U.dispose();
  Vh.dispose();
  return S;
}

/** The reductions that are compared. */
const reductions = ["sum", "mean", "max", "min", "argmax", "argmin", "var", "std"];

/** `make(op)` for each of them. */
function named(make) {
  return Object.fromEntries(reductions.map((op) => [op, make(op)]));
}

/** By the name of a column, what loads the library for it, and throws where it is absent or does not run. */
export const peers = {
  "numpy-ts": async () => {
    const np = await import("numpy-ts");
    // By default an eighth of that, in which few matrices of 80 MB fit.
    np.configureWasm({ maxMemory: 2 ** 31 });
    return {
      version: np.__version__,
      dtypes: ["float32", "float64", "int32"],
      array: (values, shape) => np.array(values, dtypeOf(values)).reshape(shape),
      transposed: (x) => x.T,
      everyOther: (x) => x.slice(":", "::2"),
      isNegative: (x) => np.less(x, 0),
      matmul: (a, b) => np.matmul(a, b),
      products: {
        tensordot: (a, b, axes) => np.tensordot(a, b, axes),
        vecdot: (a, b, axis) => np.vecdot(a, b, axis),
        outer: (a, b) => np.outer(a, b),
        einsum: (...args) => np.einsum(...args),
        norm: (a) => np.linalg.norm(a),
      },
      elementwise: (op) => np[op],
      elementwiseOut: (op) => (a, b) => np[op](a, b),
      reductions: named((op) => (x, axis) => np[op](x, axis ?? undefined)),
      sort: (x) => np.sort(x, -1),
      argsort: (x) => np.argsort(x, -1),
      copy: (x) => np.ascontiguousarray(x.copy()),
      stacks: ["inv"],
      systems: {
        solve: (a, b) => np.linalg.solve(a, b),
        inv: (a) => np.linalg.inv(a),
        cholesky: (a) => np.linalg.cholesky(a),
        eigh: (a) => np.linalg.eigh(a).w,
        eigvalsh: (a) => np.linalg.eigvalsh(a),
      },
      concat: (arrays) => np.concatenate(arrays),
      stack: (arrays) => np.stack(arrays, -1),
      decompositions: {
        svd: (x) => np.linalg.svd(x, false).s,
        svdvals: (x) => np.linalg.svdvals(x),
      },
      fft: np.fft,
      // Reductions to one element give it as a number.
      values: (x) => x.data ?? [x],
      release: (x) => x.dispose?.(),
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
      // It has no views, so that the transpose is part of what is asked for.
      reductions: named((op) => ({ tensor, isTransposed }, axis) => ({
        tensor: tf.tidy(() => {
          const x = isTransposed ? tf.transpose(tensor) : tensor;
          if (op === "var") return tf.moments(x, axis).variance;
          if (op === "std") return tf.sqrt(tf.moments(x, axis).variance);
          if (op === "argmax") return axis === null ? tf.argMax(tf.reshape(x, [-1])) : tf.argMax(x, axis);
          if (op === "argmin") return axis === null ? tf.argMin(tf.reshape(x, [-1])) : tf.argMin(x, axis);
          return tf[op](x, axis);
        }),
      })),
      sort: ({ tensor }) => ({
        tensor: tf.tidy(() => tf.reverse(tf.topk(tensor, tensor.shape[1]).values, 1)),
      }),
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
      array: (values, shape) => np.array(values, { dtype: dtypeOf(values) }).reshape(shape),
      transposed: (x) => np.transpose(x),
      // Lazy until its values are asked for, which also releases it; `ref` keeps the operands.
      matmul: (a, b) => np.matmul(a.ref, b.ref).dataSync(),
      reductions: named((op) => (x, axis) => {
        const reduce = op === "var" ? np.var_ : np[op];
        return (
          axis === null ? reduce(op.startsWith("arg") ? np.ravel(x.ref) : x.ref) : reduce(x.ref, axis)
        ).dataSync();
      }),
      stacks: ["solve", "inv"],
      systems: {
        solve: (a, b) => np.linalg.solve(a.ref, b.ref).dataSync(),
        inv: (a) => np.linalg.inv(a.ref).dataSync(),
        cholesky: (a) => np.linalg.cholesky(a.ref).dataSync(),
        eigh(a) {
          const [values, vectors] = np.linalg.eigh(a.ref);
          vectors.dataSync();
          return values.dataSync();
        },
      },
      sort: (x) => np.sort(x.ref, -1).dataSync(),
      argsort: (x) => np.argsort(x.ref, -1).dataSync(),
      decompositions: {
        svd: (x) => {
          const [u, s, vh] = np.linalg.svd(x.ref, { fullMatrices: false });
          u.dataSync();
          vh.dataSync();
          return s.dataSync();
        },
        svdvals: (x) => np.linalg.svdvals(x.ref).dataSync(),
      },
      values: (x) => x,
    };
  },
  "typed arrays": async () => ({
    version: `of V8 ${process.versions.v8}`,
    dtypes: ["float32", "float64", "int32"],
    array: (values, [rows]) => ({ values, rows }),
    sort({ values, rows }) {
      const sorted = values.slice();
      const length = values.length / rows;
      for (let i = 0; i < rows; i++) sorted.subarray(i * length, (i + 1) * length).sort();
      return sorted;
    },
    values: (x) => x,
  }),
  "ml-matrix": async () => {
    const ml = await import("ml-matrix");
    const { Matrix, MatrixColumnSelectionView, MatrixTransposeView, SVD } = ml;
    const sides = ["column", "row"];
    return {
      version: versionOf("ml-matrix"),
      dtypes: ["float64"],
      array: (values, [rows, cols = 1]) => Matrix.from1DArray(rows, cols, values),
      transposed: (x) => new MatrixTransposeView(x),
      everyOther: (x) =>
        new MatrixColumnSelectionView(
          x,
          Array.from({ length: x.columns / 2 }, (_, j) => 2 * j),
        ),
      matmul: (a, b) => a.mmul(b),
      systems: {
        solve: (a, b) => ml.solve(a, b),
        inv: (a) => ml.inverse(a),
        lu: (a) => new ml.LuDecomposition(a).LU,
        cholesky: (a) => new ml.CholeskyDecomposition(a).lowerTriangularMatrix,
        eigh: (a) => new ml.EigenvalueDecomposition(a, { assumeSymmetric: true }).realEigenvalues,
        eig: (a) => new ml.EigenvalueDecomposition(a).realEigenvalues.reduce((sum, value) => sum + value),
      },
      reductions: {
        sum: (x, axis) => x.sum(sides[axis]),
        max: (x, axis) => x.max(sides[axis]),
        min: (x, axis) => x.min(sides[axis]),
        var: (x, axis) => x.variance(sides[axis], { unbiased: false }),
        std: (x, axis) => x.standardDeviation(sides[axis], { unbiased: false }),
      },
      decompositions: {
        svd: (x) => new SVD(x).diagonal,
        jacobi: (x) => new SVD(x).diagonal,
        svdvals: (x) =>
          new SVD(x, { computeLeftSingularVectors: false, computeRightSingularVectors: false }).diagonal,
      },
      values: (x) => x.to1DArray?.() ?? [x].flat(),
    };
  },
};

const dtypeOf = (values) =>
  values instanceof Float32Array ? "float32" : values instanceof Int32Array ? "int32" : "float64";

function versionOf(name) {
  const lock = createRequire(import.meta.url)("./package-lock.json");
  return lock.packages[`node_modules/${name}`].version;
}
