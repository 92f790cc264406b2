import { describe, expect, expectTypeOf, test } from "vitest";
import type { WasmArray } from "../../src/array/wasm-array.ts";
import { AxisError, IndexError, ShapeError } from "../../src/errors.ts";
import { arange, asarray, zeros } from "../../src/np/creation.ts";
import {
  broadcast_arrays,
  broadcast_shapes,
  broadcast_to,
  concat,
  expand_dims,
  flip,
  moveaxis,
  permute_dims,
  repeat,
  reshape,
  roll,
  squeeze,
  stack,
  swapaxes,
  tile,
  unstack,
} from "../../src/np/manipulation/index.ts";
import { allocate } from "../../src/wasm/storage.ts";
import { spillFromNowOn } from "../pressure.ts";

// What NumPy gives, for every dtype, is in the case tables (test/cases); here is what they cannot say.

const grid = (): WasmArray => reshape(arange(6), [2, 3]);

test.each<[string, (x: WasmArray) => WasmArray]>([
  ["reshape", (x) => reshape(x, [3, 2])],
  ["permute_dims", (x) => permute_dims(x, [1, 0])],
  ["moveaxis", (x) => moveaxis(x, 0, 1)],
  ["swapaxes", (x) => swapaxes(x, 0, 1)],
  ["unstack", (x) => unstack(x)[1]],
  ["expand_dims", (x) => expand_dims(x, 1)],
  ["squeeze", (x) => squeeze(x)],
  ["broadcast_to", (x) => broadcast_to(x, [2, 2, 3])],
  ["broadcast_arrays", (x) => broadcast_arrays(x, 1)[0]],
  ["flip", (x) => flip(x)],
])("%s makes a view", (_, view) => {
  const x = grid();
  const y = view(x);
  expect(y).not.toBe(x);
  expect(y.storage).toBe(x.storage);
  x.set(7);
  expect((y.toArray() as number[]).flat(9).every((value) => value === 7)).toBe(true);
  x.dispose();
  expect(y.item(...Array(y.ndim).fill(0))).toBe(7);
});

describe("reshape", () => {
  test("copies where there is no view, or where it is asked to", () => {
    const x = grid();
    const copies = [reshape(x.T, [6]), reshape(x, [6], { copy: true })];
    x.set(-1);
    expect(copies.map((y) => y.toArray())).toEqual([
      [0, 3, 1, 4, 2, 5],
      [0, 1, 2, 3, 4, 5],
    ]);
    expect(reshape(x, [6], { copy: false }).storage).toBe(x.storage);
    expect(() => reshape(x.T, [6], { copy: false })).toThrow(
      new TypeError("reshape: shape [6] needs a copy of the elements, and copy is false"),
    );
  });

  test.each<[unknown, string]>([
    [[4], "reshape: an array of size 6 does not fit shape [4]"],
    [[-1, 4], "reshape: an array of size 6 does not fit shape [-1, 4]"],
    [[0, -1], "reshape: an array of size 6 does not fit shape [0, -1]"],
    [[-1, -1], "reshape: more than one length of shape [-1, -1] is -1"],
    [[-2, 3], "reshape: -2 in shape [-2, 3] is not a whole number of elements"],
    [[1.5, 4], "reshape: 1.5 in shape [1.5, 4] is not a whole number of elements"],
  ])("%o is refused", (shape, message) => {
    expect(() => reshape(grid(), shape as number[])).toThrow(new ShapeError(message));
  });

  test("what is no shape is refused", () => {
    expect(() => reshape(grid(), "6" as never)).toThrow(TypeError);
    expect(() => reshape(grid(), ["6"] as never)).toThrow(TypeError);
  });
});

