import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test, vi } from "vitest";
import type { DLTensor } from "../../src/array/dlpack.ts";
import * as np from "../../src/index.ts";
import { bytes } from "../../src/wasm/storage.ts";

/** A library whose tensors lie in memory of its own. */
const foreign = (tensor: Partial<DLTensor>) => ({
  __dlpack__: (): DLTensor => ({
    data: new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer),
    byte_offset: 0,
    shape: [2, 3],
    strides: null,
    dtype: { code: 2, bits: 32, lanes: 1 },
    device: [1, 0],
    ...tensor,
  }),
  __dlpack_device__: () => [1, 0] as const,
});

describe("arrays of this package", () => {
  test("share their memory, views too", () => {
    const x = np.reshape(np.arange(6), [2, 3]);
    const view = x.at("::-1", "1:");
    const shared = np.from_dlpack(view, { copy: false });
    expect(shared.toArray()).toEqual([
      [4, 5],
      [1, 2],
    ]);
    shared.set(9, 0, 0);
    expect(x.item(1, 1)).toBe(9);
    x.dispose();
    view.dispose();
    expect(shared.item(0, 0)).toBe(9);
  });

  test("are copied on demand, on either side", () => {
    const x = np.asarray([1, 2]);
    const copies = [np.from_dlpack(x, { copy: true }), x.__dlpack__({ copy: true })];
    x.set(7, 0);
    expect((copies[0] as np.WasmArray).toArray()).toEqual([1, 2]);
    expect(new Float64Array((copies[1] as DLTensor).data.slice(0, 16).buffer)).toEqual(Float64Array.of(1, 2));
  });

  test.each(Object.values(np.__array_namespace_info__().dtypes()))("%s", (dtype) => {
    const x = np.ones([2, 2], { dtype });
    const y = np.from_dlpack(x);
    expect([y.dtype, y.toArray()]).toEqual([x.dtype, x.toArray()]);
  });

  test("have no other device and no streams", () => {
    const x = np.ones(1);
    expect(x.__dlpack_device__()).toEqual([1, 0]);
    expect(x.to_device("cpu")).toBe(x);
    expect(() => x.to_device("gpu" as never)).toThrow(TypeError);
    expect(() => x.__dlpack__({ dl_device: [2, 0] })).toThrow(
      "__dlpack__: there is no device [2, 0], only [1, 0]",
    );
    expect(() => x.__dlpack__({ stream: 1 as never })).toThrow(TypeError);
    expect(() => np.from_dlpack(x, { device: "gpu" as never })).toThrow(TypeError);
  });
});

describe("tensors of others", () => {
  test("are copied, whatever their strides", () => {
    const x = np.from_dlpack(foreign({}));
    expect([x.dtype, x.toArray()]).toEqual([
      "float32",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ]);
    const turned = np.from_dlpack(foreign({ shape: [3, 2], strides: [-1, 3], byte_offset: 8 }));
    expect(turned.toArray()).toEqual([
      [3, 6],
      [2, 5],
      [1, 4],
    ]);
    expect(np.from_dlpack(foreign({ shape: [0, 3] })).shape).toEqual([0, 3]);
    expect(() => np.from_dlpack(foreign({}), { copy: false })).toThrow(TypeError);
  });

  test.each<[string, Partial<DLTensor>, new () => Error]>([
    ["past the end", { shape: [3, 3] }, np.IndexError],
    ["before the start", { strides: [3, -1] }, np.IndexError],
    ["between elements", { byte_offset: 2, shape: [1, 1] }, np.IndexError],
    ["of a negative length", { shape: [-1, 3] }, np.ShapeError],
    ["of an unknown type", { dtype: { code: 2, bits: 16, lanes: 1 } }, np.DTypeError],
    ["in vectors", { dtype: { code: 2, bits: 32, lanes: 4 } }, np.DTypeError],
    ["on another device", { device: [2, 0] }, TypeError],
  ])("%s are refused", (_, tensor, error) => {
    expect(() => np.from_dlpack(foreign(tensor))).toThrow(error);
  });

  test("must have the methods", () => {
    expect(() => np.from_dlpack([1] as never)).toThrow(
      "has not the methods __dlpack__ and __dlpack_device__",
    );
    expect(() => np.from_dlpack(null as never)).toThrow(TypeError);
  });
});

describe("owners are told once that their tensor is not in use any longer", () => {
  /** Someone else's numbers in linear memory: bytes of their own, not those that an array has handed out. */
  function lent(release: () => void) {
    const block = np.asarray([1, 2, 3, 4]);
    const data = bytes(block.storage!);
    const dtype = { code: 2, bits: 64, lanes: 1 };
    return { block, tensor: foreign({ data, dtype, shape: [2, 2], owner: { release } }) };
  }

  test("at once, where the tensor is copied or refused", () => {
    const release = vi.fn();
    np.from_dlpack(foreign({ owner: { release } })).dispose();
    expect(release).toHaveBeenCalledTimes(1);
    expect(() => np.from_dlpack(foreign({ owner: { release }, device: [2, 0] }))).toThrow(TypeError);
    expect(() => np.from_dlpack(foreign({ owner: { release } }), { copy: false })).toThrow(TypeError);
    expect(release).toHaveBeenCalledTimes(3);
    np.from_dlpack(lent(release).tensor, { copy: true });
    expect(release).toHaveBeenCalledTimes(4);
  });

  test("when the last view of it is disposed", () => {
    const release = vi.fn();
    const { block, tensor } = lent(release);
    const x = np.from_dlpack(tensor, { copy: false });
    const view = x.at(1);
    x.set(9, 0, 0);
    expect(block.item(0)).toBe(9);
    x.dispose();
    x.dispose();
    expect(view.toArray()).toEqual([3, 4]);
    expect(release).not.toHaveBeenCalled();
    view.dispose();
    expect(release).toHaveBeenCalledTimes(1);
  });

  test("when it is dropped", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const release = vi.fn();
    np.from_dlpack(lent(release).tensor, { copy: false });
    for (let round = 0; round < 50 && release.mock.calls.length === 0; round++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(release).toHaveBeenCalledTimes(1);
  });

  test("an array's block is in use until then", () => {
    const x = np.asarray([1, 2, 3]);
    const storage = x.storage!;
    const { owner } = x.__dlpack__();
    expect(storage.references).toBe(2);
    owner!.release();
    owner!.release();
    expect(storage.references).toBe(1);
    const y = np.from_dlpack(x, { copy: false });
    expect(storage.references).toBe(2);
    x.dispose();
    y.dispose();
    expect(storage.references).toBe(0);
  });
});
