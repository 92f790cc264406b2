import * as ort from "onnxruntime-web";
import { expect, test } from "vitest";
import "../../src/adapters/onnx/index.ts";
import { DTypeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";

const tensor = (list: readonly number[], dims = [list.length]) =>
  new ort.Tensor("float32", Float32Array.from(list), dims);
/** Tensors go in as what they are and come out as what np is typed to return. */
const asTensor = (x: unknown) => x as ort.Tensor;

test("arithmetic gives tensors with data of their own", () => {
  const x = tensor([1, 2, 3, 4], [2, 2]);
  const y = asTensor(np.add(x, x));
  expect([y.type, y.dims, y.data]).toEqual(["float32", [2, 2], Float32Array.of(2, 4, 6, 8)]);
  np.zeros(1e6);
  expect(y.data).toHaveLength(4);
  expect(asTensor(np.sum(x, { axis: 1 })).data).toEqual(Float32Array.of(3, 7));
  expect(asTensor(np.permute_dims(x, [1, 0])).data).toEqual(Float32Array.of(1, 3, 2, 4));
});

test("64-bit integers are bigints, comparisons bool", () => {
  const x = new ort.Tensor("int64", BigInt64Array.of(1n, 2n), [2]);
  expect(asTensor(np.multiply(x, x)).data).toEqual(BigInt64Array.of(1n, 4n));
  const greater = asTensor(np.greater(x, 1));
  expect([greater.type, greater.data]).toEqual(["bool", Uint8Array.of(0, 1)]);
  expect(asTensor(np.logical_not(greater)).data).toEqual(Uint8Array.of(1, 0));
});

test("shapes change without a copy", () => {
  const x = tensor([1, 2, 3, 4]);
  for (const y of [np.reshape(x, [2, 2]), np.expand_dims(x, 0), np.squeeze(np.reshape(x, [1, 4]), 0)]) {
    expect(asTensor(y).data).toBe(x.data);
  }
  expect(asTensor(np.reshape(x, [2, -1])).dims).toEqual([2, 2]);
  expect(() => np.squeeze(x, 0)).toThrow(/^squeeze: /);
});

test("data in linear memory is not copied on the way in", async () => {
  const source = np.asarray([1, 2], { dtype: "float32" });
  const host = await np.toHost(new ort.Tensor("float32", source.data as Float32Array, [2]));
  host.set(7, 0);
  expect(source.item(0)).toBe(7);
});

test("what there is no dtype for, disposed tensors and those on a GPU are refused", async () => {
  const half = new ort.Tensor("float16", Uint16Array.of(1), [1]);
  expect(() => np.sum(half)).toThrow(new DTypeError("sum: there is no dtype for tensors of float16"));
  expect(() => np.sum(new ort.Tensor("string", ["a"], [1]))).toThrow(DTypeError);
  expect(() => np.fft.fft(tensor([1, 2]))).toThrow(
    new DTypeError("fft.fft: onnxruntime-web has no complex64"),
  );
  const disposed = tensor([1]);
  disposed.dispose();
  expect(() => np.sum(disposed)).toThrow(new TypeError("sum: the tensor is disposed"));
  const options = { dataType: "float32", dims: [2], download: async () => Float32Array.of(5, 6) } as const;
  const remote = ort.Tensor.fromGpuBuffer({} as never, options);
  expect(() => np.sum(remote)).toThrow(
    "sum: the tensor is on the device (gpu-buffer): await np.toHost(x) reads it back",
  );
  expect((await np.toHost(remote)).toArray()).toEqual([5, 6]);
});