describe("concat and stack", () => {
  test("promote", () => {
    expect(concat([asarray([1n]), asarray([2], { dtype: "float32" }), [true]]).dtype).toBe("float64");
    expect(stack([asarray([1], { dtype: "int8" }), asarray([2], { dtype: "uint8" })]).dtype).toBe("int16");
    expect(concat([asarray([{ re: 1, im: 2 }]), [1]]).toArray()).toEqual([
      { re: 1, im: 2 },
      { re: 1, im: 0 },
    ]);
  });

  test("take the rows of an array", () => {
    expect(concat([...grid()] as WasmArray[]).toArray()).toEqual([0, 1, 2, 3, 4, 5]);
    expect((concat(grid() as never) as WasmArray).toArray()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("read spilled blocks", () => {
    spillFromNowOn(allocate);
    const parts = [zeros([1000]), asarray([1, 2]), asarray([3n])];
    expect(concat(parts).at("-4:").toArray()).toEqual([0, 1, 2, 3]);
  });

  test("dispose what they made of lists, and leave arrays alone", () => {
    const x = asarray([1]);
    concat([x, [2]]);
    expect(x.storage).not.toBeNull();
  });

  test("refuse what is no list of arrays", () => {
    expect(() => concat(1 as never)).toThrow(new TypeError("concat: takes a list of arrays, not 1"));
    expect(() => stack([])).toThrow(new ShapeError("stack: needs at least one array"));
    expect(() => concat([[1], ["2"]] as never)).toThrow(TypeError);
    expect(() => concat([[1]], { axis: 0.5 })).toThrow(new TypeError("concat: axis 0.5 is not an integer"));
  });
});

describe("axes", () => {
  test("expand_dims takes several, which are those of the result", () => {
    expect(expand_dims(grid(), [0, -1]).shape).toEqual([1, 2, 3, 1]);
    expect(expand_dims(grid(), [3, 1]).shape).toEqual([2, 1, 3, 1]);
    expect(() => expand_dims(grid(), [0, -4])).toThrow(
      new AxisError("expand_dims: axis 0 appears twice in [0, -4]"),
    );
    expect(() => expand_dims(1, null as never)).toThrow(TypeError);
  });

  test("squeeze takes one, several or all of length 1", () => {
    const x = zeros([1, 2, 1, 3]);
    expect(squeeze(x).shape).toEqual([2, 3]);
    expect(squeeze(x, 0).shape).toEqual([2, 1, 3]);
    expect(squeeze(x, [0, -2]).shape).toEqual([2, 3]);
    expect(squeeze(x, []).shape).toEqual([1, 2, 1, 3]);
  });

  test("flip takes one, several or all", () => {
    expect(flip(grid(), { axis: -1 }).toArray()).toEqual([
      [2, 1, 0],
      [5, 4, 3],
    ]);
    expect(flip(grid(), { axis: [0, 1] }).toArray()).toEqual(flip(grid()).toArray());
  });

  test("permute_dims wants each", () => {
    expect(() => permute_dims(grid(), [0])).toThrow(
      new AxisError("permute_dims: axes [0] are not those of an array of dimension 2"),
    );
  });
});

test("broadcast_shapes", () => {
  expect(broadcast_shapes()).toEqual([]);
  expect(broadcast_shapes([3, 1], [1, 4], [])).toEqual([3, 4]);
  expect(broadcast_shapes([0], [5, 1])).toEqual([5, 0]);
  expect(() => broadcast_shapes([2], [3])).toThrow(
    new ShapeError("broadcast_shapes: shapes [2] and [3] do not broadcast"),
  );
  expect(() => broadcast_shapes([-1])).toThrow(ShapeError);
});

test("repeat, tile and roll refuse what is no number of times", () => {
  expect(() => repeat([1, 2], 1.5)).toThrow(IndexError);
  expect(() => repeat([1, 2], [[1, 2]])).toThrow(ShapeError);
  expect(() => repeat([1], 2 ** 53)).toThrow(ShapeError);
  expect(() => repeat([1, 2], 2 ** 40)).toThrow(RangeError);
  expect(() => tile([1], [0.5])).toThrow(ShapeError);
  expect(() => tile([1], 2 ** 40)).toThrow(RangeError);
  expect(() => roll([1], 0.5)).toThrow(TypeError);
});

test("broadcast views are read-only where they repeat elements", () => {
  const view = broadcast_to([1, 2], [2, 2]);
  expect(() => view.set(0)).toThrow(TypeError);
  const [x, y] = broadcast_arrays([[1], [2]], [3, 4]);
  expect([x.toArray(), y.toArray()]).toEqual([
    [
      [1, 1],
      [2, 2],
    ],
    [
      [3, 4],
      [3, 4],
    ],
  ]);
  expectTypeOf(x).toEqualTypeOf<WasmArray>();
  expect(broadcast_arrays()).toEqual([]);
});
