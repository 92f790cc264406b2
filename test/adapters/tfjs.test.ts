import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { build } from "esbuild";
import { beforeEach, describe, expect, test } from "vitest";
import "../../src/adapters/tfjs/index.ts";
import * as np from "../../src/index.ts";
import * as lazy from "../../src/lazy/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: public functions take any kind of array
const any = (x: unknown) => x as any;

setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
for (const backend of ["wasm", "cpu"]) await tf.setBackend(backend);

// Core comes without gradients: those beside it find its registry, which all copies of it share.
const { outputFiles } = await build({
  entryPoints: ["node_modules/@tensorflow/tfjs-core/dist/register_all_gradients.js"],
  bundle: true,
  format: "esm",
  write: false,
});
await import(
  /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);

describe.each(["cpu", "wasm"])("on %s", (backend) => {
  beforeEach(() => void tf.setBackend(backend));

  const calls: [string, (x: tf.Tensor) => unknown][] = [
    ["a kernel", (x) => np.exp(x)],
    ["several kernels", (x) => np.round(x)],
    ["a scalar beside it", (x) => np.add(x, 1)],
    ["a list beside it", (x) => np.add(x, [1, 2])],
    ["a reduction", (x) => np.var(x, { axis: 0 })],
    ["the tensor itself", (x) => np.positive(x)],
    ["the same shape", (x) => np.reshape(x, [2, 2])],
    ["another order", (x) => np.flip(x)],
    ["a list of tensors", (x) => np.concat([x, x])],
    ["several results", (x) => np.unstack(x)],
    ["a product", (x) => np.matmul(x, x)],
    ["places along an axis", (x) => np.roll(x, 1, { axis: 1 })],
    ["places by a list", (x) => np.take(x, [0, 1], { axis: 0 })],
    ["several parts", (x) => np.split(x, 2)],
    ["a frame", (x) => np.pad(x, 1)],
    ["bounds", (x) => np.clip(x, 1.5, 2)],
    ["creation", (x) => np.zeros([3], { like: x })],
    ["a range", (x) => np.arange(3, { like: any(x) })],
    ["several of one shape", (x) => np.broadcast_arrays(x, x)],
    ["a diagonal", (x) => np.diagonal(x)],
    ["places among all", (x) => np.delete(x, 1, { axis: 0 })],
    ["a norm", (x) => np.linalg.norm(x, { ord: 1, axis: [0, 1] })],
    ["a transform of real numbers", (x) => np.fft.irfft2(x)],
    ["a borrowed function", (x) => np.linalg.inv(x)],
    ["a borrowed named tuple", (x) => np.linalg.svd(x)],
    ["a method", (x) => np.multiply.outer(x, x)],
    ["a method that reduces", (x) => np.add.reduce(x)],
    ["a borrowed method", (x) => np.hypot.reduce(x)],
    ["an error", (x) => void expect(() => np.sum(x, { axis: 5 })).toThrow(np.AxisError)],
    ["a late error", (x) => void expect(() => np.linalg.solve(x, [1, 2, 3])).toThrow(np.ShapeError)],
  ];

  test.each(calls)("nothing leaks from 1000 calls: %s", (_, call) => {
    const x = tf.tensor([
      [2, 1],
      [1, 3],
    ]);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 1000; i++) {
      tf.dispose(call(x) as tf.Tensor);
      if (i === 9) expect(tf.memory().numTensors).toBe(before);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(x.isDisposed).toBe(false);
    x.dispose();
  });

  test("tidy disposes results", () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const x = tf.ones([2, 2]);
      np.linalg.svd(np.matmul(x, x));
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  test("results of borrowed functions lie where the argument does", () => {
    const x = tf.tensor([
      [2, 0],
      [0, 1],
    ]);
    void tf.setBackend(backend === "cpu" ? "wasm" : "cpu");
    const y = any(np.linalg.inv(x)) as tf.Tensor;
    const backendOf = ({ dataId }: tf.Tensor) => tf.engine().state.tensorInfo.get(dataId)!.backend;
    expect(backendOf(y)).toBe(tf.findBackend(backend));
    expect(y.arraySync()).toEqual([
      [0.5, 0],
      [0, 1],
    ]);
  });

  test("gradients flow through native functions", () => {
    const f = (x: tf.Tensor) =>
      np.sum(np.multiply(np.exp(x), np.add(np.matmul(x, x), 1))) as unknown as tf.Scalar;
    const own = (x: tf.Tensor) => tf.sum(tf.mul(tf.exp(x), tf.add(tf.matMul(x, any(x)), 1))) as tf.Scalar;
    const x = tf.tensor2d([
      [0.5, -1],
      [2, 0.25],
    ]);
    const [found, expected] = [f, own].map((each) => tf.grad(each)(x).dataSync());
    expect([...found].map((v, i) => Math.abs(v - expected[i])).every((off) => off < 1e-5)).toBe(true);
  });

  test.each<[string, (x: tf.Tensor) => unknown, (x: tf.Tensor) => tf.Tensor]>([
    ["take", (x) => np.take(x, [-1, 0], { axis: 0 }), (x) => tf.gather(x, [1, 0])],
    ["roll", (x) => np.roll(x, 1), (x) => tf.reshape(tf.gather(tf.reshape(x, [-1]), [3, 0, 1, 2]), [2, 2])],
    [
      "pad",
      (x) => np.pad(x, 1),
      (x) =>
        tf.pad(x, [
          [1, 1],
          [1, 1],
        ]),
    ],
    ["clip", (x) => np.clip(x, 0, 1), (x) => tf.clipByValue(x, 0, 1)],
    ["split", (x) => np.split(x, 2)[1], (x) => tf.slice(x, [1, 0], [1, 2])],
  ])("and through %s", (name, f, own) => {
    // The gradient of tf.gather is its own matter.
    if (["take", "roll"].includes(name) && !tf.getKernel("UnsortedSegmentSum", backend)) return;
    const x = tf.tensor2d([
      [0.5, -1],
      [2, 0.25],
    ]);
    const [found, expected] = [f, own].map((each) =>
      tf
        .grad((x) => tf.sum(tf.square(any(each(x)) as tf.Tensor)))(x)
        .arraySync(),
    );
    expect(found).toEqual(expected);
  });

  test("borrowed functions have no gradient, and TensorFlow.js says so", () => {
    const f = (x: tf.Tensor) => any(np.linalg.det(x)) as tf.Scalar;
    expect(() => tf.grad(f)(tf.ones([2, 2]))).toThrow("Cannot compute gradient");
  });

  test("disposed tensors are refused by name", () => {
    const x = tf.ones([2]);
    x.dispose();
    for (const call of [
      () => np.sum(x),
      () => np.linalg.svd(x),
      () => np.concat([x, x]),
      () => np.add(1, x),
    ]) {
      expect(call).toThrow(/^(sum|linalg.svd|concat|add): the tensor is disposed/);
    }
  });

  test("toHost gives a WasmArray", async () => {
    const x = tf.tensor([[1, 2]], [1, 2], "int32");
    const before = tf.memory().numTensors;
    const host = await np.toHost(x);
    expect([host.dtype, host.toArray()]).toEqual(["int32", [[1, 2]]]);
    expect(tf.memory().numTensors).toBe(before);
    host.dispose();
    x.dispose();
  });

  test("variables are tensors", () => {
    const x = tf.variable(tf.tensor([1, 2]));
    expect((any(np.sum(x)) as tf.Tensor).arraySync()).toBe(3);
    x.dispose();
  });
});

const has = "its tensors are bool, int32, float32 or complex64";

test.each<[string, (x: tf.Tensor) => unknown]>([
  ["zeros: TensorFlow.js has no float64", (x) => np.zeros([2], { dtype: "float64", like: x })],
  ["astype: TensorFlow.js has no int64", (x) => np.astype(x, "int64")],
  ["sum: TensorFlow.js has no float64", (x) => np.sum(x, { dtype: "float64" })],
  ["asarray: TensorFlow.js has no float64", (x) => np.asarray(new Float64Array(2), { like: x })],
  ["asarray: TensorFlow.js has no int64", (x) => np.asarray(np.asarray([1n]), { like: x })],
  ["add: TensorFlow.js has no string", () => np.add(tf.tensor(["a"]), 1)],
])("what tensors cannot hold is an error: %s", (message, call) => {
  expect(() => call(tf.ones([2]))).toThrow(new np.DTypeError(`${message}; ${has}`));
});

test("numbers come in the dtypes that tensors have", () => {
  const like = tf.ones([1]);
  const dtypeOf = (x: unknown) => (x as tf.Tensor).dtype;
  expect(dtypeOf(np.asarray([1, 2], { like }))).toBe("float32");
  expect(dtypeOf(np.asarray(new Float64Array(2), { like, dtype: "float32" }))).toBe("float32");
  expect(dtypeOf(np.sum(tf.tensor([1, 2], [2], "int32")))).toBe("int32");
  expect(dtypeOf(np.mean(tf.tensor([1, 2], [2], "int32")))).toBe("float32");
  expect(dtypeOf(np.add(tf.tensor([1, 2], [2], "int32"), 0.5))).toBe("float32");
  expect(dtypeOf(np.argmax(tf.tensor([1, 2])))).toBe("int32");
});

test("out is refused, and so is what changes its argument", () => {
  const x = tf.ones([2]);
  expect(() => np.add(x, 1, { out: any(x) })).toThrow(
    "add: out: arrays of the class Tensor cannot be written to; use the result",
  );
  expect(() => np.add.at(any(x), [0], 1)).toThrow("add.at: arrays of the class Tensor cannot be written to");
});

describe("mixed kinds", () => {
  const tensor = tf.ones([2]);

  test.each<[string, unknown]>([
    ["a number", 1],
    ["a list", [1, 1]],
    ["a typed array", new Float32Array([1, 1])],
  ])("%s beside a tensor gives a tensor", (_, other) => {
    const results = [np.add(tensor, any(other)), np.add(any(other), tensor)] as unknown as tf.Tensor[];
    for (const result of results) expect(result.arraySync()).toEqual([2, 2]);
  });

  test.each<[string, unknown]>([
    ["WasmArray", np.ones([2])],
    ["LazyArray", lazy.ones([2], { chunks: 1 })],
  ])("a %s beside a tensor is a TypeError that names both", (name, other) => {
    expect(() => np.add(tensor, any(other))).toThrow(`implement arrayFunction: [Tensor, ${name}]`);
    expect(() => np.add(any(other), tensor)).toThrow(`implement arrayFunction: [${name}, Tensor]`);
  });

  test("asarray with like converts, both ways", () => {
    const x = np.asarray([1, 2], { dtype: "float32" });
    const converted = np.asarray(x, { like: tensor }) as unknown as tf.Tensor;
    expect(converted.arraySync()).toEqual([1, 2]);
    expect((any(np.add(tensor, any(converted))) as tf.Tensor).arraySync()).toEqual([2, 3]);
  });
});
