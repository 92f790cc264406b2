import * as jax from "@jax-js/jax";
import { expect, test } from "vitest";
import "../../src/adapters/jax/index.ts";
import { DTypeError } from "../../src/errors.ts";
import * as np from "../../src/index.ts";
import "../cases/jax-kinds.ts";

const jnp = jax.numpy;
const matrix = () =>
  jnp.array([
    [3, 0],
    [4, 5],
  ]);

/** Arrays go in as what they are and come out as what np is typed to return. */
const shown = (x: unknown) => (x as jax.Array).ref.js();

test("arguments are not consumed, whether a function is native, borrowed or fails", () => {
  const x = matrix();
  expect(shown(np.sum(x, { axis: 0 }))).toEqual([7, 5]);
  expect(shown(np.add(x, x))).toEqual([
    [6, 0],
    [8, 10],
  ]);
  expect(shown(np.linalg.inv(x))).toHaveLength(2);
  expect(() => np.sum(x, { axis: 2 })).toThrow(np.AxisError);
  expect(() => np.matmul(x, jnp.zeros([3, 3]))).toThrow(np.ShapeError);
  expect(x.refCount).toBe(1);
  x.dispose();
});

test("nothing leaks in 1000 calls", () => {
  const x = matrix();
  for (let i = 0; i < 1000; i++) {
    for (const result of [np.exp(x), np.multiply(x, 2), np.mean(x), np.linalg.det(x)]) {
      (result as unknown as jax.Array).dispose();
    }
  }
  expect(x.refCount).toBe(1);
});

test("what jax-js lacks is borrowed, and comes back on the device", () => {
  const { Q, R } = np.linalg.qr(matrix()) as unknown as Record<string, jax.Array>;
  expect([Q.device, R.dtype]).toEqual(["wasm", "float32"]);
  expect(np.allclose(np.matmul(Q as never, R as never), matrix() as never)).toBe(true);
  expect(shown(np.linalg.svdvals(matrix()))[1]).toBeCloseTo(Math.sqrt(5), 5);
});

test("creation by like, and in the dtypes that there are", () => {
  const like = jnp.zeros([1]);
  const x = np.arange(3, { like, dtype: "int32" });
  expect([x.constructor, x.dtype, shown(x)]).toEqual([jax.Array, "int32", [0, 1, 2]]);
  expect(() => np.astype(like as never, "complex64")).toThrow(DTypeError);
  expect(() => np.zeros([2], { like, dtype: "int8" })).toThrow(DTypeError);
});

test("toHost reads back, and consumes nothing", async () => {
  const x = matrix();
  const host = await np.toHost(x);
  expect(host).toBeInstanceOf(np.WasmArray);
  expect([host.dtype, host.toArray()]).toEqual([
    "float32",
    [
      [3, 0],
      [4, 5],
    ],
  ]);
  expect((await np.toHost(jnp.array([true, false]))).toArray()).toEqual([true, false]);
  expect(x.refCount).toBe(1);
});

test("an array whose device is lost, or that is disposed or consumed, says so", async () => {
  const x = matrix();
  const lost = matrix();
  Object.defineProperty(lost, "ref", { value: { data: () => Promise.reject(new Error("device lost")) } });
  await expect(np.toHost(lost)).rejects.toThrow(
    "toHost: the array could not be read from the device wasm: device lost",
  );
  x.dispose();
  const message = "sum: the array of jax-js is disposed, or was given to a function that consumes it";
  expect(() => np.sum(x)).toThrow(new TypeError(message));
});

test.each<[string, (x: jax.Array) => unknown]>([
  ["pad", (x) => np.pad(x, 0)],
  ["concat", (x) => np.concat([x])],
  ["hstack", (x) => np.hstack([x])],
  ["vstack", (x) => np.vstack([x])],
  ["dstack", (x) => np.dstack([x])],
  ["column_stack", (x) => np.column_stack([x])],
  ["split", (x) => np.split(x, 1)],
  ["tile", (x) => np.tile(x, 1)],
  ["roll", (x) => np.roll(x, 0)],
  ["sort", (x) => np.sort(x, { axis: 0 })],
  ["clip", (x) => np.clip(x, null, 9)],
])("%s that changes nothing gives an array of its own", (_, call) => {
  const x = jnp.array([[1, 2]]);
  const results = [call(x)].flat() as jax.Array[];
  expect(results).not.toContain(x);
  expect(x.refCount).toBe(1);
  for (const result of results) result.dispose();
  expect(shown(x)).toEqual([[1, 2]]);
});

test("out is refused, and other kinds are named", () => {
  const x = matrix();
  expect(() => np.exp(x, { out: x as never })).toThrow("exp: out:");
  expect(() => np.add(x, np.asarray([1]))).toThrow(/no implementation found for 'add'.*\[.*WasmArray\]/);
});
